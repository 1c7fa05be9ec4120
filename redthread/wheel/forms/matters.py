"""A fixed matter of the year, and days when the network cannot meet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.networks.forms.choices import offer, spoken
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.forms.days import DaysForm
from redthread.wheel.models import FixedMatter


class MatterForm(DaysForm):
    kind = forms.ChoiceField(label=_("Type"), initial=FixedMatter.Kind.OTHER)
    name = forms.CharField(
        label=_("Navn"), max_length=120, error_messages={"required": _("Skriv hva saken heter.")}
    )
    goes_on_agenda = forms.BooleanField(
        label=_("Skal på programmet"),
        required=False,
        help_text=_("Planen legger saken på den første samlingen etter at den starter."),
    )
    is_confirmed = forms.BooleanField(label=_("Jeg har sjekket datoene"), required=False)
    field_order = ["name", "kind", "starts_on", "ends_on", "goes_on_agenda", "is_confirmed"]

    def __init__(self, *args: Any, year: SchoolYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        offer(self, "kind", spoken(FixedMatter.Kind))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in ("starts_on", "ends_on"):
            if data.get(name) and data[name] not in self.year and name not in self.errors:
                told = _t("Dette er utenfor skoleåret %(year)s. Rett datoen.") % {"year": self.year}
                self.add_error(name, told)
        return data


class BlockedDaysForm(DaysForm):
    why = forms.CharField(
        label=_("Hvorfor"),
        max_length=150,
        help_text=_("Alle i nettverket ser dette."),
        error_messages={"required": _("Skriv kort hvorfor, for eksempel «rektorenes studietur».")},
    )
    field_order = ["why", "starts_on", "ends_on"]
