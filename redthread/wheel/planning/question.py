"""What a year is planned from. Schools and people are keys; the planner knows nothing else of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property

from redthread.schoolyear.years import SchoolYear

WEEKS, MONTHS, COUNT = "weeks", "months", "count"
MOST = 45  # gatherings in a year


@dataclass(frozen=True)
class Rhythm:
    """«hver 6. uke, tirsdag 09–12», «annenhver måned», or a number of gatherings spread over the year.

    In weeks and months `camps` of the gatherings are camps; a count is of what comes beside the camps.
    """

    kind: str = WEEKS
    every: int = 6
    weekday: int = 1
    starts: time = time(9)
    ends: time = time(12)
    camps: int = 0
    camp_days: int = 1

    @property
    def long_camps(self) -> int:
        """Camps over several days; those of one day are planned as any other gathering."""
        return self.camps if self.camp_days > 1 else 0


@dataclass(frozen=True)
class Pin:
    """A gathering that stays where it is, and why: published, minutes, settled (a draft), chosen, past."""

    key: str
    day: date
    last_day: date
    why: str
    host: str | None = None
    chair: str | None = None
    theme: str = ""
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Draft:
    """A gathering that is there and may be moved; it keeps its theme."""

    key: str
    day: date
    theme: str = ""


@dataclass(frozen=True)
class Choice:
    """What a person has settled of one gathering, beside its day."""

    host: str | None = None
    chair: str | None = None
    theme: str | None = None


@dataclass(frozen=True)
class Host:
    """A school in the order of the turn: when it was host last, and how long it takes part."""

    key: str
    last_time: date | None = None
    joined: date | None = None
    until: date | None = None

    def takes_part(self, day: date) -> bool:
        return not (self.joined and day < self.joined) and not (self.until and day > self.until)


@dataclass(frozen=True)
class Wish:
    """A school wants, or cannot, be host in these days."""

    host: str
    wants: bool
    starts_on: date
    ends_on: date
    word: str = ""

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Matter:
    """Something that goes on the agenda once a year, in these days or the first time after them."""

    key: str
    name: str
    kind: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Question:
    """Everything a plan is made from.

    `off` is every day nobody should be called to, with reasons. `busy` tells who is at a gathering elsewhere.
    Nothing new is put before `not_before`. `chair` chairs when the chair does not go in turn; else `voices`
    says who speaks for each school. `first_last_year` is when last year's first gathering was.
    """

    key: str
    year: SchoolYear
    rhythm: Rhythm = Rhythm()
    off: Mapping[date, tuple[str, ...]] = field(default_factory=dict)
    not_before: date | None = None
    pins: tuple[Pin, ...] = ()
    drafts: tuple[Draft, ...] = ()
    choices: Mapping[str, Choice] = field(default_factory=dict)
    hosts: tuple[Host, ...] = ()
    wishes: tuple[Wish, ...] = ()
    chair_rule: str = "leader"
    chair: str | None = None
    voices: Mapping[str, str] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
    matters: tuple[Matter, ...] = ()
    people: frozenset[int] = frozenset()
    busy: Mapping[date, frozenset[int]] = field(default_factory=dict)
    prepare_days: int = 5
    summary_days: int = 3
    first_last_year: date | None = None

    @cached_property
    def school_days(self) -> tuple[date, date]:
        """The first and the last day of the year that is not off: the summer is outside them."""
        day, last = self.year.starts_on, self.year.ends_on
        while day in self.off and day < last:
            day += timedelta(days=1)
        while last in self.off and last > day:
            last -= timedelta(days=1)
        return day, last

    def hit(self, day: date) -> int:
        """How many of the network's people are elsewhere that day."""
        return len(self.people & self.busy.get(day, frozenset()))
