"""The agenda is the clock: when each item starts and ends, and whether the programme fits. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Generic, NamedTuple, TypeVar

from redthread.schoolyear.clock import add_minutes, minutes_between

T = TypeVar("T")


class Block(NamedTuple, Generic[T]):
    """What takes time, and perhaps opens the next day at a time of its own."""

    item: T
    minutes: int
    day_starts_at: time | None = None


class Slot(NamedTuple, Generic[T]):
    """An item with its clock; `is_new_day` when it is the first one of a later day."""

    item: T
    starts_at: datetime
    ends_at: datetime
    is_new_day: bool


def clock_of(blocks: Iterable[Block[T]], starts_at: datetime, zone: tzinfo) -> list[Slot[T]]:
    """The clock of every item, in `zone`, counted in minutes that pass (right on nights of clock change).

    A block with `day_starts_at` opens the next day at that time, though never before the block ahead has
    ended. The first block starts with the gathering, whatever it says.
    """
    slots: list[Slot[T]] = []
    at = starts_at.astimezone(zone)
    day = at.date()
    for block in blocks:
        is_new_day = bool(slots) and block.day_starts_at is not None
        if slots and block.day_starts_at is not None:
            day += timedelta(days=1)
            morning = datetime.combine(day, block.day_starts_at, zone)
            at = max(at.astimezone(UTC), morning.astimezone(UTC)).astimezone(zone)
        ends_at = add_minutes(at, block.minutes)
        slots.append(Slot(block.item, at, ends_at, is_new_day))
        at = ends_at
    return slots


def minutes_over(slots: Sequence[Slot[T]], starts_at: datetime, ends_at: datetime) -> int:
    """How many minutes the programme runs past the end of the gathering; below zero is time to spare."""
    last = slots[-1].ends_at if slots else starts_at
    return minutes_between(ends_at, last)
