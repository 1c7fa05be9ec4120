"""Counting in working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redthread.schoolyear.holidays import public_holidays
from redthread.schoolyear.school_days import (
    NoOpenDayError,
    days_through,
    nearest_working_day,
    working_days,
    working_days_before,
)

MONDAY = date(2026, 10, 19)
AUTUMN = frozenset(days_through(date(2026, 10, 5), date(2026, 10, 9)))
DATES = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def test_three_working_days_before_a_monday_is_the_wednesday_before() -> None:
    assert working_days_before(MONDAY, 3, frozenset()) == date(2026, 10, 14)


def test_a_closed_week_is_stepped_over() -> None:
    assert working_days_before(date(2026, 10, 13), 3, AUTUMN) == date(2026, 10, 1)


def test_none_before_a_working_day_is_the_day_and_before_a_sunday_the_friday() -> None:
    assert working_days_before(MONDAY, 0, AUTUMN) == MONDAY
    assert nearest_working_day(date(2026, 10, 11), AUTUMN) == date(2026, 10, 2)


def test_working_days_around_easter() -> None:
    assert working_days(date(2027, 3, 22), date(2027, 4, 2), public_holidays(2027)) == 7


def test_no_days_when_the_end_is_before_the_start() -> None:
    assert working_days(MONDAY, MONDAY - timedelta(days=1), frozenset()) == 0


def test_a_year_without_an_open_day_is_told_and_not_searched_for_ever() -> None:
    closed = frozenset(days_through(date(2024, 1, 1), date(2027, 12, 31)))
    for n in (0, 1, 5):
        with pytest.raises(NoOpenDayError):
            working_days_before(MONDAY, n, closed)


@given(day=DATES, n=st.integers(0, 60), closed=st.frozensets(DATES, max_size=30))
def test_the_days_counted_back_are_the_days_counted(day: date, n: int, closed: frozenset[date]) -> None:
    start = working_days_before(day, n, closed)
    assert start <= day
    assert start.weekday() < 5
    assert start not in closed
    if n:
        assert working_days(start, day - timedelta(days=1), closed) == n
