"""How well a model fits: chi-square against the saturated model, and the usual indices from it.

CFI: Bentler 1990. TLI: Tucker & Lewis 1973. RMSEA: Steiger & Lind 1980, its interval from the noncentral
chi-square (Browne & Cudeck 1993). SRMR: Bentler 1995, means included where they are modelled. As lavaan:
normal likelihood with n.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import optimize, stats

from redthread.stats.answers import Matrix, Vector
from redthread.stats.paths.ram import Implied
from redthread.stats.paths.samples import Sample, part_of
from redthread.stats.paths.saturated import Saturated, saturated
from redthread.stats.paths.table import Table


class Fit(NamedTuple):
    """With 0 degrees of freedom the model repeats the data: p is None, and the rest is perfect without
    meaning it.
    """

    chi2: float
    df: int
    p: float | None
    baseline_chi2: float
    baseline_df: int
    cfi: float | None
    tli: float | None
    rmsea: float
    rmsea_ci: tuple[float, float]
    srmr: float


class Baseline(NamedTuple):
    chi2: float
    df: int


def fit_of(chi2: float, df: int, baseline: Baseline, *, people: int, srmr: float) -> Fit:
    """Raises nothing; indices that have no meaning are None."""
    chi2 = max(chi2, 0.0) if df else 0.0
    over, base_over = max(chi2 - df, 0.0), max(baseline.chi2 - baseline.df, 0.0)
    worst = max(over, base_over)
    cfi = 1.0 if over == 0 else 1 - over / worst
    return Fit(
        chi2,
        df,
        float(stats.chi2.sf(chi2, df)) if df else None,
        baseline.chi2,
        baseline.df,
        cfi if baseline.df else None,
        _tli(chi2, df, baseline),
        float(np.sqrt(over / (df * people))) if df else 0.0,
        rmsea_interval(chi2, df, people) if df else (0.0, 0.0),
        srmr,
    )


def _tli(chi2: float, df: int, baseline: Baseline) -> float | None:
    if df == 0:
        return 1.0 if baseline.df else None
    if baseline.df == 0 or baseline.chi2 == baseline.df:
        return None
    base = baseline.chi2 / baseline.df
    return (base - chi2 / df) / (base - 1)


def rmsea_interval(chi2: float, df: int, people: int, *, level: float = 0.90) -> tuple[float, float]:
    """The noncentralities at which the chi-square found stands at the edges of the interval."""
    tail = (1 - level) / 2
    low, high = (_noncentrality(chi2, df, edge) for edge in (1 - tail, tail))
    return float(np.sqrt(low / (people * df))), float(np.sqrt(high / (people * df)))


def _noncentrality(chi2: float, df: int, share: float) -> float:
    """The noncentrality at which `share` of the distribution lies below chi2; 0 when none does."""

    def gap(noncentrality: float) -> float:
        return float(stats.ncx2.cdf(chi2, df, noncentrality)) - share

    if float(stats.chi2.cdf(chi2, df)) <= share:
        return 0.0
    high = max(chi2, 1.0)
    while gap(high) > 0:
        high *= 2
    return float(optimize.brentq(gap, 0.0, high, xtol=1e-10, rtol=1e-12))


def baseline_of(table: Table, sample: Sample, moments: Saturated) -> Baseline:
    """Every variable by itself, but exogenous ones keep the covariances they have."""
    together = [place for place, name in enumerate(sample.names) if name in table.variables.exogenous]
    rest = [place for place in range(len(sample.names)) if place not in together]
    value = sum(_alone(sample.answers[:, place]) for place in rest)
    if together:
        those = part_of(sample, together)
        value += saturated(those).value * those.people / sample.people
    observed = len(sample.names)
    pairs = observed * (observed - 1) // 2 - len(together) * (len(together) - 1) // 2
    return Baseline(sample.people * (value - moments.value), pairs)


def _alone(column: Vector) -> float:
    """-2 log likelihood of one variable, a person (of all, also those who have not answered it)."""
    known = column[~np.isnan(column)]
    return len(known) / len(column) * (float(np.log(known.var())) + 1)


def srmr_of(moments: Saturated, implied: Implied, *, has_means: bool) -> float:
    sds = np.sqrt(np.diag(moments.covariance))
    gaps: Matrix = (moments.covariance - implied.covariance) / np.outer(sds, sds)
    rows, columns = np.tril_indices(len(sds))
    squares, count = float(np.sum(gaps[rows, columns] ** 2)), len(rows)
    if has_means:
        squares += float(np.sum(((moments.means - implied.means) / sds) ** 2))
        count += len(sds)
    return float(np.sqrt(squares / count))
