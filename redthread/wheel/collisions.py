"""Gatherings of several networks that come close: on one day, or on days next to each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.core import dates
from redthread.wheel.marks import Entry, Kind, State

NEXT_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Taking:
    """Who takes part in one network: its schools by their keys, and its people."""

    schools: Mapping[str, str]
    people: frozenset[int] = frozenset()


NOBODY = Taking({})


@dataclass(frozen=True)
class Collision:
    """Two gatherings that meet some of the same schools or people; the first starts first."""

    first: Entry
    second: Entry
    schools: tuple[str, ...]
    people: int

    @property
    def day(self) -> date:
        return self.second.starts_on

    @property
    def is_same_day(self) -> bool:
        return self.second.starts_on <= self.first.last

    @property
    def when(self) -> str:
        if self.is_same_day:
            return dates.day_and_year(self.day)
        return _("%(first)s og dagen etter") % {"first": dates.day_and_year(self.first.last)}

    @property
    def who(self) -> str:
        """«Åsen skole og Brekka skole er med i begge.»"""
        told = []
        if self.schools:
            names = " og ".join([", ".join(self.schools[:-1]), self.schools[-1]]).removeprefix(" og ")
            told.append(_("%(names)s er med i begge.") % {"names": names})
        if self.people:
            words = ngettext(
                "%(count)d person er med i begge.", "%(count)d personer er med i begge.", self.people
            )
            told.append(words % {"count": self.people})
        return " ".join(told)


def collisions_of(entries: Iterable[Entry], taking: Mapping[str, Taking]) -> list[Collision]:
    """Each pair once, in order. `taking` is by the network's slug; who is in neither meets nobody.

    A gathering that is cancelled is in nobody's way.
    """
    gatherings = [e for e in entries if e.kind == Kind.GATHERING and e.state != State.CANCELLED]
    in_order = sorted(gatherings, key=lambda e: (e.starts_on, e.title, e.key))
    found: list[Collision] = []
    for number, one in enumerate(in_order):
        for other in in_order[number + 1 :]:
            if other.starts_on > one.last + NEXT_DAY:
                # A later one may start later still, but never earlier.
                break
            if other.slug != one.slug:
                found += _meeting(one, other, taking)
    return found


def _meeting(one: Entry, other: Entry, taking: Mapping[str, Taking]) -> Sequence[Collision]:
    mine, theirs = taking.get(one.slug, NOBODY), taking.get(other.slug, NOBODY)
    schools = tuple(sorted(name for key, name in mine.schools.items() if key in theirs.schools))
    people = len(mine.people & theirs.people)
    return [Collision(one, other, schools, people)] if schools or people else []
