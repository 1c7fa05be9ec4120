"""Weeks as Norwegian calendars number them (ISO 8601): Monday first, some years have 53."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Week(NamedTuple):
    """A week and the year it counts in, which is not always the year of its days."""

    year: int
    number: int

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)


def week_of(day: date) -> Week:
    """The week of the day: 1 January 2027 is in week 53 of 2026."""
    year, number, _weekday = day.isocalendar()
    return Week(year, number)


def weeks_in(year: int) -> int:
    """52 or 53: 28 December is always in the last week."""
    return week_of(date(year, 12, 28)).number
