"""One item of the agenda, and where a programme may be brought in from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.forms.gatherings import offer
from redthread.gatherings.forms.times import clock_field
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.gatherings.templates_of_days import EMPTY, READY_DAYS

READY, EARLIER = "mal", "samling"


class AgendaItemForm(forms.Form):
    """`day_starts_at` is asked only in a gathering over several days."""

    title = forms.CharField(
        label=_("Hva"), max_length=150, error_messages={"required": _("Skriv hva posten handler om.")}
    )
    kind = forms.ChoiceField(label=_("Type"), choices=AgendaItem.Kind.choices, initial=AgendaItem.Kind.INPUT)
    minutes = forms.IntegerField(
        label=_("Minutter"),
        min_value=1,
        max_value=600,
        initial=30,
        error_messages={
            "required": _("Skriv hvor mange minutter posten tar."),
            "invalid": _("Skriv minuttene som et helt tall, for eksempel 30."),
            "min_value": _("En post tar minst ett minutt."),
            "max_value": _("En post kan ta høyst 600 minutter. Del den i to."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    responsible = forms.CharField(label=_("Hvem har ansvaret?"), required=False, max_length=150)
    description = forms.CharField(
        label=_("Beskrivelse"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    day_starts_at = clock_field(
        _("Ny dag, fra klokka"),
        required=False,
        help_text=_("Fyll ut når denne posten åpner neste dag."),
    )
    is_confidential = forms.BooleanField(
        label=_("Fortrolig"),
        required=False,
        help_text=_("Innholdet kommer ikke med i e-post, kalender eller referatet som sendes ut."),
    )

    def __init__(self, *args: Any, has_days: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_days:
            del self.fields["day_starts_at"]

    def fields_of_item(self) -> dict[str, Any]:
        return {"day_starts_at": None, **self.cleaned_data}


class NewItemForm(AgendaItemForm):
    """`position` comes along when an item that was removed is put back."""

    position = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


def values_of(item: AgendaItem) -> dict[str, Any]:
    """What the form shows of an item; enough to put it back after it was removed."""
    names = ("title", "kind", "minutes", "responsible", "description", "is_confidential", "day_starts_at")
    return {name: getattr(item, name) for name in names}


class BringInForm(forms.Form):
    """A ready programme, or that of an earlier gathering."""

    source = forms.ChoiceField(
        label=_("Hent inn poster fra"), error_messages={"required": _("Velg hvor postene skal hentes fra.")}
    )

    def __init__(self, *args: Any, earlier: Sequence[Gathering], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {gathering.public_id: gathering for gathering in earlier}
        ready = [(f"{READY}:{day.key}", day.name) for day in READY_DAYS.values() if day.key != EMPTY]
        held = [(f"{EARLIER}:{key}", str(gathering)) for key, gathering in self.earlier.items()]
        groups = [(_t("Ferdige program"), ready), *([(_t("Tidligere samlinger"), held)] if held else [])]
        offer(self, "source", [("", _t("Velg")), *groups])

    def source_of_items(self) -> dict[str, Any]:
        """What `bring_in_agenda` is to be called with."""
        kind, _colon, key = self.cleaned_data["source"].partition(":")
        if kind == EARLIER:
            return {"source": self.earlier[key], "template": EMPTY}
        return {"source": None, "template": key}
