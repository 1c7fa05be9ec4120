"""Days and the moments at which they begin and end, in local time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def start_of(day: date | None) -> datetime | None:
    """The first moment of the day."""
    return timezone.make_aware(datetime.combine(day, time())) if day else None


def end_of(last_day: date | None) -> datetime | None:
    """The first moment after the last day: access ends that second."""
    return start_of(last_day + timedelta(days=1)) if last_day else None


def last_day_of(ends_at: datetime | None) -> date | None:
    """The last day with access, of a membership that ends at that moment."""
    return timezone.localdate(ends_at - timedelta(microseconds=1)) if ends_at else None
