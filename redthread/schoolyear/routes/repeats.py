"""When an event of a calendar comes again, within one school year only, however long it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from redthread.schoolyear.years import SchoolYear

EARLIEST = date(1970, 1, 1)
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK = 7


class UnreadableRepeatError(ValueError):
    """The event comes again in a way that school routes do not need, and that we do not read."""


class Repeat(NamedTuple):
    """The parts of an RRULE (RFC 5545, 3.3.10) that we read: BYDAY only with weeks, and as plain weekdays."""

    frequency: str
    interval: int = 1
    times: int | None = None
    until: date | None = None
    weekdays: tuple[str, ...] = ()


def starts_within(start: date, repeat: Repeat, year: SchoolYear, days: int) -> list[date]:
    """The days in the year on which the event starts, or which it reaches from before by lasting `days`.

    Raises UnreadableRepeatError.
    """
    if repeat.frequency not in FREQUENCIES or repeat.interval < 1 or start < EARLIEST:
        raise UnreadableRepeatError(repeat.frequency)
    if repeat.weekdays and (repeat.frequency != "WEEKLY" or not set(repeat.weekdays) <= set(WEEKDAYS)):
        raise UnreadableRepeatError(",".join(repeat.weekdays))
    last = min(year.ends_on, repeat.until or year.ends_on)
    first = year.starts_on - timedelta(days=days - 1)
    if last < first:
        return []
    found = []
    for number, day in enumerate(takewhile(lambda day: day <= last, _days(start, repeat, last))):
        if repeat.times is not None and number >= repeat.times:
            break
        if day >= first:
            found.append(day)
    return found


def _days(start: date, repeat: Repeat, last: date) -> Iterator[date]:
    match repeat.frequency:
        case "DAILY":
            yield from _every(start, repeat.interval, last)
        case "WEEKLY":
            monday = start - timedelta(days=start.weekday())
            places = sorted(map(WEEKDAYS.index, set(repeat.weekdays))) or [start.weekday()]
            for week in _every(monday, WEEK * repeat.interval, last):
                yield from (day for day in (week + timedelta(days=place) for place in places) if day >= start)
        case _:
            step = repeat.interval * (12 if repeat.frequency == "YEARLY" else 1)
            yield from _months(start, step, last)


def _every(start: date, days: int, last: date) -> Iterator[date]:
    for step in range(0, (last - start).days + 1, days):
        yield start + timedelta(days=step)


def _months(start: date, months: int, last: date) -> Iterator[date]:
    """The same day of the month; months without it are passed by, as the standard says."""
    until = (last.year - start.year) * 12 + last.month - start.month
    for step in range(0, until + 1, months):
        year, month = divmod(start.year * 12 + start.month - 1 + step, 12)
        try:
            yield start.replace(year=year, month=month + 1)
        except ValueError:
            continue
