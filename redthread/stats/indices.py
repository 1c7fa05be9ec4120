"""An index: the mean of the items a person has answered, where enough of them are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from redthread.stats.answers import Vector, as_answers
from redthread.stats.errors import StatsError


class Index(NamedTuple):
    """`values` has NaN for those who answered fewer than `at_least` items; `people` are those who have a
    value.
    """

    values: Vector
    people: int
    left_out: int
    at_least: int
    mean: float | None
    sd: float | None


def index_of(
    answers: ArrayLike,
    *,
    share: float = 0.5,
    reverse: Sequence[int] = (),
    scale: tuple[float, float] | None = None,
) -> Index:
    """The mean of a person's answers, when at least `share` of the items are answered (half, as is usual:
    Graham 2009, Annual Review of Psychology 60, p. 565: reasonable when the items are reliable and many are
    there).

    Items whose places are in `reverse` are turned round on the `scale` (lowest, highest).
    """
    matrix, _names = as_answers(answers)
    if not 0 < share <= 1:
        raise StatsError(
            "rule", f"The share of answered items must be above 0 and at most 1; it is {share:g}."
        )
    turned = _turned(matrix.astype(np.float64), reverse, scale)
    at_least = math.ceil(share * turned.shape[1] - 1e-9)
    known = ~np.isnan(turned)
    counts = known.sum(axis=1)
    sums = np.where(known, turned, 0).sum(axis=1)
    values: Vector = np.where(counts >= at_least, sums / np.maximum(counts, 1), np.nan)
    kept = values[~np.isnan(values)]
    return Index(
        values,
        len(kept),
        len(values) - len(kept),
        at_least,
        float(kept.mean()) if len(kept) else None,
        float(kept.std(ddof=1)) if len(kept) > 1 else None,
    )


def _turned(matrix: Vector, reverse: Sequence[int], scale: tuple[float, float] | None) -> Vector:
    if not reverse:
        return matrix
    if scale is None:
        raise StatsError("rule", "Items can be reversed only when the lowest and highest answer are told.")
    matrix[:, list(reverse)] = scale[0] + scale[1] - matrix[:, list(reverse)]
    return matrix
