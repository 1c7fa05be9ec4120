"""Counting in days that schools work: Monday to Friday, without the days that are closed. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, timedelta

SATURDAY = 5
FURTHEST = 400  # days to look in either direction; beyond it everything is closed, which is a mistake
DAY = timedelta(days=1)


class NoOpenDayError(ValueError):
    """More than a year has no day that is open."""


def days_through(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included; none when `last` is before `first`."""
    for after in range((last - first).days + 1):
        yield first + timedelta(days=after)


def is_working_day(day: date, closed: Container[date]) -> bool:
    return day.weekday() < SATURDAY and day not in closed


def working_days(first: date, last: date, closed: Container[date]) -> int:
    """How many working days there are from `first` to `last`, both included."""
    return sum(is_working_day(day, closed) for day in days_through(first, last))


def working_days_before(day: date, n: int, closed: Container[date]) -> date:
    """The working day that is `n` working days before `day`; with 0, `day` or the last working day before it.

    Three working days before a Monday is the Wednesday of the week before. Raises NoOpenDayError.
    """
    if n == 0:
        return nearest_working_day(day, closed)
    for back in range(1, FURTHEST + 1):
        earlier = day - timedelta(days=back)
        n -= is_working_day(earlier, closed)
        if n == 0:
            return earlier
    raise NoOpenDayError(day.isoformat())


def nearest_working_day(day: date, closed: Container[date]) -> date:
    """`day` itself or the last working day before it. Raises NoOpenDayError."""
    for back in range(FURTHEST):
        if is_working_day(day - timedelta(days=back), closed):
            return day - timedelta(days=back)
    raise NoOpenDayError(day.isoformat())
