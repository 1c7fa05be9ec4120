"""Which part of a long thread is shown: two school years at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone

from redthread.schoolyear.years import SchoolYear, school_year_of


@dataclass(frozen=True)
class Window:
    """Two school years; the newest window has no end, so that what is planned is seen."""

    last_year: int
    is_newest: bool

    @property
    def starts_at(self) -> datetime:
        return _midnight(SchoolYear(self.last_year - 1))

    @property
    def ends_at(self) -> datetime | None:
        return None if self.is_newest else _midnight(SchoolYear(self.last_year + 1))

    @property
    def older(self) -> int:
        """The last school year of the window before this one."""
        return self.last_year - 2

    @property
    def newer(self) -> int:
        return self.last_year + 2

    @property
    def years(self) -> str:
        """«2025/26 og 2026/27»."""
        return f"{SchoolYear(self.last_year - 1)} – {SchoolYear(self.last_year)}"


def window_until(chosen: int | None, now: datetime) -> Window:
    """The window that ends with the chosen school year; without a choice of the past, the present."""
    present = school_year_of(timezone.localdate(now)).first_year
    if chosen is None or not 1990 <= chosen < present:
        return Window(present, is_newest=True)
    return Window(chosen, is_newest=False)


def _midnight(year: SchoolYear) -> datetime:
    return timezone.make_aware(datetime.combine(year.starts_on, time.min))
