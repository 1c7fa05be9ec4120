"""What is read before a wave is opened: how many are asked, what is told apart, and every word they get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redthread.instruments.lint import Severity, check
from redthread.instruments.model import ROLES
from redthread.networks.models import Membership
from redthread.people.models import Organisation
from redthread.surveys.actions.opening import MOST_BY_CODE
from redthread.surveys.definition import instrument_of
from redthread.surveys.figures.levels import Background
from redthread.surveys.invited import CodeFor, Invited
from redthread.surveys.mails import invitation_subject, invitation_text
from redthread.surveys.models import OpenCode, Wave
from redthread.surveys.respondents import respondents
from redthread.surveys.role_words import role_words


class CodesForm(forms.Form):
    """For the roles that have no members in the network: how many may answer by the code of each place."""

    def __init__(self, *args: Any, places: Mapping[str, list[Organisation]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {
            f"{role}-{unit.public_id}": (role, unit) for role, units in places.items() for unit in units
        }
        for name, (_role, unit) in self.places.items():
            self.fields[name] = forms.IntegerField(
                label=unit.name,
                required=False,
                min_value=0,
                max_value=MOST_BY_CODE,
                error_messages={"invalid": _("Skriv et tall, for eksempel 40.")},
            )

    def codes(self) -> list[CodeFor]:
        numbers = {name: self.cleaned_data[name] for name in self.places}
        return [CodeFor(*self.places[name], most) for name, most in numbers.items() if most]

    def by_role(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each role in words, and its fields."""
        roles = dict.fromkeys(role for role, _unit in self.places.values())
        return [
            (role_words(role), [self[name] for name, (its, _unit) in self.places.items() if its == role])
            for role in roles
        ]


NO_UNITS = (Organisation.Kind.OWNER, Organisation.Kind.PARTNER)


class OpeningPage(NamedTuple):
    asked: int
    told_apart: list[tuple[str, int]]  # in words, and how many
    coarsened: list[str]  # the roles that are not told apart
    subject: str
    text: str
    serious: int  # what should be put right first


def places_for_codes(wave: Wave, now: datetime) -> dict[str, list[Organisation]]:
    """By role: where a code can hang for those who have no members in the network. Four queries.

    Those who work for the owner are there; others may be at any unit.
    """
    network = wave.survey.network
    there = {one.role for one in respondents(network, wave.roles, now)}
    without = [role for role in ROLES if role in wave.roles and role not in there]
    if not without:
        return {}
    taking_part = Q(taking_part__network=network, taking_part__left_on=None)
    current = Membership.objects.current(now).filter(network=network)
    found = Organisation.objects.filter(taking_part | Q(pk__in=current.values("organisation")))
    units = [*found.exclude(kind__in=NO_UNITS).distinct().order_by("name", "pk")]
    return {role: [network.owner] if role == "owner" else units or [network.owner] for role in without}


def as_before(wave: Wave) -> dict[str, int]:
    """How many each code was for the last time the same was asked, by the name of its field. One query."""
    before = OpenCode.objects.filter(wave__survey=wave.survey_id, unit__isnull=False).order_by("wave__number")
    return {f"{one.role}-{one.unit.public_id}": one.most for one in before.select_related("unit") if one.unit}


def opening_page(wave: Wave, asked: Invited) -> OpeningPage:
    """In the language that is active; each reader gets the words in their own."""
    roles: Counter[str] = Counter(one.role for one in asked.people)
    merged = [role for role in ROLES if role in roles and not _is_told_apart(role, asked.stored_as)]
    largest = max(asked.groups, key=lambda one: asked.groups[one], default=("", ""))
    return OpeningPage(
        asked=len(asked.people),
        told_apart=[(_in_words(one), count) for one, count in asked.groups.items()],
        coarsened=[f"{role_words(role)} ({roles[role]})" for role in merged],
        subject=invitation_subject(wave),
        text=invitation_text(wave, largest[0], _("[fornavn]"), _("[personlig lenke]")),
        serious=sum(one.severity == Severity.FIX for one in check(instrument_of(wave.survey))),
    )


def _is_told_apart(role: str, stored_as: Mapping[Background, Background]) -> bool:
    return any(new[0] == role for one, new in stored_as.items() if one[0] == role)


KINDS = {
    "primary": gettext_lazy("barneskoler"),
    "lower": gettext_lazy("ungdomsskoler"),
    "combined": gettext_lazy("1–10-skoler"),
    "upper": gettext_lazy("videregående skoler"),
    "school": gettext_lazy("skoler"),
    "kindergarten": gettext_lazy("barnehager"),
    "support": gettext_lazy("PP-tjeneste"),
    "owner": gettext_lazy("hos skoleeier"),
    "partner": gettext_lazy("hos partner"),
}


def _in_words(one: Background) -> str:
    role, kind = one
    words = role_words(role) if role else _("Flere roller sammen")
    return f"{words}, {KINDS[kind]}" if kind in KINDS else words
