"""How much a school is part of at once, month by month: told kindly, never counted into a score. Pure.

A school is part of its own initiatives, of its owner's, and of the network's gatherings (source 003: 82
projects at the same time). Schools stand in the order of their turn, and nothing is compared between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.people.models import Organisation
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.drawing.lanes import lanes_of
from redthread.wheel.drawing.wheel import months_of, next_month
from redthread.wheel.marks import Entry, Kind, State

MANY = 6  # initiatives and gatherings in one month; below it nothing is said
WIDTH, STRAND, TOP, MOST_STRANDS = 1200, 12, 34, 14


@dataclass(frozen=True)
class MonthLoad:
    first: date
    initiatives: int
    gatherings: int

    @property
    def is_much(self) -> bool:
        return self.initiatives + self.gatherings >= MANY


@dataclass(frozen=True)
class Strand:
    """One initiative through the year."""

    path: str
    is_owners: bool


@dataclass(frozen=True)
class SchoolLoad:
    """One school's year. `strands` and `knots` are drawn in a box of `WIDTH` by `height`."""

    school: Organisation
    is_own: bool
    months: list[MonthLoad]
    strands: list[Strand]
    knots: list[int]
    more: int  # strands that there is no room for
    height: int

    @property
    def words(self) -> list[str]:
        """A sentence for each month with many things at once."""
        return [many_at_once(month) for month in self.months if month.is_much]

    @property
    def has_something(self) -> bool:
        return any(month.initiatives for month in self.months)


def many_at_once(month: MonthLoad) -> str:
    """«Mange ting på en gang i oktober: fem satsinger og to samlinger.»"""
    parts = [
        words % {"count": in_words(count)}
        for count, words in (
            (month.initiatives, ngettext("%(count)s satsing", "%(count)s satsinger", month.initiatives)),
            (month.gatherings, ngettext("%(count)s samling", "%(count)s samlinger", month.gatherings)),
        )
        if count
    ]
    told = _(" og ").join(parts)
    month_name = formatted(month.first, "F")
    return _("Mange ting på en gang i %(month)s: %(what)s.") % {"month": month_name, "what": told}


def in_words(count: int) -> str:
    """Up to twelve as a word."""
    words = (
        _("null"), _("én"), _("to"), _("tre"), _("fire"), _("fem"), _("seks"), _("sju"), _("åtte"),
        _("ni"), _("ti"), _("elleve"), _("tolv"),
    )  # fmt: skip
    return words[count] if count < len(words) else str(count)


def loads_of(
    schools: Sequence[Organisation], entries: Iterable[Entry], year: SchoolYear, own: frozenset[int]
) -> list[SchoolLoad]:
    """The year of each school, in the order given."""
    every = list(entries)
    gatherings = [e for e in every if e.kind == Kind.GATHERING and e.state == State.PLAIN]
    return [_load(school, every, gatherings, year, is_own=school.pk in own) for school in schools]


def _load(
    school: Organisation,
    entries: Sequence[Entry],
    gatherings: Sequence[Entry],
    year: SchoolYear,
    *,
    is_own: bool,
) -> SchoolLoad:
    mine = [e for e in entries if e.kind == Kind.OWNERS and e.who_key == school.parent_id]
    mine += [e for e in entries if e.kind == Kind.SCHOOLS and e.who_key == school.pk]
    months = []
    for month in months_of(year, year.starts_on):
        last = next_month(month.first) - timedelta(days=1)
        counts = [sum(e.touches(month.first, last) for e in group) for group in (mine, gatherings)]
        months.append(MonthLoad(month.first, *counts))
    strands, lanes = _strands(mine, year)
    knots = [_across(e.starts_on, year) for e in gatherings]
    height = TOP + STRAND * min(max(lanes, 1), MOST_STRANDS)
    return SchoolLoad(school, is_own, months, strands, knots, max(0, lanes - MOST_STRANDS), height)


def _strands(mine: Sequence[Entry], year: SchoolYear) -> tuple[list[Strand], int]:
    """Each initiative as a line, and how many lanes they take; what has no room is not drawn."""
    places = [(_across(e.starts_on, year), _across(e.ends_on or year.ends_on, year) + 3) for e in mine]
    lanes = lanes_of([(float(start), float(end) + 6) for start, end in places])
    strands = [
        Strand(f"M{start} {TOP + STRAND * lane}H{end}", entry.kind == Kind.OWNERS)
        for (start, end), lane, entry in zip(places, lanes, mine, strict=True)
        if lane < MOST_STRANDS
    ]
    return strands, max(lanes, default=-1) + 1


def _across(day: date, year: SchoolYear) -> int:
    """How far to the right the day is."""
    days = (year.ends_on - year.starts_on).days + 1
    return round(WIDTH * min(max((day - year.starts_on).days, 0), days - 1) / days)
