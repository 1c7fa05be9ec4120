"""Where the search begins: loadings by one principal axis of each factor's indicators, variances halved."""

from __future__ import annotations

import numpy as np

from redthread.stats.answers import Matrix, Vector
from redthread.stats.paths.parameters import Parameter
from redthread.stats.paths.syntax import INTERCEPT
from redthread.stats.paths.table import Table

LOADING = 0.7


def starts_of(table: Table, covariance: Matrix, means: Vector, units: Vector) -> Vector:
    """One value a free parameter; what `start()` says goes before what is guessed. `units` are of all
    variables.
    """
    place = {name: number for number, name in enumerate(table.variables.observed)}
    loadings, variances = _factors(
        table, covariance, place, dict(zip(table.variables.all, units, strict=True))
    )
    levels = _levels(table, place, means, loadings)
    values = np.zeros(table.free)
    for row in table.parameters:
        if row.free is not None:
            guess = _guess(row, place, covariance, levels, loadings, variances)
            values[row.free] = guess if row.start is None else row.start
    return values


def _guess(
    row: Parameter,
    place: dict[str, int],
    covariance: Matrix,
    levels: dict[str, float],
    loadings: dict[tuple[str, str], float],
    variances: dict[str, float],
) -> float:
    if row.op == "=~":
        return loadings[row.lhs, row.rhs]
    if row.op == INTERCEPT:
        return levels.get(row.lhs, 0.0)
    if row.op == "~":
        return 0.0
    if row.lhs != row.rhs:
        return 0.0
    if row.lhs in variances:
        return variances[row.lhs]
    return 0.5 * float(covariance[place[row.lhs], place[row.lhs]])


def _levels(
    table: Table, place: dict[str, int], means: Vector, loadings: dict[tuple[str, str], float]
) -> dict[str, float]:
    """Intercepts: factors stand where the indicators with a fixed intercept put them (least squares), and
    the other indicators at the rest of their means. From 0 a search can end far from the top.
    """
    rows = [row for row in table.parameters if row.op == INTERCEPT]
    factors = [row.lhs for row in rows if row.free is not None and row.lhs not in place]
    fixed = [row for row in rows if row.fixed is not None and row.lhs in place]
    weight = loadings | {
        (row.lhs, row.rhs): row.fixed for row in table.parameters if row.op == "=~" and row.fixed is not None
    }
    design = np.array([[weight.get((factor, row.lhs), 0.0) for factor in factors] for row in fixed])
    gaps = np.array([means[place[row.lhs]] - (row.fixed or 0.0) for row in fixed])
    found = np.linalg.lstsq(design, gaps, rcond=None)[0] if factors and fixed else np.zeros(len(factors))
    levels = {name: float(level) for name, level in zip(factors, found, strict=True)}
    rest = {
        name: float(means[at]) - sum(weight.get((one, name), 0.0) * level for one, level in levels.items())
        for name, at in place.items()
    }
    return levels | rest


def _factors(
    table: Table, covariance: Matrix, place: dict[str, int], units: dict[str, float]
) -> tuple[dict[tuple[str, str], float], dict[str, float]]:
    """Loadings on the scale that the fixed loading sets, and the factor's variance on it."""
    loadings: dict[tuple[str, str], float] = {}
    variances: dict[str, float] = {}
    for factor in table.variables.latent:
        rows = [row for row in table.parameters if row.op == "=~" and row.lhs == factor]
        guesses = _axis([row.rhs for row in rows], covariance, place, units)
        unit = next(
            (
                guess / row.fixed
                for row, guess in zip(rows, guesses, strict=True)
                if row.fixed and abs(guess) > 1e-6 * units[row.rhs]
            ),
            1.0,
        )
        loadings |= {(factor, row.rhs): guess / unit for row, guess in zip(rows, guesses, strict=True)}
        variances[factor] = max(unit**2, 1e-3 * units[factor] ** 2)
    return loadings, variances


def _axis(
    names: list[str], covariance: Matrix, place: dict[str, int], units: dict[str, float]
) -> list[float]:
    """Loadings on one standardised factor: the first axis of the correlations, with squared loadings on the
    diagonal.
    """
    at = [place[name] for name in names if name in place]
    if len(at) < len(names) or len(at) < 2:
        return [LOADING * float(units[name]) for name in names]
    sds = np.sqrt(np.diag(covariance)[at])
    correlation = covariance[np.ix_(at, at)] / np.outer(sds, sds)
    reduced = correlation - np.eye(len(at))
    reduced[np.diag_indices(len(at))] = np.abs(reduced).max(axis=0)
    values, vectors = np.linalg.eigh(reduced)
    axis = vectors[:, -1] * np.sqrt(max(values[-1], 0.01))
    return [float(one) for one in np.clip(axis * np.sign(axis.sum() or 1), -0.95, 0.95) * sds]
