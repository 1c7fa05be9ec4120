"""What a reader of school routes gives back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from redthread.schoolyear.holidays import holiday_on
from redthread.schoolyear.school_days import SATURDAY, days_through


class PeriodKind(StrEnum):
    """What the days of a period are."""

    HOLIDAY = "holiday"
    PLANNING_DAY = "planning_day"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"


class Proposed(NamedTuple):
    """Some days that a source seems to tell of; `school` as the source names it, empty for all schools."""

    kind: PeriodKind
    name: str
    starts_on: date
    ends_on: date
    school: str = ""


class Trouble(StrEnum):
    """What may be wrong with a source, so that all of it is refused."""

    IMPOSSIBLE_DATE = "impossible_date"
    NO_SUCH_WEEK = "no_such_week"
    WRONG_WEEKDAY = "wrong_weekday"
    WRONG_WEEK = "wrong_week"
    BACKWARDS = "backwards"
    OUTSIDE_YEAR = "outside_year"
    ANOTHER_YEAR = "another_year"
    NOT_YES_OR_NO = "not_yes_or_no"
    TWO_ANSWERS = "two_answers"
    NOTHING_FOUND = "nothing_found"
    UNREADABLE_REPEAT = "unreadable_repeat"
    TOO_LONG = "too_long"


class Remark(StrEnum):
    """What a person should know before confirming."""

    UNREAD = "unread"
    HALF_A_BREAK = "half_a_break"
    OTHER_YEARS = "other_years"
    UNKNOWN_SCHOOL = "unknown_school"


class Found(NamedTuple):
    """A problem or a remark: `line` counts from 1, 0 is the whole source; `text` is what stood there.

    `day` and `number` are what it should be, when that is known: the date that was meant, a weekday
    (0 is Monday), a week, or how many.
    """

    line: int
    code: Trouble | Remark
    text: str = ""
    day: date | None = None
    number: int | None = None


@dataclass
class Reading:
    """Everything that was read. With any `problems` nothing of it is to be used."""

    periods: list[Proposed] = field(default_factory=list)
    problems: list[Found] = field(default_factory=list)
    remarks: list[Found] = field(default_factory=list)
    told_days: int | None = None  # how many school days the source itself says there are


def is_free_anyway(day: date) -> bool:
    """Weekends and public holidays, which no route has to tell of."""
    return day.weekday() >= SATURDAY or holiday_on(day) is not None


def in_order(periods: Iterable[Proposed]) -> list[Proposed]:
    """By day, each once, and without those that are public holidays or weekends only."""
    kept = {
        period
        for period in periods
        if period.kind in (PeriodKind.FIRST_DAY, PeriodKind.LAST_DAY)
        or not all(map(is_free_anyway, days_through(period.starts_on, period.ends_on)))
    }
    return sorted(kept, key=lambda one: (one.starts_on, one.ends_on, one.kind, one.name, one.school))


def joined(periods: Iterable[Proposed]) -> list[Proposed]:
    """As `in_order`, with periods of one name made one when only free days lie between them."""
    found: list[Proposed] = []
    last_of: dict[tuple[PeriodKind, str, str], int] = {}
    for period in in_order(periods):
        key = (period.kind, period.name.casefold(), period.school)
        place = last_of.get(key)
        if place is not None and _are_one(found[place], period):
            ends_on = max(found[place].ends_on, period.ends_on)
            found[place] = found[place]._replace(ends_on=ends_on)
            continue
        last_of[key] = len(found)
        found.append(period)
    return found


def _are_one(earlier: Proposed, later: Proposed) -> bool:
    if earlier.kind is not PeriodKind.HOLIDAY:
        return False
    between = days_through(earlier.ends_on + timedelta(days=1), later.starts_on - timedelta(days=1))
    return all(map(is_free_anyway, between))
