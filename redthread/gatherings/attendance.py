"""Who came from each school: was a leader there, and did the same people come as last time? Pure.

The figures are for a kind word about each school by itself. They are never compared or ranked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Came(NamedTuple):
    """One person who was there, in the room or on a screen, for one school."""

    person: int
    school: int
    is_leader: bool


class SchoolPresence(NamedTuple):
    """How one school took part."""

    people: int
    leaders: int
    also_last_time: int | None  # None when nobody from the school came last time

    @property
    def has_leader(self) -> bool:
        """Somebody who leads at the school was there to stand together with (001 L3535-3554)."""
        return self.leaders > 0

    @property
    def continuity(self) -> float | None:
        """The share of the school's people here who also came last time (004 L2422-2430), from 0 to 1.

        None when there is nothing to compare with: nobody here, or nobody last time.
        """
        if self.also_last_time is None or self.people == 0:
            return None
        return self.also_last_time / self.people


def presence_by_school(here: Iterable[Came], last_time: Iterable[Came]) -> dict[int, SchoolPresence]:
    """The presence of every school that somebody came from, this time or last time."""
    now, before = _people_by_school(here), _people_by_school(last_time)
    return {
        school: SchoolPresence(
            people=len(now.get(school, {})),
            leaders=sum(now.get(school, {}).values()),
            also_last_time=len(now.get(school, {}).keys() & before[school].keys())
            if school in before
            else None,
        )
        for school in now.keys() | before.keys()
    }


def _people_by_school(rows: Iterable[Came]) -> dict[int, dict[int, bool]]:
    by_school: dict[int, dict[int, bool]] = {}
    for row in rows:
        by_school.setdefault(row.school, {})[row.person] = row.is_leader
    return by_school
