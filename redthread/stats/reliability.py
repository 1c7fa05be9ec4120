"""Do the items of a scale measure together? Cronbach's alpha, without each item, and each item against the
rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from redthread.stats.answers import Matrix, Vector, as_answers
from redthread.stats.errors import StatsError, listed
from redthread.stats.moments import Missing, Moments, moments_of

ROUNDING = 1e-12


class Item(NamedTuple):
    """One item of a scale. `alpha_without` is None when only one item would be left."""

    name: str
    people: int
    mean: float
    sd: float
    item_rest: float | None
    alpha_without: float | None


class Reliability(NamedTuple):
    """`people` counts those whose answers were used. `mean` and `sd` are of the mean over the items."""

    alpha: float
    alpha_ci: tuple[float, float]
    people: int
    items: int
    mean: float
    sd: float
    each: tuple[Item, ...]
    against_the_rest: tuple[str, ...]


def reliability(
    answers: ArrayLike,
    *,
    names: Sequence[str] | None = None,
    missing: Missing = "listwise",
    level: float = 0.95,
) -> Reliability:
    """Cronbach's alpha (1951, Psychometrika 16, formula 2) with Feldt's interval (1965, Psychometrika 30,
    357-370).

    Listwise leaves out who has not answered every item. Pairwise, as R's `psych::alpha`, uses for each pair
    of items those who answered both; its interval counts the smallest such n. Raises StatsError for fewer
    than two items or people, and for items everybody has answered the same.

    >>> round(reliability([[1, 2], [2, 2], [3, 5], [4, 4]]).alpha, 4)
    0.8675
    """
    matrix, given = as_answers(answers, names)
    if matrix.shape[1] < 2:
        raise StatsError("too_few_items", f"A scale needs two items or more; this has only {given[0]}.")
    return reliability_from(moments_of(matrix, given, missing=missing), level=level)


def reliability_from(moments: Moments, *, level: float = 0.95) -> Reliability:
    """The same from moments. A pairwise covariance matrix may be impossible; alpha is then refused."""
    covariance, items = moments.covariance, len(moments.names)
    refuse_without_variance(moments)
    total = float(covariance.sum())
    if total <= ROUNDING * float(np.trace(covariance)):
        raise StatsError("no_sum", "The sum of the items has no variance; the items cancel each other out.")
    alpha = alpha_of(covariance)
    people = int(moments.pairs.min())
    rest = _item_rest(covariance)
    return Reliability(
        alpha,
        feldt(alpha, people=people, items=items, level=level),
        moments.people,
        items,
        float(moments.means.mean()),
        float(np.sqrt(total)) / items,
        _each(moments, rest),
        tuple(name for name, value in zip(moments.names, rest, strict=True) if value < 0),
    )


def alpha_of(covariance: Matrix) -> float:
    """items / (items - 1) × (1 - sum of variances / variance of the sum)."""
    items = len(covariance)
    return float(items / (items - 1) * (1 - np.trace(covariance) / covariance.sum()))


def feldt(alpha: float, *, people: int, items: int, level: float = 0.95) -> tuple[float, float]:
    """(1 - population alpha) / (1 - alpha) follows F with n - 1 and (n - 1)(items - 1) degrees of freedom."""
    free = people - 1
    tail = (1 - level) / 2
    low, high = stats.f.ppf([1 - tail, tail], free, free * (items - 1))
    return 1 - (1 - alpha) * float(low), 1 - (1 - alpha) * float(high)


def refuse_without_variance(moments: Moments) -> None:
    """Raises StatsError with the items that everybody has answered the same."""
    variances = np.diag(moments.covariance)
    squares = np.square(moments.means)
    same = tuple(n for n, v, s in zip(moments.names, variances, squares, strict=True) if v <= ROUNDING * s)
    if same:
        text = f"Everybody has answered the same to {listed(same)}. An item without variance cannot be used; "
        raise StatsError("zero_variance", text + "leave it out of the scale.", items=same)


def _item_rest(covariance: Matrix) -> Vector:
    """Correlation of each item with the sum of the others; NaN when the others cancel each other out."""
    variances = np.diag(covariance)
    with_all = covariance.sum(axis=0)
    rest = covariance.sum() - 2 * with_all + variances
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (with_all - variances) / np.sqrt(
            variances * np.where(rest > ROUNDING * variances, rest, np.nan)
        )
    return np.asarray(found, np.float64)


def _each(moments: Moments, rest: Vector) -> tuple[Item, ...]:
    covariance = moments.covariance
    without = _alphas_without(covariance)
    return tuple(
        Item(
            name,
            int(moments.pairs[place, place]),
            float(moments.means[place]),
            float(np.sqrt(covariance[place, place])),
            _known(rest[place]),
            _known(without[place]),
        )
        for place, name in enumerate(moments.names)
    )


def _alphas_without(covariance: Matrix) -> Vector:
    items = len(covariance) - 1
    if items < 2:
        return np.full(len(covariance), np.nan)
    variances = np.trace(covariance) - np.diag(covariance)
    total = covariance.sum() - 2 * covariance.sum(axis=0) + np.diag(covariance)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = items / (items - 1) * (1 - variances / np.where(total > ROUNDING * variances, total, np.nan))
    return np.asarray(found, np.float64)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
