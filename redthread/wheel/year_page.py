"""What the wheel's page shows: the drawing, and the same as a list by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from redthread.networks.models import Network
from redthread.schoolyear.years import SchoolYear, school_year_of
from redthread.wheel.drawing.wheel import next_month, rests_of
from redthread.wheel.marks import Entry, Kind, in_order

FIRST, LAST = 2000, 2100


@dataclass(frozen=True)
class MonthList:
    """A month of the list, with what begins in it."""

    first: date
    entries: list[Entry]

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"


def chosen_year(wanted: str, today: date) -> SchoolYear:
    """The school year of `2026`; of nothing and of nonsense, the one that is now."""
    if len(wanted) == 4 and wanted.isascii() and wanted.isdecimal() and FIRST <= int(wanted) <= LAST:
        return SchoolYear(int(wanted))
    return school_year_of(today)


def chosen_month(wanted: str) -> date | None:
    """The first day of `2026-10`; None of nothing and of nonsense."""
    year, _dash, month = wanted.partition("-")
    if len(wanted) != 7 or not (wanted.isascii() and year.isdecimal() and month.isdecimal()):
        return None
    if not (FIRST <= int(year) <= LAST and 1 <= int(month) <= 12):
        return None
    return date(int(year), int(month), 1)


def rests_in_words(days: Mapping[date, tuple[str, ...]]) -> list[Entry]:
    """Closed days on end with their names together, as entries of the list."""
    found = []
    for first, last in rests_of(days):
        names = list(
            dict.fromkeys(name for day in sorted(days) if first <= day <= last for name in days[day])
        )
        words = ", ".join(names)
        title = words[:1].upper() + words[1:]
        found.append(Entry(Kind.REST, f"fri-{first:%Y-%m-%d}", title, first, last, "", ""))
    return found


def by_month(year: SchoolYear, entries: Iterable[Entry]) -> list[MonthList]:
    """The twelve months; what began before the year stands in its first."""

    def month_of(entry: Entry) -> date:
        return max(entry.starts_on, year.starts_on).replace(day=1)

    found = {first: list(group) for first, group in groupby(in_order(entries), key=month_of)}
    first, months = year.starts_on, []
    while first in year:
        months.append(MonthList(first, found.get(first, [])))
        first = next_month(first)
    return months


@dataclass(frozen=True)
class Day:
    """A day of the month's grid."""

    day: date
    is_in: bool
    is_today: bool
    rest: str
    entries: list[Entry]


@dataclass(frozen=True)
class MonthPage:
    """One month: its weeks with their days, and what goes on through it."""

    first: date
    weeks: list[list[Day]]
    long: list[Entry]
    short: list[Entry]

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return next_month(self.first)

    @property
    def year(self) -> SchoolYear:
        return school_year_of(self.first)


def month_page(
    first: date, entries: Sequence[Entry], days: Mapping[date, tuple[str, ...]], today: date
) -> MonthPage:
    """The month that begins on `first`, in whole weeks from Monday to Sunday."""
    last = next_month(first) - timedelta(days=1)
    here = [entry for entry in entries if entry.touches(first, last)]
    short = [entry for entry in here if not entry.is_long]
    weeks, monday = [], first - timedelta(days=first.weekday())
    while monday <= last:
        week = [monday + timedelta(days=n) for n in range(7)]
        weeks.append(
            [
                Day(
                    day,
                    first <= day <= last,
                    day == today,
                    ", ".join(days.get(day, ())),
                    [entry for entry in short if entry.touches(day, day)],
                )
                for day in week
            ]
        )
        monday += timedelta(days=7)
    rests = [rest for rest in rests_in_words(days) if rest.touches(first, last)]
    return MonthPage(first, weeks, [e for e in here if e.is_long], in_order([*short, *rests]))


def next_gathering(entries: Iterable[Entry], today: date) -> Entry | None:
    return next((e for e in entries if e.kind == Kind.GATHERING and not e.state and e.last >= today), None)


def title_of(network: Network, year: SchoolYear) -> str:
    return f"{network.name} {year}"
