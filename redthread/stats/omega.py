"""McDonald's omega: how much of the sum of the items is the one factor they share.

McDonald 1999, Test Theory, formula 6.20b, from the loadings and residual variances of a one-factor model by
maximum likelihood; its interval by the delta method (Raykov 2002, Multivariate Behavioral Research 37), cut
at 0 and 1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from redthread.stats.answers import Vector, as_answers
from redthread.stats.errors import StatsError
from redthread.stats.moments import Moments, moments_of
from redthread.stats.paths.samples import sample_from
from redthread.stats.paths.solving import solve
from redthread.stats.paths.syntax import Term
from redthread.stats.paths.table import table_of
from redthread.stats.reliability import refuse_without_variance

FACTOR = "the factor"


class Omega(NamedTuple):
    """`error` is the standard error of omega."""

    omega: float
    omega_ci: tuple[float, float]
    error: float
    people: int


def omega_of(answers: ArrayLike, *, level: float = 0.95) -> Omega:
    """Of those who have answered every item. Raises StatsError as `omega_from`."""
    matrix, names = as_answers(answers)
    return omega_from(moments_of(matrix, names), level=level)


def omega_from(moments: Moments, *, level: float = 0.95) -> Omega:
    """Raises StatsError for two items (a factor cannot be told from two), collinear items, and negative
    residuals.
    """
    if len(moments.names) < 3:
        raise StatsError("too_few_items", "Omega needs three items or more: two do not decide a factor.")
    refuse_without_variance(moments)
    names = [f"item{place}" for place in range(len(moments.names))]
    terms = [Term(1, FACTOR, "=~", name, is_freed=True) for name in names]
    terms.append(Term(1, FACTOR, "~~", FACTOR, fixed=1.0))
    table = table_of(terms, has_means=False, is_fixed_x=True)
    sample = sample_from(moments.covariance, moments.means, moments.names, moments.people)
    solved = solve(table, sample)
    free = {(row.op, row.rhs): row.free for row in table.parameters if row.free is not None}
    at_loadings = np.array([free["=~", name] for name in names])
    at_residuals = np.array([free["~~", name] for name in names])
    values = solved.values
    _refuse_negative(values[at_residuals], moments.names)
    loading, residual = float(values[at_loadings].sum()), float(values[at_residuals].sum())
    total = loading**2 + residual
    slope: Vector = np.zeros(len(values))
    slope[at_loadings] = 2 * loading * residual / total**2
    slope[at_residuals] = -(loading**2) / total**2
    error = float(np.sqrt(slope @ solved.covariance() @ slope))
    omega, reach = loading**2 / total, float(stats.norm.ppf((1 + level) / 2)) * error
    return Omega(omega, (max(omega - reach, 0.0), min(omega + reach, 1.0)), error, moments.people)


def _refuse_negative(residuals: Vector, names: tuple[str, ...]) -> None:
    wrong = tuple(name for name, value in zip(names, residuals, strict=True) if value < 0)
    if wrong:
        text = (
            f"The one-factor model gives {wrong[0]} a negative residual variance (a Heywood case), so omega "
        )
        raise StatsError("heywood", text + "means nothing: the items hardly measure one thing.", items=wrong)
