"""What a person should see before confirming a route: how many school days it gives, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from redthread.schoolyear.holidays import easter_sunday, public_holidays
from redthread.schoolyear.routes.proposals import PeriodKind, Proposed
from redthread.schoolyear.school_days import days_through, working_days
from redthread.schoolyear.years import SchoolYear

USUAL_DAYS = 190  # 38 weeks
USUAL_PLANNING_DAYS = 5
WEEK = timedelta(weeks=1)
CLOSED = (PeriodKind.HOLIDAY, PeriodKind.PLANNING_DAY)


class Missing(StrEnum):
    """What a school route commonly has."""

    FIRST_DAY = "first_day"
    AUTUMN_BREAK = "autumn_break"
    CHRISTMAS = "christmas"
    WINTER_BREAK = "winter_break"
    EASTER = "easter"
    LAST_DAY = "last_day"


def school_days(periods: Iterable[Proposed], year: SchoolYear, *, school: str = "") -> int | None:
    """How many days pupils go to school: to all schools in common, or to one. None without both ends."""
    own = [period for period in periods if period.school in ("", school)]
    first = next((one.starts_on for one in own if one.kind is PeriodKind.FIRST_DAY), None)
    last = next((one.ends_on for one in own if one.kind is PeriodKind.LAST_DAY), None)
    if first is None or last is None:
        return None
    return working_days(first, last, closed_days(own, year))


def closed_days(periods: Iterable[Proposed], year: SchoolYear) -> frozenset[date]:
    """Public holidays, holidays and planning days."""
    closed = {*public_holidays(year.first_year), *public_holidays(year.first_year + 1)}
    for period in periods:
        if period.kind in CLOSED:
            closed.update(days_through(period.starts_on, period.ends_on))
    return frozenset(closed)


def missing_in(periods: Iterable[Proposed], year: SchoolYear) -> list[Missing]:
    """What a person would expect and does not find, in the order of the year."""
    found = list(periods)
    kinds = {period.kind for period in found}
    breaks = [
        one for one in found if one.kind is PeriodKind.HOLIDAY and (one.ends_on - one.starts_on).days > 1
    ]
    has = {missing for missing, window in _windows(year).items() if any(_meet(one, window) for one in breaks)}
    has |= {Missing.FIRST_DAY} if PeriodKind.FIRST_DAY in kinds else set()
    has |= {Missing.LAST_DAY} if PeriodKind.LAST_DAY in kinds else set()
    return [missing for missing in Missing if missing not in has]


def _windows(year: SchoolYear) -> dict[Missing, tuple[date, date]]:
    """When the common breaks are; a break in the winter ends before the week of Easter."""
    autumn, spring = year.first_year, year.first_year + 1
    easter = easter_sunday(spring)
    return {
        Missing.AUTUMN_BREAK: (date(autumn, 9, 20), date(autumn, 10, 25)),
        Missing.CHRISTMAS: (date(autumn, 12, 23), date(autumn, 12, 31)),
        Missing.WINTER_BREAK: (date(spring, 2, 1), min(date(spring, 3, 12), easter - WEEK)),
        Missing.EASTER: (easter - WEEK, easter + timedelta(days=1)),
    }


def _meet(period: Proposed, window: tuple[date, date]) -> bool:
    return period.starts_on <= window[1] and period.ends_on >= window[0]
