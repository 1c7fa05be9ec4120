"""Which parts of the print pack, and after which grouping."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.models import Grouping
from redthread.reports.print_pack import Part

NO_TABLES = "ingen"


class PrintPackForm(forms.Form):
    """`tables` is asked when there is a grouping to choose; the newest that is shown stands first."""

    tables = forms.ChoiceField(label=_("Bordene etter"), required=False)
    parts = forms.MultipleChoiceField(
        label=_("Hva vil du skrive ut?"),
        choices=Part.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst én del å skrive ut.")},
    )

    def __init__(self, *args: Any, groupings: Sequence[Grouping], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groupings = {grouping.public_id: grouping for grouping in groupings}
        field = self.fields["tables"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, _choice(one)) for key, one in self.groupings.items()]
        field.choices += [(NO_TABLES, _t("ingen bord"))]
        if not groupings:
            del self.fields["tables"]

    def grouping(self) -> Grouping | None:
        """The chosen one; before anything is chosen, the first."""
        chosen = getattr(self, "cleaned_data", {}).get("tables", "")
        if chosen == NO_TABLES:
            return None
        return self.groupings.get(chosen) or next(iter(self.groupings.values()), None)


def _choice(grouping: Grouping) -> str:
    if grouping.shown_at is not None:
        return grouping.name
    return _t("%(name)s (ikke vist for deltakerne ennå)") % {"name": grouping.name}
