"""The scaled test statistic of lavaan's MLR, for answers that are not normal (Yuan & Bentler 2000,
Sociological Methodology 30, in the form of Asparouhov & Muthén 2005).

    factor = (tr(A1^-1 B1) - tr(A0^-1 B0)) / df        scaled = chi-square / factor

A is observed information and B the scatter of the scores, of one person; 1 is the saturated model at its own
moments, 0 the model at its estimates. With normal answers each trace counts parameters, and the factor is 1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import stats

from redthread.stats.answers import Matrix, Vector
from redthread.stats.paths.fit import Fit
from redthread.stats.paths.likelihood import inverted
from redthread.stats.paths.ram import Places
from redthread.stats.paths.samples import Sample
from redthread.stats.paths.saturated import Saturated
from redthread.stats.paths.table import Table

MOST_WORK = 500_000_000  # numbers; some seconds


class Scaled(NamedTuple):
    """`factor` is what the plain chi-square is divided by: above 1 for tails heavier than normal."""

    chi2: float
    factor: float
    p: float


def scaled_test(fit: Fit, *, trace: float, table: Table, sample: Sample, moments: Saturated) -> Scaled | None:
    """`trace` is that of the model. None where no test is left to scale, the factor is not above 0, or there
    are too many patterns of missing answers for the saturated model.
    """
    whole = saturated_trace(table, sample, moments) if fit.df else None
    if whole is None or whole <= trace:
        return None
    factor = (whole - trace) / fit.df
    return Scaled(fit.chi2 / factor, factor, float(stats.chi2.sf(fit.chi2 / factor, fit.df)))


def saturated_trace(table: Table, sample: Sample, moments: Saturated) -> float | None:
    """tr(A1^-1 B1). Exogenous variables that are held count neither means nor covariances of their own."""
    if sample.is_complete:
        held = table.variables.exogenous if table.is_fixed_x else ()
        at = [place for place, name in enumerate(sample.names) if name in held]
        return _complete(sample, moments, at, has_means=table.has_means)
    elements = len(sample.names) * (len(sample.names) + 3) // 2
    if (len(sample.patterns.known) * elements + sample.people) * elements > MOST_WORK:
        return None
    information, scatter = _incomplete(sample, moments)
    return float(np.trace(np.linalg.solve(information, scatter)))


def _complete(sample: Sample, moments: Saturated, held: list[int], *, has_means: bool) -> float:
    """From Mahalanobis distances alone: (Mardia's kurtosis - variables) / 2 where nothing is held. What is
    held splits the distance in its own and that of the residuals.
    """
    every = list(range(len(sample.names)))
    own = _distances(sample, moments, held)
    rest = _distances(sample, moments, every) - own
    count = len(every) - len(held)
    found = (float(np.mean(rest**2)) - count) / 2 + float(np.mean(rest * own))
    return found + (count if has_means else 0)


def _distances(sample: Sample, moments: Saturated, at: list[int]) -> Vector:
    if not at:
        return np.zeros(sample.people)
    centred = sample.answers[:, at] - moments.means[at]
    solved = np.linalg.solve(moments.covariance[np.ix_(at, at)], centred.T)
    return np.asarray(np.sum(centred.T * solved, axis=0), np.float64)


def _incomplete(sample: Sample, moments: Saturated) -> tuple[Matrix, Matrix]:
    """Observed information and scatter of the scores for means and covariances, of one person."""
    size = len(sample.names)
    rows, columns = np.tril_indices(size)
    half = np.where(rows == columns, 0.5, 1.0)
    elements = size + len(rows)
    information, scatter = np.zeros((elements, elements)), np.zeros((elements, elements))
    for place, known in enumerate(sample.patterns.known):
        inverse = inverted(moments.covariance, known[None]).inverses[0]
        here = sample.answers[sample.pattern_of == place]
        weighed = np.where(known, here - moments.means, 0) @ inverse
        scores = np.hstack(
            [weighed, half * (weighed[:, rows] * weighed[:, columns] - inverse[rows, columns])]
        )
        scatter += scores.T @ scores
        information += len(here) * _curve(inverse, weighed, rows, columns, half)
    return information / sample.people, scatter / sample.people


def _curve(inverse: Matrix, weighed: Matrix, rows: Places, columns: Places, half: Vector) -> Matrix:
    """Of one person in a pattern: -1/2 tr(W D W E) + tr(D W E W M W), with D and E as unit changes."""
    size = len(inverse)
    found = np.zeros((size + len(rows), size + len(rows)))
    pull = weighed.mean(axis=0)
    moved = weighed.T @ weighed / len(weighed) - inverse / 2
    found[:size, :size] = inverse
    across = half * (inverse[:, rows] * pull[columns] + inverse[:, columns] * pull[rows])
    found[:size, size:], found[size:, :size] = across, across.T
    for one, other in ((rows, columns), (columns, rows)):
        near, far = inverse[one], moved[other]
        found[size:, size:] += near[:, rows] * far[:, columns] + near[:, columns] * far[:, rows]
    found[size:, size:] *= np.outer(half, half)
    return found
