"""A closed wave read out of the database, for the calculation of its figures and for nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from redthread.people.models import Organisation
from redthread.surveys.bundles import answers_of
from redthread.surveys.definition import instrument_of
from redthread.surveys.figures.answers import answers_from
from redthread.surveys.figures.levels import KIND, ROLE, TOTAL, Background, Group
from redthread.surveys.figures.made import Closed, Earlier
from redthread.surveys.figures.response import Asked, Round
from redthread.surveys.models import Survey, Wave
from redthread.surveys.tickets import mark_of, seats_of

SCHOOLS = (Organisation.Kind.SCHOOL, Organisation.Kind.KINDERGARTEN)
SOMEWHERE = ("", Organisation.Kind.SCHOOL)  # of a code that is of no place: it may hang at one school alone


class Reached(NamedTuple):
    """Somebody who was invited, or all who may answer by one code, and how many of them have."""

    role: str
    stored: Background
    unit: str
    unit_kind: str
    invited: int
    answered: int


class Invited:
    """Those who were asked, and how many of them have answered: worked out here, and kept nowhere."""

    def __init__(self, wave: Wave) -> None:
        spent = list(wave.spent_tickets.values_list("mark", "seat"))
        marks, seats = {mark for mark, _seat in spent}, {seat for _mark, seat in spent}
        people = wave.invitations.values_list(
            "public_id", "role", "group__role", "group__school_kind", "unit__name", "unit__kind"
        )
        self.reached = [
            Reached(role, (stored, kind), unit or "", unit_kind or "", 1, mark_of(seed) in marks)
            for seed, role, stored, kind, unit, unit_kind in people
        ]
        for code in wave.codes.select_related("group", "unit").order_by("pk"):
            stored = (code.group.role, code.group.school_kind)
            place = (code.unit.name, code.unit.kind) if code.unit else SOMEWHERE
            taken = sum(seat in seats for seat in seats_of(code))
            self.reached.append(Reached(code.role, stored, *place, code.most, taken))

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(sorted({one.role for one in self.reached}))

    def asked(self) -> list[Asked]:
        """By role and unit, for the response."""
        invited: Counter[tuple[str, str, Background]] = Counter()
        answered: Counter[tuple[str, str, Background]] = Counter()
        for one in self.reached:
            place = (one.role, one.unit, one.stored)
            invited[place] += one.invited
            answered[place] += one.answered
        return [Asked(*place, count, answered[place]) for place, count in sorted(invited.items())]

    def schools(self) -> dict[str, int]:
        """How many schools stand behind each level; not there for a level without people at schools.

        Somebody can answer by the code of another school than their own.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for one in self.reached:
            if one.answered and one.unit_kind in SCHOOLS:
                for code in levels_at(*one.stored):
                    found[code].add(one.unit)
        return {code: len(names) for code, names in found.items()}


def levels_at(role: str, kind: str) -> list[str]:
    return [TOTAL, *([f"{ROLE}:{role}"] if role else []), *([f"{KIND}:{kind}"] if kind else [])]


def closed_wave(wave: Wave, invited: Invited) -> Closed:
    survey = wave.survey
    return Closed(
        answers_from(
            answers_of(wave), instrument_of(survey), is_linked=survey.kind == Survey.Kind.CONFIDENTIAL
        ),
        groups_of(wave),
        survey.k,
        invited.schools(),
        invited.roles,
    )


def groups_of(wave: Wave) -> tuple[Group, ...]:
    return tuple(Group(*row) for row in wave.groups.values_list("number", "role", "school_kind"))


def earlier_waves(wave: Wave) -> tuple[list[Earlier], list[Round]]:
    """The waves of the same survey that had results before this one, and the response to them.

    Of a wave whose invitations and marks are gone nobody can work out the response any more.
    """
    before = Wave.objects.filter(survey=wave.survey, result__isnull=False, number__lt=wave.number)
    earlier, rounds = [], []
    for one in before.select_related("survey__network", "result").order_by("number"):
        figures, invited = one.result.figures, Invited(one)
        # Which roles were asked is read from what was told: the invitations are gone after a year.
        roles = tuple(level["category"] for level in figures["levels"] if level["axis"] == ROLE)
        closed, asked = closed_wave(one, invited)._replace(roles=roles), invited.asked()
        earlier.append(Earlier(one.number, closed, figures))
        if any(its.answered for its in asked):
            told = figures["levels"], f"{one.number} ", figures["response"]
            rounds.append(Round(asked, closed.people, *told))
    return earlier, rounds


def piles_of(wave: Wave) -> Mapping[str, list[dict[str, str]]]:
    return dict(wave.text_piles.order_by("item").values_list("item", "entries"))
