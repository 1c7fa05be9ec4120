"""The search sees each variable in units near its own spread, so that kroner and a scale of five can stand in
one model. What is told is in the units of the answers.

Units are powers of two: a change of units then rounds nothing.
"""

from __future__ import annotations

import numpy as np

from redthread.stats.answers import Matrix, Vector
from redthread.stats.paths.samples import Sample
from redthread.stats.paths.table import Table


def spreads(sample: Sample) -> Vector:
    """Of each observed variable, the power of two nearest its standard deviation."""
    shares, known = sample.patterns.shares[:, None], sample.patterns.known
    weights = shares * known / (shares * known).sum(axis=0)
    means = (weights * sample.patterns.means).sum(axis=0)
    within = np.diagonal(sample.patterns.covariances, axis1=1, axis2=2)
    variances = (weights * (within + (sample.patterns.means - means) ** 2)).sum(axis=0)
    return near(np.sqrt(variances))


def near(spread: Vector) -> Vector:
    return np.asarray(2.0 ** np.round(np.log2(spread)), np.float64)


def in_units(sample: Sample, units: Vector) -> Sample:
    patterns = sample.patterns
    return sample._replace(
        patterns=patterns._replace(
            means=patterns.means / units, covariances=patterns.covariances / np.outer(units, units)
        ),
        answers=sample.answers / units,
    )


def units_of(table: Table, observed: Vector) -> Vector:
    """Also of the factors: what the fixed variance says, or the fixed loading on an indicator."""
    units = dict(zip(table.variables.observed, observed.tolist(), strict=True))
    waiting = list(table.variables.latent)
    for _round in range(len(waiting)):
        for factor in [one for one in waiting if one not in units]:
            if (unit := _of_factor(table, factor, units)) is not None:
                units[factor] = unit
    return np.array([units.get(name, 1.0) for name in table.variables.all])


def _of_factor(table: Table, factor: str, units: dict[str, float]) -> float | None:
    for row in table.parameters:
        if row.lhs != factor or not row.fixed:
            continue
        if row.op == "~~" and row.rhs == factor:
            return float(near(np.sqrt(np.abs(row.fixed))))
        if row.op == "=~" and row.rhs in units:
            return float(near(np.abs(units[row.rhs] / row.fixed)))
    return None


def scaled(covariance: Matrix, units: Vector) -> Matrix:
    """A covariance matrix of what is measured in these units, in those of the answers."""
    return np.asarray(covariance * np.outer(units, units), np.float64)
