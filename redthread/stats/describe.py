"""What was answered to each item: how many, which, the mean and how far from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from redthread.stats.answers import Raw, as_answers, refuse_infinite
from redthread.stats.errors import StatsError


class Described(NamedTuple):
    """One item. `people` have answered it, `missing` have not. `sd` (n - 1) is None for fewer than two
    people.
    """

    name: str
    people: int
    missing: int
    mean: float | None
    sd: float | None
    distribution: dict[float, int]


def describe(
    answers: ArrayLike, *, names: Sequence[str] | None = None, scale: Sequence[float] = ()
) -> list[Described]:
    """Each item by itself, with its own n. Given the values of the `scale`, each of them is counted, also 0
    times.

    Raises StatsError for an answer outside the scale, with person and item. `bench/stats.py` has the passes.

    >>> describe([[1, 2], [3, float("nan")]], names=["a", "b"])[0].mean
    2.0
    """
    matrix, given = as_answers(answers, names)
    return [_described(matrix[:, place], name, scale) for place, name in enumerate(given)]


def _described(column: Raw, name: str, scale: Sequence[float]) -> Described:
    known = column[~np.isnan(column)].astype(np.float64)
    refuse_infinite(np.array([np.isfinite(known).all()]), (name,))
    values, counts = np.unique(known, return_counts=True)
    found = Counter(dict(zip(values.tolist(), counts.tolist(), strict=True)))
    if scale:
        _refuse_outside(column, name, scale, found)
        found = Counter({float(value): found[float(value)] for value in scale})
    people = len(known)
    return Described(
        name,
        people,
        len(column) - people,
        float(known.mean()) if people else None,
        float(known.std(ddof=1)) if people > 1 else None,
        dict(found),
    )


def _refuse_outside(
    column: Raw,
    name: str,
    scale: Sequence[float],
    found: Counter[float],
) -> None:
    outside = sorted(set(found) - {float(value) for value in scale})
    if outside:
        person = int(np.flatnonzero(column == outside[0])[0]) + 1
        allowed = ", ".join(f"{value:g}" for value in scale)
        text = f"{name}: person {person} has answered {outside[0]:g}. The scale is {allowed}."
        raise StatsError("outside_scale", text, items=(name,))
