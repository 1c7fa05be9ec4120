"""Letting people in, and changing what they are in the network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.networks.days import end_of
from redthread.networks.forms.choices import offer, spoken
from redthread.networks.models import Role
from redthread.people.models import Organisation, Position


class RoleForm(forms.Form):
    """Role, unit and last day; `cleaned_data` has role, organisation and ends_at."""

    role = forms.ChoiceField(label=_("Rolle"), initial=Role.MEMBER)
    organisation = forms.ChoiceField(
        label=_("Representerer"), required=False, help_text=_("Enheten personen snakker for i nettverket.")
    )
    last_day = forms.DateField(
        label=_("Siste dag"),
        required=False,
        help_text=_("En ekstern partner må ha en siste dag. Andre kan stå uten."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Skriv datoen som dag.måned.år, for eksempel 31.07.2027.")},
    )

    def __init__(self, *args: Any, units: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.public_id: unit for unit in units}
        offer(self, "role", spoken(Role))
        places = ((key, unit.name) for key, unit in self.units.items())
        offer(self, "organisation", [("", _t("Ingen bestemt enhet")), *places])

    def clean_organisation(self) -> Organisation | None:
        return self.units.get(self.cleaned_data["organisation"])

    def clean_last_day(self) -> date | None:
        last_day: date | None = self.cleaned_data["last_day"]
        if last_day is not None and last_day < timezone.localdate():
            raise ValidationError(_t("Den dagen er forbi. Velg i dag eller senere."))
        return last_day

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("role") == Role.PARTNER and "last_day" in cleaned and cleaned["last_day"] is None:
            self.add_error("last_day", _t("Skriv den siste dagen i avtalen med partneren."))
        cleaned["ends_at"] = end_of(cleaned.pop("last_day", None))
        return cleaned


class NewMemberForm(RoleForm):
    email = forms.EmailField(
        label=_("E-post"),
        max_length=254,
        error_messages={
            "required": _("Skriv e-postadressen, for eksempel mona.vik@fjordvik.example."),
            "invalid": _("E-postadressen ser ikke riktig ut. Se etter @ og punktum."),
        },
    )
    name = forms.CharField(
        label=_("Navn"),
        max_length=150,
        error_messages={"required": _("Skriv fornavn og etternavn.")},
    )
    position = forms.ChoiceField(
        label=_("Stilling"),
        required=False,
        help_text=_("Hva personen er på arbeidsstedet sitt."),
    )
    field_order = ["email", "name", "organisation", "position", "role", "last_day"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "position", [("", _t("Ikke oppgitt")), *spoken(Position.Kind)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("position") and cleaned.get("organisation") is None:
            self.add_error("organisation", _t("Velg enheten der personen har denne stillingen."))
        return cleaned

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class EndForm(forms.Form):
    last_day = forms.DateField(
        label=_("Siste dag"),
        required=False,
        help_text=_("Står feltet tomt, slutter tilgangen nå."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Skriv datoen som dag.måned.år, for eksempel 31.07.2027.")},
    )


class MemberFileForm(forms.Form):
    file = forms.FileField(
        label=_("Regneark"),
        help_text=_("En Excel-fil (.xlsx) eller CSV-fil med én rad per person."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("Velg en fil først."),
            "empty": _("Filen er tom. Velg en annen."),
        },
    )
