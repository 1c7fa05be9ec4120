"""A closed wave read out of the database, for the calculation of its figures and for nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from redthread.people.models import Organisation
from redthread.surveys.bundles import answers_of
from redthread.surveys.definition import instrument_of
from redthread.surveys.figures.answers import answers_from
from redthread.surveys.figures.levels import KIND, ROLE, TOTAL, Background, Group
from redthread.surveys.figures.made import Closed, Earlier
from redthread.surveys.figures.response import Asked
from redthread.surveys.models import Survey, Wave
from redthread.surveys.tickets import mark_of

SCHOOLS = (Organisation.Kind.SCHOOL, Organisation.Kind.KINDERGARTEN)


class Invited:
    """Those who were invited, and which of them have answered: worked out here, and kept nowhere."""

    def __init__(self, wave: Wave) -> None:
        spent = set(wave.spent_tickets.values_list("mark", flat=True))
        rows = wave.invitations.values_list(
            "public_id", "role", "group__role", "group__school_kind", "unit__name", "unit__kind"
        )
        self.people = [(*row[1:], mark_of(row[0]) in spent) for row in rows]
        self.codes = list(wave.codes.filter(used__gt=0).values_list("group__role", "group__school_kind"))
        self.units = wave.survey.network.units.count() if self.codes else 0

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(sorted({role for role, *_rest in self.people}))

    @property
    def by_code(self) -> list[str]:
        """The stored roles with answers by a code on a wall; empty where roles are not told apart."""
        return sorted({role for role, _kind in self.codes})

    def asked(self) -> list[Asked]:
        """By role and unit, for the response. Those who answer by a code on a wall are not counted."""
        invited: Counter[tuple[str, str, Background]] = Counter()
        answered: Counter[tuple[str, str, Background]] = Counter()
        for asked_as, role, kind, unit, _kind, has in self.people:
            invited[asked_as, unit or "", (role, kind)] += 1
            answered[asked_as, unit or "", (role, kind)] += has
        return [Asked(*place, count, answered[place]) for place, count in sorted(invited.items())]

    def schools(self) -> dict[str, int]:
        """How many schools stand behind each level; not there for a level without people at schools.

        Nobody knows at which school a code on a wall was read; it hangs for all of them.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for _role, role, kind, unit, unit_kind, has in self.people:
            if has and unit_kind in SCHOOLS:
                for code in levels_at(role, kind):
                    found[code].add(unit)
        counts = {code: len(names) for code, names in found.items()}
        for role, kind in self.codes:
            for code in levels_at(role, kind):
                counts[code] = max(counts.get(code, 0), self.units)
        return counts


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


def earlier_waves(wave: Wave) -> list[Earlier]:
    """The waves of the same survey that had results before this one."""
    before = Wave.objects.filter(survey=wave.survey, result__isnull=False, number__lt=wave.number)
    return [
        Earlier(one.number, closed_wave(one, Invited(one)), one.result.figures)
        for one in before.select_related("survey__network", "result").order_by("number")
    ]


def piles_of(wave: Wave) -> Mapping[str, list[dict[str, str]]]:
    return dict(wave.text_piles.order_by("item").values_list("item", "entries"))
