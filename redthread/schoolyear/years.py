"""The school year runs from 1 August to 31 July, and is named by both its years."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

FIRST_MONTH = 8


class SchoolYear(NamedTuple):
    """One school year; `first_year` is the year of its autumn."""

    first_year: int

    @property
    def starts_on(self) -> date:
        return date(self.first_year, FIRST_MONTH, 1)

    @property
    def ends_on(self) -> date:
        """Its last day, included."""
        return date(self.first_year + 1, FIRST_MONTH, 1) - timedelta(days=1)

    def __str__(self) -> str:
        """`2026/27`, and `2099/00` across the century."""
        return f"{self.first_year}/{(self.first_year + 1) % 100:02d}"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.starts_on <= day <= self.ends_on


def school_year_of(day: date) -> SchoolYear:
    """The school year that the day is in; 31 July is the last day of the old one."""
    return SchoolYear(day.year if day.month >= FIRST_MONTH else day.year - 1)


def is_summer(day: date) -> bool:
    """Whether schools rest for the summer. Each municipality sets its own days; these are inside."""
    return (6, 22) <= (day.month, day.day) <= (8, 14)
