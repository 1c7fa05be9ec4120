"""When the demo's networks meet: the same weekday, so many weeks apart, never when schools are closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from redthread.schoolyear.holidays import easter_sunday

OSLO = ZoneInfo("Europe/Oslo")
AHEAD = timedelta(days=8)
MONTHS_BACK = timedelta(days=548)  # eighteen months
WEEK = timedelta(weeks=1)


class Rhythm(NamedTuple):
    """Every so many weeks, on a weekday (Monday is 0), from one time of day to another."""

    weeks: int
    weekday: int
    starts: time
    ends: time
    days: int = 1

    def on(self, day: date) -> tuple[datetime, datetime]:
        last = day + timedelta(days=self.days - 1)
        return datetime.combine(day, self.starts, OSLO), datetime.combine(last, self.ends, OSLO)


def past_days(rhythm: Rhythm, now: datetime) -> list[date]:
    """The days of the last eighteen months, in order; earlier, or not at all, where schools rest."""
    following = next_days(rhythm, now, 1)[0]
    found: list[date] = []
    day = following - WEEK * rhythm.weeks
    while day >= (now - MONTHS_BACK).date():
        earlier = (day - WEEK * weeks for weeks in range(rhythm.weeks // 2 + 1))
        found += [held for held in earlier if not is_closed(held)][:1]
        day -= WEEK * rhythm.weeks
    return found[::-1]


def next_days(rhythm: Rhythm, now: datetime, how_many: int) -> list[date]:
    """The next days, the first at least eight days ahead."""
    return list(_ahead(rhythm, now, how_many))


def _ahead(rhythm: Rhythm, now: datetime, how_many: int) -> Iterator[date]:
    day = now.astimezone(OSLO).date() + AHEAD
    day += timedelta(days=(rhythm.weekday - day.weekday()) % 7)
    for _number in range(how_many):
        while is_closed(day):
            day += WEEK
        yield day
        day += WEEK * rhythm.weeks


def is_closed(day: date) -> bool:
    """Summer, Christmas, Easter, the autumn and winter breaks, and the two days in May."""
    in_year = (day.month, day.day)
    if (6, 18) <= in_year <= (8, 17) or in_year >= (12, 19) or in_year <= (1, 4):
        return True
    if in_year in ((5, 1), (5, 17)) or day.isocalendar().week in (8, 41):
        return True
    return timedelta(days=-7) <= day - easter_sunday(day.year) <= timedelta(days=1)
