"""Bodies and their seats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.networks.forms.choices import offer, spoken
from redthread.networks.models import Body
from redthread.people.models import Organisation, Person


class BodyForm(forms.Form):
    code = forms.CharField(
        label=_("Kortnavn"),
        max_length=8,
        help_text=_("Noen få bokstaver, for eksempel FAG."),
        error_messages={"required": _("Skriv et kortnavn, for eksempel FAG.")},
    )
    name = forms.CharField(
        label=_("Navn"), max_length=120, error_messages={"required": _("Skriv hele navnet på organet.")}
    )
    purpose = forms.CharField(
        label=_("Oppgave"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    vote_rule = forms.ChoiceField(
        label=_("Stemmer"),
        initial=Body.VoteRule.NONE,
        widget=forms.RadioSelect,
    )
    parent = forms.ChoiceField(label=_("Hører til"), required=False)

    def __init__(self, *args: Any, others: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {body.public_id: body for body in others}
        bodies = ((key, str(body)) for key, body in self.others.items())
        offer(self, "vote_rule", spoken(Body.VoteRule))
        offer(self, "parent", [("", _t("Ikke noe annet organ")), *bodies])

    def clean_parent(self) -> Body | None:
        return self.others.get(self.cleaned_data["parent"])


class SeatForm(forms.Form):
    person = forms.ChoiceField(label=_("Hvem"), error_messages={"required": _("Velg hvem som får plassen.")})
    municipality = forms.ChoiceField(label=_("Kommune"), required=False)
    is_voting = forms.BooleanField(label=_("Har stemme"), required=False)

    def __init__(
        self,
        *args: Any,
        people: Sequence[Person],
        municipalities: Sequence[Organisation],
        votes: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.public_id: person for person in people}
        self.municipalities = {place.public_id: place for place in municipalities}
        names = ((key, person.name) for key, person in self.people.items())
        offer(self, "person", [("", _t("Velg deltaker")), *names])
        places = ((key, place.name) for key, place in self.municipalities.items())
        offer(self, "municipality", [("", _t("Ingen kommune")), *places])
        if not votes:
            del self.fields["is_voting"]

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]

    def clean_municipality(self) -> Organisation | None:
        return self.municipalities.get(self.cleaned_data["municipality"])

    def clean(self) -> dict[str, Any]:
        self.cleaned_data.setdefault("is_voting", False)
        return self.cleaned_data
