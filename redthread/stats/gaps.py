"""The perception gap: where do levels (leaders, teachers, owner) see the same thing differently?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from redthread.stats.answers import Raw, as_answers
from redthread.stats.differences import Difference, between
from redthread.stats.errors import StatsError
from redthread.stats.wording import number


class Gap(NamedTuple):
    """One item: the level that sees it most favourably, the least, and how far they are apart.

    `is_clear` tells whether the interval, widened for the number of items, leaves out 0.
    """

    item: str
    highest: str
    lowest: str
    found: Difference
    is_clear: bool


def perception_gaps(
    levels: Mapping[str, ArrayLike], *, names: Sequence[str] | None = None, level: float = 0.95
) -> list[Gap]:
    """For each item the widest gap between two levels, widest first. The matrices have the same items.

    Raises StatsError for fewer than two levels, and for a level in which fewer than two have answered an
    item.
    """
    if len(levels) < 2:
        raise StatsError("too_few", "A gap needs two levels or more.")
    matrices = {name: as_answers(matrix, names)[0] for name, matrix in levels.items()}
    items = as_answers(next(iter(levels.values())), names)[1]
    if len({matrix.shape[1] for matrix in matrices.values()}) > 1:
        raise StatsError("shape", "The levels have not answered the same items.")
    pairs = len(levels) * (len(levels) - 1) // 2
    each = 1 - (1 - level) / (pairs * len(items))
    found = [_gap(place, item, matrices, each) for place, item in enumerate(items)]
    return sorted(found, key=lambda gap: (-gap.found.difference, gap.item))


def gap_sentence(gap: Gap) -> str:
    high, low = gap.found.means
    text = f"{gap.item}: {gap.highest} ligger på {number(high, 1)} og {gap.lowest} på {number(low, 1)}"
    if gap.is_clear:
        return text + ". Forskjellen er større enn tilfeldigheter tilsier."
    return text + ". Forskjellen kan være tilfeldig."


def _gap(place: int, item: str, matrices: Mapping[str, Raw], level: float) -> Gap:
    columns = {name: matrix[:, place].astype(np.float64) for name, matrix in matrices.items()}
    empty = [name for name, column in columns.items() if (~np.isnan(column)).sum() < 2]
    if empty:
        raise StatsError("too_few", f"Fewer than two of {empty[0]} have answered {item}.", items=(item,))
    in_order = sorted(columns, key=lambda name: float(np.nanmean(columns[name])))
    found = between(columns[in_order[-1]], columns[in_order[0]], level=level)
    return Gap(item, in_order[-1], in_order[0], found, found.interval[0] > 0)
