"""Other people that would give the very same figures: integer points, found by walking from the true one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from redthread.disclosure.spans import Row

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
LONGEST_STEP, ROUNDS, FAR = 64, 8, 10**9
NO_LIMIT = float("inf")


class Limits(NamedTuple):
    """What is known of each hidden figure besides what follows from the shown ones: at least, at most."""

    low: Real
    high: Real


def move_matrix(moves: Sequence[Row], groups: int) -> Real:
    """A column a move of whole people between groups."""
    kept = [move for move in moves if max(map(abs, move.values())) <= LONGEST_STEP]
    matrix = np.zeros((groups, len(kept)))
    for place, move in enumerate(kept):
        matrix[list(move), place] = list(move.values())
    return matrix


def steps(now: Real, moved: Real, limits: Limits) -> tuple[Real, Real]:
    """How many times each move can be made from here, and made backwards."""
    with np.errstate(divide="ignore", invalid="ignore"):
        up, down = (limits.high - now)[:, None] / moved, (limits.low - now)[:, None] / moved
    forward = np.where(moved > 0, up, np.where(moved < 0, down, FAR)).min(axis=0, initial=FAR)
    back = np.where(moved > 0, -down, np.where(moved < 0, -up, FAR)).min(axis=0, initial=FAR)
    return np.floor(forward + 1e-9), np.floor(back + 1e-9)


def walk(now: Real, moved: Real, limits: Limits, *, watched: slice, enough: int) -> tuple[Real, Real]:
    """The least and the most of each number among the points that were reached.

    `now` holds the numbers at the true point and `moved` how each move changes them. It ends when those
    watched are `enough` apart.
    """
    draw = np.random.default_rng(1)
    least, most = now.copy(), now.copy()
    for _round in range(ROUNDS):
        forward, back = steps(now, moved, limits)
        there, here = moved * forward, moved * -back
        least = np.minimum(least, now + np.minimum(there.min(axis=1), here.min(axis=1)))
        most = np.maximum(most, now + np.maximum(there.max(axis=1), here.max(axis=1)))
        open_moves = np.flatnonzero(forward + back)
        if (most - least)[watched].min() >= enough or not open_moves.size:
            break
        chosen = draw.choice(open_moves)
        now = now + moved[:, chosen] * draw.integers(-int(back[chosen]), int(forward[chosen]) + 1)
    return least, most


def as_array(values: Sequence[Any]) -> Real:
    return np.array(values, dtype=np.float64)
