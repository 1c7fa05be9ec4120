"""One line for each parameter, and for each that is calculated: estimate, error, z, p, standardised."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import special

from redthread.stats.answers import Matrix, Vector
from redthread.stats.paths.calculated import calculate, error_of, gradients
from redthread.stats.paths.ram import PATH, VARIANCE, Ram
from redthread.stats.paths.standardised import standardised
from redthread.stats.paths.syntax import CALCULATED
from redthread.stats.paths.table import Table

ROUNDING = 1e-9


class Estimate(NamedTuple):
    """What is held has `se` 0 and neither z nor p, as in lavaan. `op` is ~1 for an intercept."""

    lhs: str
    op: str
    rhs: str
    label: str
    est: float
    se: float
    z: float | None
    p: float | None
    std: float | None


def estimates_of(table: Table, ram: Ram, values: Vector, covariance: Matrix) -> tuple[Estimate, ...]:
    errors = np.sqrt(np.maximum(np.diag(covariance), 0))
    raw = estimated(table, ram, values)
    std = standardised(table, ram, values, raw)
    rows = []
    for row, value, scaled in zip(table.parameters, raw, std, strict=True):
        error = 0.0 if row.free is None else float(errors[row.free])
        rows.append(_row(row.lhs, row.op, row.rhs, row.label, value, error, scaled))
    return tuple(rows) + _calculated(table, raw, std, covariance)


def estimated(table: Table, ram: Ram, values: Vector) -> list[float]:
    """The value of every parameter: found, fixed, or held at what was observed."""
    filled = ram.filled(values)
    place = {name: number for number, name in enumerate(table.variables.all)}
    found = []
    for row in table.parameters:
        left, right = place[row.lhs], place.get(row.rhs, -1)
        if row.op == "=~":
            found.append(float(filled[PATH][right, left]))
        elif row.op == "~":
            found.append(float(filled[PATH][left, right]))
        elif row.op == "~~":
            found.append(float(filled[VARIANCE][left, right]))
        else:
            found.append(float(filled[2][left]))
    return found


def _calculated(
    table: Table, raw: list[float], std: list[float | None], covariance: Matrix
) -> tuple[Estimate, ...]:
    named = {row.label: value for row, value in zip(table.parameters, raw, strict=True) if row.label}
    scaled = {row.label: value for row, value in zip(table.parameters, std, strict=True) if row.label}
    free = {row.label: row.free for row in table.parameters if row.label and row.free is not None}
    values, slopes = calculate(table.calculated, named), gradients(table.calculated, named)
    known = {name: value for name, value in scaled.items() if value is not None}
    standard = calculate(table.calculated, known) if len(known) == len(scaled) else {}
    rows = []
    for term in table.calculated:
        slope = np.zeros(len(covariance))
        for name, place in free.items():
            slope[place] += slopes[term.lhs][name]
        error = error_of(slope, covariance)
        value = values[term.lhs]
        rows.append(_row(term.lhs, CALCULATED, term.rhs, term.lhs, value, error, standard.get(term.lhs)))
    return tuple(rows)


def _row(
    lhs: str, op: str, rhs: str, label: str, value: float, error: float, scaled: float | None
) -> Estimate:
    if not ROUNDING * abs(value) < error < np.inf:  # the robust error of an even yes/no variance is 0
        return Estimate(lhs, op, rhs, label, value, 0.0, None, None, scaled)
    z = value / error
    return Estimate(lhs, op, rhs, label, value, error, z, float(special.erfc(abs(z) / np.sqrt(2))), scaled)
