"""One tap for one person, and a guest's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.models import Attendance
from redthread.people.models import Person

CHOOSE = _("Velg i rommet, på skjerm eller ikke til stede.")


class TapForm(forms.Form):
    """`tap` is «person:presence» from one button; `rest` is the presence of everybody not recorded yet.

    `answers` records those who have answered the invitation as they answered.
    """

    tap = forms.CharField(required=False, max_length=40)
    answers = forms.BooleanField(required=False)
    rest = forms.ChoiceField(required=False, choices=[("", ""), *Attendance.Presence.choices])

    def __init__(
        self,
        *args: Any,
        people: Sequence[Person],
        waiting: Sequence[Person],
        suggested: Mapping[Person, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.public_id: person for person in people}
        self.waiting = waiting
        self.suggested = suggested

    def clean(self) -> dict[str, Any]:
        """`presences` holds how each person in question took part."""
        if rest := self.cleaned_data.get("rest"):
            self.cleaned_data["presences"] = dict.fromkeys(self.waiting, rest)
            return self.cleaned_data
        if self.cleaned_data.get("answers") and self.suggested:
            self.cleaned_data["presences"] = self.suggested
            return self.cleaned_data
        person, _colon, presence = self.cleaned_data.get("tap", "").partition(":")
        if person not in self.people or presence not in Attendance.Presence.values:
            raise forms.ValidationError(CHOOSE)
        self.cleaned_data["presences"] = {self.people[person]: presence}
        return self.cleaned_data


class GuestForm(forms.Form):
    name = forms.CharField(
        label=_("Navn"), max_length=150, error_messages={"required": _("Skriv navnet på gjesten.")}
    )
    email = forms.EmailField(
        label=_("E-post"),
        error_messages={
            "required": _("Skriv e-postadressen til gjesten."),
            "invalid": _("Skriv en hel e-postadresse, for eksempel kari@skole.no."),
        },
    )
    presence = forms.ChoiceField(
        label=_("Hvordan"),
        choices=[choice for choice in Attendance.Presence.choices if choice[0] != Attendance.Presence.ABSENT],
        initial=Attendance.Presence.PHYSICAL,
        widget=forms.RadioSelect,
    )
