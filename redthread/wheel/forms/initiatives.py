"""One initiative: whose it is, what it is called, and when it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.networks.forms.choices import offer
from redthread.people.models import Organisation
from redthread.wheel.models import Initiative

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
NOT_A_DAY = _("Skriv datoen som dag, måned og år, for eksempel 15.8.2026.")


def _day_field(label: Any, **more: Any) -> forms.DateField:
    messages = {"invalid": NOT_A_DAY, "required": _("Skriv når satsingen starter.")}
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, error_messages=messages, **more)


class InitiativeForm(forms.Form):
    organisation = forms.ChoiceField(
        label=_("Hvem"), error_messages={"required": _("Velg hvem satsingen gjelder.")}
    )
    name = forms.CharField(
        label=_("Navn"),
        max_length=120,
        error_messages={"required": _("Skriv hva satsingen heter.")},
    )
    about = forms.CharField(
        label=_("Hva det går ut på"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    starts_on = _day_field(_("Fra"))
    ends_on = _day_field(
        _("Til og med"), required=False, help_text=_("La stå tomt når dere ikke vet når den slutter.")
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {one.public_id: one for one in organisations}
        choices = [(key, one.name) for key, one in self.organisations.items()]
        offer(self, "organisation", choices if len(choices) == 1 else [("", _t("Velg")), *choices])

    def clean_organisation(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]

    def clean_starts_on(self) -> date:
        return _within_reason(self.cleaned_data["starts_on"])

    def clean_ends_on(self) -> date | None:
        given: date | None = self.cleaned_data["ends_on"]
        return None if given is None else _within_reason(given)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Satsingen slutter før den starter. Rett en av datoene."))
        return self.cleaned_data


def _within_reason(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(_("Skriv et år mellom 2000 og 2100."))
    return day


def values_of(initiative: Initiative) -> dict[str, Any]:
    """What the form shows of an initiative."""
    fields = ("name", "about", "starts_on", "ends_on")
    return {
        **{name: getattr(initiative, name) for name in fields},
        "organisation": initiative.organisation.public_id,
    }
