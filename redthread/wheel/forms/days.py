"""Some days from one to another, as people write them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"]
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


def day_field(label: Any, **more: Any) -> forms.DateField:
    how = _("Skriv datoen slik: 14.10.2026.")
    return forms.DateField(
        label=label,
        input_formats=FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": how, "invalid": how},
        **more,
    )


class DaysForm(forms.Form):
    """`starts_on` and `ends_on`, which is the same day when nothing is written."""

    starts_on = day_field(_("Fra"))
    ends_on = day_field(_("Til og med"), required=False, help_text=_("Bare når det varer mer enn én dag."))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        first = data.get("starts_on")
        if first is None or "ends_on" not in data:
            return data
        last = data["ends_on"] = data["ends_on"] or first
        if last < first:
            self.add_error("ends_on", _t("Dette slutter før det starter. Rett en av datoene."))
        elif not EARLIEST <= first <= last <= LATEST:
            self.add_error("starts_on", _t("Skriv et år mellom 2000 og 2100."))
        return data
