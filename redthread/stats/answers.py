"""Answers as a matrix: a row a person, a column an item, NaN for no answer («vet ikke» and «ikke aktuelt»
too).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from redthread.stats.errors import StatsError, listed

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Raw = NDArray[np.floating[Any]]

MOST_ITEMS = 1_000


def as_answers(answers: ArrayLike, names: Sequence[str] | None = None) -> tuple[Raw, tuple[str, ...]]:
    """The matrix (float32 is kept, to save memory) and a name for each column.

    Raises StatsError for what is no matrix of numbers, has no people, more than 1,000 items, or infinite
    values.
    """
    matrix: Raw = np.asarray(answers)
    if matrix.dtype not in (np.float32, np.float64):
        try:
            matrix = np.asarray(answers, dtype=np.float64)
        except (TypeError, ValueError):
            raise StatsError("not_numbers", "The answers are not all numbers.") from None
    if matrix.ndim != 2:
        raise StatsError(
            "shape", f"Answers have a row a person and a column an item; this has {matrix.ndim} axes."
        )
    people, items = matrix.shape
    if items > MOST_ITEMS:
        text = f"There are {items} items; {MOST_ITEMS} is the most. Choose the columns that belong together."
        raise StatsError("too_many_items", text)
    if items == 0 or people == 0:
        raise StatsError("empty", f"There are {people} people and {items} items; nothing can be calculated.")
    given = tuple(names) if names is not None else tuple(f"item {place}" for place in range(1, items + 1))
    if len(given) != items:
        raise StatsError("shape", f"There are {items} items, but {len(given)} names.")
    return matrix, given


def refuse_infinite(finite: NDArray[np.bool_], names: tuple[str, ...]) -> None:
    """`finite` tells of each column whether it is free of infinite values."""
    if not finite.all():
        wrong = tuple(name for name, is_fine in zip(names, finite, strict=True) if not is_fine)
        raise StatsError("infinite", f"Infinite values in {listed(wrong)}.", items=wrong)


def is_complete(matrix: Raw) -> NDArray[np.bool_]:
    """Which rows have an answer to every item. A sum is NaN when one of its terms is."""
    with np.errstate(invalid="ignore"):
        kept: NDArray[np.bool_] = ~np.isnan(matrix @ np.ones(matrix.shape[1], matrix.dtype))
    return kept
