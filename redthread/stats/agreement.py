"""Do those who code the same material agree, beyond chance? Cohen's kappa for two, Krippendorff's alpha for
any number.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from redthread.stats.answers import Matrix, Vector
from redthread.stats.errors import StatsError

Weights = Literal["none", "linear", "quadratic"]
Metric = Literal["nominal", "ordinal", "interval", "ratio"]


class Kappa(NamedTuple):
    """`agreed` is the share coded alike, or nearly alike when weighed. `units` were coded by both."""

    kappa: float
    interval: tuple[float, float]
    agreed: float
    units: int


class Krippendorff(NamedTuple):
    """`units` were coded by two or more, with `codings` codes in all."""

    alpha: float
    units: int
    codings: int


def cohen_kappa(
    first: ArrayLike, second: ArrayLike, *, weights: Weights = "none", level: float = 0.95
) -> Kappa:
    """Cohen 1960 and 1968; the interval is that of Fleiss, Cohen & Everitt 1969 (Psychological Bulletin 72),
    cut at ±1.

    Codes are numbers, NaN where there is none. Raises StatsError when both use one and the same code only.
    """
    one, other = np.asarray(first, np.float64), np.asarray(second, np.float64)
    if one.shape != other.shape or one.ndim != 1:
        raise StatsError("shape", "Both must have coded the same units, in the same order.")
    kept = ~(np.isnan(one) | np.isnan(other))
    units = int(kept.sum())
    if units < 2:
        raise StatsError("too_few", f"{units} units are coded by both; it takes two or more.")
    codes, places = np.unique(np.concatenate([one[kept], other[kept]]), return_inverse=True)
    table = np.zeros((len(codes), len(codes)))
    np.add.at(table, (places[:units], places[units:]), 1 / units)
    near = _nearness(len(codes), weights)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    agreed, by_chance = float(np.sum(near * table)), float(rows @ near @ columns)
    if len(codes) < 2 or by_chance >= 1:
        raise StatsError("zero_variance", "Both use one code only, so agreement beyond chance means nothing.")
    kappa = (agreed - by_chance) / (1 - by_chance)
    about = (near @ columns)[:, None] + (rows @ near)[None, :]
    spread = np.sum(table * (near - about * (1 - kappa)) ** 2) - (kappa - by_chance * (1 - kappa)) ** 2
    error = float(np.sqrt(max(spread, 0) / units)) / (1 - by_chance)
    reach = float(stats.norm.ppf((1 + level) / 2)) * error
    return Kappa(kappa, (max(kappa - reach, -1.0), min(kappa + reach, 1.0)), agreed, units)


def _nearness(codes: int, weights: Weights) -> Matrix:
    gaps = np.abs(np.subtract.outer(np.arange(codes), np.arange(codes))) / max(codes - 1, 1)
    match weights:
        case "none":
            return np.eye(codes)
        case "linear":
            return np.asarray(1 - gaps, np.float64)
        case "quadratic":
            return np.asarray(1 - gaps**2, np.float64)


def krippendorff_alpha(codings: ArrayLike, *, metric: Metric = "nominal") -> Krippendorff:
    """A row a coder, a column a unit, NaN where a coder has not coded it (Krippendorff 2011, Computing
    Krippendorff's Alpha-Reliability). Raises StatsError when no unit has two codes, or only one code is ever
    used.
    """
    matrix = np.asarray(codings, np.float64)
    if matrix.ndim != 2:
        raise StatsError("shape", "Codings have a row a coder and a column a unit.")
    matrix = matrix[:, (~np.isnan(matrix)).sum(axis=0) >= 2]
    if matrix.shape[1] == 0:
        raise StatsError("too_few", "No unit is coded by two or more.")
    codes = np.unique(matrix[~np.isnan(matrix)])
    together = _coincidences(matrix, codes)
    totals = together.sum(axis=1)
    count = float(totals.sum())
    distances = _distances(codes, totals, metric)
    expected = float(totals @ distances @ totals) / (count - 1)
    if len(codes) < 2 or expected <= 0:
        raise StatsError("zero_variance", "Only one code is used, so agreement beyond chance means nothing.")
    return Krippendorff(1 - float(np.sum(together * distances)) / expected, matrix.shape[1], int(count))


def _coincidences(matrix: Matrix, codes: Vector) -> Matrix:
    """How often each pair of codes meets in a unit, each unit weighed by its number of coders less one."""
    counts = np.array([(matrix == code).sum(axis=0) for code in codes], np.float64)
    weighed = counts / (counts.sum(axis=0) - 1)
    return np.asarray(weighed @ counts.T - np.diag(weighed.sum(axis=1)), np.float64)


def _distances(codes: Vector, totals: Vector, metric: Metric) -> Matrix:
    """Squared distances between codes."""
    match metric:
        case "nominal":
            return np.asarray(1 - np.eye(len(codes)), np.float64)
        case "ordinal":
            ranks = np.cumsum(totals) - totals / 2
            return np.asarray(np.subtract.outer(ranks, ranks) ** 2, np.float64)
        case "interval":
            return np.asarray(np.subtract.outer(codes, codes) ** 2, np.float64)
        case "ratio":
            sums = np.add.outer(codes, codes)
            gaps = np.subtract.outer(codes, codes)
            return np.asarray(
                np.divide(gaps, sums, out=np.zeros_like(gaps), where=sums != 0) ** 2, np.float64
            )
