"""Estimates in standard deviations of the variables, latent ones too (lavaan's std.all), and explained
variance.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from redthread.stats.answers import Vector
from redthread.stats.paths.ram import Ram
from redthread.stats.paths.syntax import INTERCEPT
from redthread.stats.paths.table import Table


def standardised(table: Table, ram: Ram, values: Vector, estimates: Sequence[float]) -> list[float | None]:
    """One for each parameter; None where a variance is zero or negative, so that there is no standard
    deviation.
    """
    place = {name: number for number, name in enumerate(table.variables.all)}
    _paths, residual, _means = ram.filled(values)
    sds = _roots(np.diag(ram.implied(values).all))
    residual_sds = _roots(np.diag(residual))
    found: list[float | None] = []
    for row, estimate in zip(table.parameters, estimates, strict=True):
        left, right = place[row.lhs], place.get(row.rhs, -1)
        if row.op == "=~":
            scale = sds[left] / sds[right]
        elif row.op == INTERCEPT:
            scale = 1 / sds[left]
        elif row.op == "~":
            scale = sds[right] / sds[left]
        elif left == right:
            scale = 1 / sds[left] ** 2
        else:
            scale = 1 / (residual_sds[left] * residual_sds[right])
        found.append(float(estimate * scale) if np.isfinite(scale) else None)
    return found


def explained_variance(table: Table, ram: Ram, values: Vector) -> dict[str, float | None]:
    """1 - residual variance / variance, of everything the model explains; None for a negative residual
    variance.
    """
    _paths, residual, _means = ram.filled(values)
    total = np.diag(ram.implied(values).all)
    found: dict[str, float | None] = {}
    for place, name in enumerate(table.variables.all):
        if name in table.variables.indicators or name in table.variables.explained:
            rest = float(residual[place, place])
            is_possible = 0 <= rest <= total[place] and total[place] > 0
            found[name] = 1 - rest / float(total[place]) if is_possible else None
    return found


def _roots(variances: Vector) -> Vector:
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(variances > 0, np.sqrt(variances), np.nan), np.float64)
