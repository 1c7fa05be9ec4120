"""What everybody was told of a gathering, what has changed since, and when the change is told. Pure.

A planner often changes two things in a row, or regrets one. So changes wait a little and go in one mail, and
what was changed and changed back is not told at all. Close to the gathering nothing waits.
"""

from __future__ import annotations

from copy import copy
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from redthread.gatherings.models import Gathering

Told = dict[str, str]

TIMES = ("starts_at", "ends_at")
FACTS = (*TIMES, "mode", "place", "meeting_url")  # what stands in calendars
WAIT = timedelta(minutes=15)  # after the latest change
LONGEST_WAIT = timedelta(hours=2)  # after the first, however often it is changed
CLOSE = timedelta(hours=24)


class Change(NamedTuple):
    """One thing that is another than what everybody was told, as the mail tells it."""

    fact: str  # one of FACTS, and `starts_at` for both ends of the time
    was: Any
    now: Any


def facts_of(gathering: Gathering) -> Told:
    """What calendars say of it now, as it is stored in `told`."""
    times = {name: getattr(gathering, name).isoformat() for name in TIMES}
    return {**times, **{name: str(getattr(gathering, name)) for name in FACTS if name not in TIMES}}


def as_told(gathering: Gathering) -> Gathering:
    """A copy that says what everybody was told last."""
    earlier = copy(gathering)
    for name, value in gathering.told.items():
        setattr(earlier, name, datetime.fromisoformat(value) if name in TIMES else value)
    return earlier


def is_told(gathering: Gathering) -> bool:
    """Whether what stands now is what everybody was told last."""
    return not changes_since_told(gathering)


def changes_since_told(gathering: Gathering) -> list[Change]:
    """Everything that is another now, in the order in which people ask: when, how, where, by which link."""
    earlier = as_told(gathering)
    changes = []
    if times_of(earlier) != times_of(gathering):
        changes.append(Change("starts_at", times_of(earlier), times_of(gathering)))
    for name in ("mode", "place", "meeting_url"):
        was, now = getattr(earlier, name), getattr(gathering, name)
        if was != now:
            changes.append(Change(name, was, now))
    return changes


def times_of(gathering: Gathering) -> tuple[datetime, datetime]:
    return gathering.starts_at, gathering.ends_at


def is_moved(changes: list[Change]) -> bool:
    return any(change.fact == "starts_at" for change in changes)


def is_urgent(gathering: Gathering, now: datetime) -> bool:
    """Whether it starts, or everybody thinks that it starts, within a day: then nothing waits."""
    return min(gathering.starts_at, as_told(gathering).starts_at) <= now + CLOSE


def due_at(first: datetime, now: datetime) -> datetime:
    """A quarter after this change, and at most two hours after the first."""
    return min(now + WAIT, first + LONGEST_WAIT)
