"""A round: whose turn it is, read from the turns that have been used. Pure.

One idea a turn, round after round until all are empty; to pass is allowed, and so is coming back later
(002 L583-601). Somebody who was skipped twice running counts as empty, else a silent phone stops the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

LAID, PASSED, EMPTY, SKIPPED = "laid", "passed", "empty", "skipped"
CLOSED, BACK = "closed", "back"


@dataclass(frozen=True, slots=True)
class Member:
    """One in the order round the table; who is away keeps the place, and is never asked."""

    key: int
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Used:
    """A turn that was used; without `key` the whole round was closed, or opened again."""

    key: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class Round:
    """`current` has the turn, nobody when the round is over; `used` turns are behind us.

    The phone sends `used` with its tap, so that the second of two quick taps is not the next turn. Those who
    came back have used none: whoever taps in that moment still has the turn that stands on the phone.
    """

    current: int | None
    number: int
    used: int
    empty: frozenset[int]

    @property
    def is_over(self) -> bool:
        return self.current is None


def round_of(order: Sequence[Member], used: Sequence[Used], *, is_once: bool) -> Round:
    """The round after these turns. With `is_once` everybody has one turn, else until all are empty."""
    done, count = _done(used, is_once=is_once), sum(_is_turn(turn) for turn in used)
    waiting = [m.key for m in order if not m.is_away and m.key not in done]
    if is_closed(used) or not waiting:
        return Round(None, _number(used, None), count, frozenset(done))
    current = _next(order, used, frozenset(waiting))
    return Round(current, _number(used, current), count, frozenset(done))


def _is_turn(used: Used) -> bool:
    return used.key is not None and used.kind != BACK


def is_closed(used: Sequence[Used]) -> bool:
    """Whether somebody who leads has ended it, and not begun it again."""
    return next((turn.kind == CLOSED for turn in reversed(used) if turn.key is None), False)


def may_come_back(used: Sequence[Used], key: int, *, is_once: bool) -> bool:
    """Whether one who is out of the round may have turns again; whoever has had the only one may not."""
    is_out = key in _done(used, is_once=is_once)
    return is_out and not (is_once and Used(key, LAID) in used)


def _done(used: Sequence[Used], *, is_once: bool) -> set[int]:
    done: set[int] = set()
    last: dict[int, str] = {}
    for turn in used:
        if turn.key is None:
            continue
        is_gone = turn.kind == SKIPPED and last.get(turn.key) == SKIPPED
        if turn.kind == BACK:
            done.discard(turn.key)
        elif turn.kind == EMPTY or is_gone or (is_once and turn.kind != SKIPPED):
            done.add(turn.key)
        last[turn.key] = turn.kind
    return done


def _next(order: Sequence[Member], used: Sequence[Used], waiting: frozenset[int]) -> int:
    """The first who waits after the one who had the last turn, round the table. Who has come back since then
    waits for the next turn, so that nobody loses the one they have."""
    keys = [member.key for member in order]
    had = (turn.key for turn in reversed(used) if turn.kind != BACK and turn.key in keys)
    last = next(had, None)
    start = keys.index(last) + 1 if last is not None else 0
    since = takewhile(lambda turn: not _is_turn(turn), reversed(used))
    before = waiting - {turn.key for turn in since} or waiting
    return next(key for key in (*keys[start:], *keys[:start]) if key in before)


def _number(used: Sequence[Used], current: int | None) -> int:
    """Which time round the table this is, from 1; a late-comer is in the round that the others are in."""
    counts = Counter(turn.key for turn in used if _is_turn(turn))
    own = counts[current] + 1 if current is not None else 1
    return max(own, *counts.values(), 1)
