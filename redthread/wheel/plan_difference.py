"""What saving a plan would change, gathering by gathering. Nothing is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from django.utils import timezone

from redthread.gatherings.models import Gathering
from redthread.schoolyear.clock import NoSuchTimeError, at_clock
from redthread.wheel.plan_reading import Basis
from redthread.wheel.planning import Plan, Planned
from redthread.wheel.planning.deadlines import Hanging, hanging
from redthread.wheel.planning.question import Matter

NOON = time(12)


class State(StrEnum):
    NEW = "new"  # becomes a draft
    MOVED = "moved"  # a draft that gets another time
    CHANGED = "changed"  # a draft that stays, with another host, chair or theme
    SAME = "same"
    STAYS = "stays"  # published, or held
    ASKS = "asks"  # published, and to be moved only when somebody says so


@dataclass(frozen=True)
class Change:
    """One gathering as it is and as it would be."""

    state: State
    planned: Planned
    gathering: Gathering | None
    starts_at: datetime
    ends_at: datetime
    matters: tuple[Matter, ...]
    was: Hanging | None = None
    becomes: Hanging | None = None
    host: str = ""
    chair: str = ""
    other_host: bool = False
    other_chair: bool = False
    other_theme: bool = False

    @property
    def key(self) -> str:
        return self.planned.key

    @property
    def has_words(self) -> bool:
        return self.other_host or self.other_chair or self.other_theme


@dataclass(frozen=True)
class Difference:
    """Everything that would change, and the drafts that the plan has no place for."""

    changes: tuple[Change, ...]
    left_over: tuple[Gathering, ...]
    fingerprint: str

    def of(self, *states: State) -> list[Change]:
        return [change for change in self.changes if change.state in states]

    @property
    def is_empty(self) -> bool:
        idle = self.of(State.SAME, State.STAYS)
        return len(idle) == len(self.changes) and not any(change.matters for change in idle)


def difference_of(basis: Basis, plan: Plan) -> Difference:
    """The plan beside the gatherings that are there."""
    old = _days_now(basis)
    new = [(one.day, one.last_day) for one in plan.gatherings]
    names = basis.names
    changes = tuple(_named(_change(basis, one, old, new), names) for one in plan.gatherings)
    there = {change.key for change in changes}
    left_over = tuple(one for key, one in basis.gatherings.items() if key not in there)
    return Difference(changes, left_over, _fingerprint(changes, left_over))


def _named(change: Change, names: dict[str, str]) -> Change:
    """With what the host and the chair are called; of what stays, those it has."""
    if change.gathering is not None and change.state in (State.STAYS, State.ASKS):
        host, chair = change.gathering.host, change.gathering.chair
        return replace(change, host=str(host or ""), chair=str(chair or ""))
    planned = change.planned
    return replace(change, host=names.get(planned.host or "", ""), chair=names.get(planned.chair or "", ""))


def moments_of(planned: Planned) -> tuple[datetime, datetime]:
    """When it starts and ends, by the clock on the wall; at noon where the clock jumps over that time."""
    zone = timezone.get_current_timezone()
    try:
        return at_clock(planned.day, planned.starts, zone), at_clock(planned.last_day, planned.ends, zone)
    except NoSuchTimeError:
        return at_clock(planned.day, NOON, zone), at_clock(planned.last_day, time(15), zone)


def _days_now(basis: Basis) -> list[tuple[date, date]]:
    return [_days(one) for one in basis.gatherings.values()]


def _days(gathering: Gathering) -> tuple[date, date]:
    return timezone.localdate(gathering.starts_at), timezone.localdate(gathering.ends_at)


def hanging_at(basis: Basis, days: tuple[date, date], all_days: Sequence[tuple[date, date]]) -> Hanging:
    """What hangs on the gathering on those days, among the others of the year."""
    earlier = [last for first, last in all_days if first < days[0]]
    later = [first for first, _last in all_days if first > days[0]]
    return hanging(basis.question, *days, max(earlier, default=None), min(later, default=None))


def _change(
    basis: Basis, planned: Planned, old: list[tuple[date, date]], new: list[tuple[date, date]]
) -> Change:
    gathering = basis.gatherings.get(planned.key)
    starts_at, ends_at = moments_of(planned)
    matters = tuple(matter for matter in planned.matters if _is_to_be_placed(basis, matter, planned))
    becomes = hanging_at(basis, (planned.day, planned.last_day), new)
    if gathering is None:
        return Change(State.NEW, planned, None, starts_at, ends_at, matters, None, becomes)
    is_moved = (starts_at, ends_at) != (gathering.starts_at, gathering.ends_at)
    was = hanging_at(basis, _days(gathering), old)
    if not gathering.is_draft or planned.pin in ("past", "minutes"):
        moves = is_moved and planned.pin == "moved"
        state = State.ASKS if moves else State.STAYS
        return Change(state, planned, gathering, starts_at, ends_at, matters, was, becomes)
    host = gathering.host.public_id if gathering.host else None
    chair = gathering.chair.public_id if gathering.chair else None
    others = (host != planned.host, chair != planned.chair, gathering.theme != planned.theme)
    pins = gathering.is_pinned != is_to_be_pinned(planned)
    state = State.MOVED if is_moved else State.CHANGED if any(others) or pins else State.SAME
    return Change(
        state,
        planned,
        gathering,
        starts_at,
        ends_at,
        matters,
        was,
        becomes,
        other_host=others[0],
        other_chair=others[1],
        other_theme=others[2],
    )


def is_to_be_pinned(planned: Planned) -> bool:
    return planned.pin in ("chosen", "settled")


def _is_to_be_placed(basis: Basis, matter: Matter, planned: Planned) -> bool:
    """A matter goes on an agenda once, and not on one that is held."""
    return matter.key not in basis.choices.placed and planned.pin not in ("past", "minutes")


def _fingerprint(changes: Sequence[Change], left_over: Sequence[Gathering]) -> str:
    """Two differences with the same print change the same things in the same way."""
    seen = [
        (
            change.state.value,
            change.key,
            change.starts_at.isoformat(),
            change.ends_at.isoformat(),
            change.gathering.sequence if change.gathering else -1,
            change.planned.host,
            change.planned.chair,
            change.planned.theme,
            change.planned.pin,
            [matter.key for matter in change.matters],
        )
        for change in changes
    ]
    text = repr((seen, [one.public_id for one in left_over]))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
