"""Differences between levels, waves, and digital and physical: with an interval and an effect size, never p
alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from redthread.stats.answers import Vector
from redthread.stats.errors import StatsError


class Difference(NamedTuple):
    """`first` less `second`. `effect` is in standard deviations, corrected for few people (Hedges 1981).

    `people` has the n of both; they are the same people when `is_paired`.
    """

    difference: float
    interval: tuple[float, float]
    effect: float
    effect_interval: tuple[float, float]
    t: float
    df: float
    p: float
    means: tuple[float, float]
    people: tuple[int, int]
    is_paired: bool


def between(first: ArrayLike, second: ArrayLike, *, level: float = 0.95) -> Difference:
    """Of two groups of different people: Welch 1947, which does not take the variances to be equal.

    The effect is Hedges' g on the pooled standard deviation (Hedges & Olkin 1985, ch. 5-6). Raises
    StatsError for fewer than two people in a group, or groups in which everybody has answered the same.
    """
    one, other = _known(first, "first"), _known(second, "second")
    n1, n2 = len(one), len(other)
    v1, v2 = float(one.var(ddof=1)), float(other.var(ddof=1))
    if v1 + v2 <= 0:
        raise StatsError("zero_variance", "Everybody in both groups has answered the same within the group.")
    error = np.sqrt(v1 / n1 + v2 / n2)
    df = float((v1 / n1 + v2 / n2) ** 2 / ((v1 / n1) ** 2 / (n1 - 1) + (v2 / n2) ** 2 / (n2 - 1)))
    free = n1 + n2 - 2
    pooled = np.sqrt(((n1 - 1) * v1 + (n2 - 1) * v2) / free)
    gap = float(one.mean() - other.mean())
    effect = correction(free) * gap / float(pooled)
    spread = np.sqrt((n1 + n2) / (n1 * n2) + effect**2 / (2 * (n1 + n2)))
    means = (float(one.mean()), float(other.mean()))
    return _difference(gap, float(error), df, effect, float(spread), means, (n1, n2), level, is_paired=False)


def paired(first: ArrayLike, second: ArrayLike, *, level: float = 0.95) -> Difference:
    """Of the same people twice, a row a person: only those who have answered both count.

    The effect divides by the mean of both variances, so that it compares with that of different people; its
    interval is that of Bonett 2008 (Psychological Methods 13, p. 104). Raises StatsError as `between`.
    """
    one, other = np.asarray(first, np.float64), np.asarray(second, np.float64)
    if one.shape != other.shape or one.ndim != 1:
        raise StatsError("shape", "Both answers of each person must be in the same row.")
    kept = ~(np.isnan(one) | np.isnan(other))
    one, other = _known(one[kept], "both"), _known(other[kept], "both")
    people, gaps = len(one), one - other
    spread = float(gaps.std(ddof=1))
    v1, v2 = float(one.var(ddof=1)), float(other.var(ddof=1))
    if spread == 0 or v1 + v2 == 0:
        raise StatsError("zero_variance", "Everybody has changed by the same, so the change has no interval.")
    gap, free = float(gaps.mean()), people - 1
    shared = (v1 + v2) / 2
    effect = correction(free) * gap / float(np.sqrt(shared))
    together = float(np.cov(one, other)[0, 1])
    uncertain = effect**2 * (v1**2 + v2**2 + 2 * together**2) / (8 * shared**2 * free) + spread**2 / (
        shared * free
    )
    means = (float(one.mean()), float(other.mean()))
    error = spread / np.sqrt(people)
    return _difference(
        gap,
        float(error),
        free,
        effect,
        float(np.sqrt(uncertain)),
        means,
        (people, people),
        level,
        is_paired=True,
    )


def between_all(groups: Mapping[str, ArrayLike], *, level: float = 0.95) -> dict[tuple[str, str], Difference]:
    """Every pair of levels, with intervals that all hold together at this level (Bonferroni)."""
    pairs = list(combinations(groups, 2))
    if not pairs:
        raise StatsError("too_few", "There is only one group; a difference needs two.")
    each = 1 - (1 - level) / len(pairs)
    return {(one, other): between(groups[one], groups[other], level=each) for one, other in pairs}


def correction(free: float) -> float:
    """Hedges' J: a standardised difference is too large in small groups."""
    found = special.gammaln(free / 2) - special.gammaln((free - 1) / 2)
    return float(np.exp(found) / np.sqrt(free / 2)) if free > 1 else 1.0


def _known(answers: ArrayLike, which: str) -> Vector:
    values = np.asarray(answers, np.float64)
    values = values[~np.isnan(values)]
    if len(values) < 2:
        raise StatsError(
            "too_few", f"{len(values)} people have answered in the {which} group; it takes two or more."
        )
    if not np.isfinite(values).all():
        raise StatsError("infinite", f"Infinite values in the {which} group.")
    return values


def _difference(
    gap: float,
    error: float,
    df: float,
    effect: float,
    spread: float,
    means: tuple[float, float],
    people: tuple[int, int],
    level: float,
    *,
    is_paired: bool,
) -> Difference:
    reach = float(stats.t.ppf((1 + level) / 2, df)) * error
    wide = float(stats.norm.ppf((1 + level) / 2)) * spread
    t = gap / error
    p = float(2 * stats.t.sf(abs(t), df))
    interval, effect_interval = (gap - reach, gap + reach), (effect - wide, effect + wide)
    return Difference(gap, interval, effect, effect_interval, t, df, p, means, people, is_paired)
