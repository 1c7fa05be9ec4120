"""The forms of the log. They check and say what to write; they never save."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.guidance.actions.visits import Log
from redthread.guidance.models import Visit
from redthread.people.models import Organisation

KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
DATE = {"invalid": _("Skriv datoen slik: 14.10.2026."), "required": _("Velg en dag.")}
WHICH_SCHOOL = _("Velg hvilken skole det gjelder.")


def _date(label: Any, *, required: bool) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, error_messages=DATE)


def _line(label: Any, longest: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, **more)


class VisitForm(forms.Form):
    """A day that is still to come plans a visit; then only the aim is asked for."""

    school = forms.ChoiceField(
        label=_("Skole"), error_messages={"required": WHICH_SCHOOL, "invalid_choice": WHICH_SCHOOL}
    )
    day = _date(_("Dag"), required=True)
    clock = forms.TimeField(
        label=_("Klokkeslett"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Skriv klokkeslettet slik: 09.00 eller 09:00.")},
        input_formats=["%H:%M", "%H.%M"],
    )
    kind = forms.ChoiceField(label=_("Hvordan"), choices=Visit.Kind.choices)
    aim = forms.CharField(
        label=_("Hva er målet?"),
        max_length=300,
        error_messages={"required": _("Skriv med noen ord hva dere vil med besøket.")},
    )
    with_whom = _line(_("Sammen med hvem på skolen?"), 200)
    worked_on = forms.CharField(
        label=_("Hva arbeidet dere med?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Skolen leser alt du skriver her, og kan legge til sine egne ord."),
    )
    next_step = _line(_("Hva er avtalt som neste steg?"), 300)
    next_who = _line(_("Hvem gjør det?"), 120)
    next_on = _date(_("Innen"), required=False)
    story = _line(
        _("Noe de andre skolene burde få høre om?"),
        300,
        help_text=_("Skolen svarer selv på om det kan fortelles videre."),
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, schools: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {school.public_id: school for school in schools}
        if not schools:  # a visit stays with its school
            del self.fields["school"]
            return
        chosen = self.fields["school"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", "–"), *((key, school.name) for key, school in self.schools.items())]

    def clean_school(self) -> Organisation:
        return self.schools[self.cleaned_data["school"]]

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        return key if KEY.fullmatch(key) else str(uuid.uuid4())

    def clean_version(self) -> int:
        text = self.cleaned_data["version"]
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if (data.get("next_who") or data.get("next_on")) and not data.get("next_step"):
            self.add_error("next_step", _("Skriv hva som er avtalt, eller ta bort navn og dato for det."))
        return data

    def log(self) -> Log:
        names = ("day", "aim", "kind", "clock", "with_whom", "worked_on", "next_step", "next_who", "next_on")
        return Log(**{name: self.cleaned_data[name] for name in names}, story=self.cleaned_data["story"])


class WordsForm(forms.Form):
    text = forms.CharField(
        label=_("Skolens egne ord"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Noe å legge til, eller noe som skal rettes. Det veilederen skrev, står ved siden av."),
    )
