"""Naming who takes over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.networks.models import Membership, Role
from redthread.people.models import Person
from redthread.reports.actions.handovers import OnlyYouKnow

LONGEST = 1500


def _question(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HandoverForm(forms.Form):
    """Who, as what, from when; and three questions whose answers only the one who leads has."""

    successor = forms.ChoiceField(
        label=_("Hvem tar over?"),
        error_messages={
            "required": _("Velg hvem som tar over."),
            "invalid_choice": _("Velg noen som er med i nettverket."),
        },
    )
    role = forms.ChoiceField(
        label=_("Som"),
        choices=[(Role.LEADER, _("nettverksleder")), (Role.DEPUTY, _("nestleder"))],
        initial=Role.LEADER,
        widget=forms.RadioSelect,
    )
    starts_on = forms.DateField(
        label=_("Fra og med"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Velg hvilken dag rollen begynner."),
            "invalid": _("Skriv datoen som dag, måned og år."),
        },
    )
    unwritten = _question(
        _("Hva vet bare du, som ikke står noe sted?"), _("For eksempel hvordan dere får låne salen.")
    )
    call_first = _question(
        _("Hvem bør etterfølgeren snakke med først, og om hva?"), _("Én eller to personer er nok.")
    )
    take_care = _question(
        _("Hva bør etterfølgeren ta vare på?"),
        _("Skriv om nettverket, ikke om enkeltpersoner. Alle som leder nettverket etter deg, kan lese det."),
    )

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {one.person.public_id: one.person for one in members}
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _t("Velg")), *((one.person.public_id, _named(one)) for one in members)]

    def clean_successor(self) -> Person:
        return self.by_id[self.cleaned_data["successor"]]

    def answers(self) -> OnlyYouKnow:
        data = {name: self.cleaned_data[name].replace("\r\n", "\n").strip() for name in vars(OnlyYouKnow())}
        return OnlyYouKnow(**data)


def _named(member: Membership) -> str:
    return f"{member.person.name}, {member.organisation}" if member.organisation else member.person.name
