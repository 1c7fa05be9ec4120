"""Time as it passes, and as the clock on the wall shows it, also on the nights when the two part."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo


class NoSuchTimeError(ValueError):
    """The clock jumped over this time, as from 02.00 to 03.00 on the last Sunday of March."""


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes that pass from start to end. Both are aware; a repeated hour counts twice.

    Python subtracts two times of the same zone as if the clock never changed, hence the way by UTC.
    """
    return int((end.astimezone(UTC) - start.astimezone(UTC)) // timedelta(minutes=1))


def add_minutes(start: datetime, minutes: int) -> datetime:
    """The time when `minutes` have passed, in the zone of `start`."""
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def clock_change_between(start: datetime, end: datetime, zone: tzinfo) -> timedelta:
    """How far the clock is turned forward (positive) or back from start to end; zero on most days."""
    before, after = start.astimezone(zone).utcoffset(), end.astimezone(zone).utcoffset()
    return (after or timedelta()) - (before or timedelta())


def at_clock(day: date, clock: time, zone: tzinfo) -> datetime:
    """The moment when the clock on the wall shows this; of a repeated hour, the first time.

    Raises NoSuchTimeError for a time that the clock jumps over that day.
    """
    moment = datetime.combine(day, clock.replace(tzinfo=None, fold=0), zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise NoSuchTimeError(moment.isoformat())
    return moment
