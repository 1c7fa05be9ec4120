"""Can the data decide the parameters at all? A model that they cannot is refused, with the parameters that
are loose.

Locally, a model is identified where the derivatives of the implied moments are independent (Wald 1950;
Bekker, Merckens & Wansbeek 1994). It is asked at values chosen at random, where a dependence is no accident,
and again at the answer.
"""

from __future__ import annotations

import numpy as np

from redthread.stats.answers import Matrix, Vector
from redthread.stats.errors import StatsError, listed
from redthread.stats.paths.ram import PATH, VARIANCE, Ram
from redthread.stats.paths.table import Table

AT_RANDOM, AT_ANSWER = 1e-9, 1e-10


def degrees_of_freedom(table: Table) -> int:
    """Observed moments (not those of exogenous variables that are held) less free parameters."""
    observed = len(table.variables.observed)
    held = len(table.variables.exogenous) if table.is_fixed_x else 0
    moments = observed * (observed + 1) // 2 - held * (held + 1) // 2
    if table.has_means:
        moments += observed - held
    return moments - table.free


def refuse_too_many(table: Table) -> None:
    """Raises StatsError for more free parameters than there are moments to find them from."""
    over = -degrees_of_freedom(table)
    if over > 0:
        known = table.free - over
        text = (
            f"The model is not identified: {table.free} free parameters, but only {known} variances and "
            "covariances"
        )
        text += " and means" if table.has_means else ""
        raise StatsError("not_identified", text + f" to find them from. Fix or remove at least {over}.")


def refuse_loose(table: Table, ram: Ram, start: Vector, covariance: Matrix) -> None:
    """Raises StatsError when the same moments come from many values, wherever one looks."""
    if not len(start):
        return
    generator = np.random.default_rng(20_260_401)
    loose: list[set[int]] = []
    for _attempt in range(2):
        values = _at_random(ram, start, generator)
        loose.append(_dependent(_jacobian(ram, values, covariance), AT_RANDOM))
        if not loose[-1]:
            return
    _refuse(table, loose[-1], "whatever the data are, other values of them fit exactly as well")


def refuse_undecided(table: Table, information: Matrix) -> None:
    """Raises StatsError when these very data do not decide a parameter."""
    scale = np.sqrt(np.maximum(np.diag(information), 1e-300))
    scaled = information / np.outer(scale, scale)
    values, vectors = np.linalg.eigh(scaled)
    if len(values) and values[0] < AT_ANSWER * max(values[-1], 1):
        loose = set(np.flatnonzero(np.abs(vectors[:, 0]) > 0.1).tolist())
        _refuse(table, loose, "in these data, other values of them fit as well")


def _at_random(ram: Ram, start: Vector, generator: np.random.Generator) -> Vector:
    spread = generator.uniform(0.4, 1.6, len(start)) * np.where(np.abs(start) < 1e-3, 0.3, np.abs(start))
    signs = np.where(start < 0, -1.0, 1.0)
    is_variance = ram.spread.T @ ((ram.kinds == VARIANCE) & (ram.rows == ram.columns)) > 0
    is_path = ram.spread.T @ (ram.kinds == PATH) > 0
    values = np.where(is_path | is_variance, signs * spread, generator.uniform(0.02, 0.1, len(start)))
    return np.asarray(values, np.float64)


def _jacobian(ram: Ram, values: Vector, covariance: Matrix) -> Matrix:
    """Derivatives of the implied moments, each in units of its variables' spread."""
    derivatives = ram.derivatives(ram.implied(values))
    sds = np.sqrt(np.diag(covariance))
    u, v = derivatives.u / sds[:, None], derivatives.v / sds[:, None]
    rows, columns = np.tril_indices(len(sds))
    found = u[rows] * v[columns] + v[rows] * u[columns]
    if ram.has_means:
        found = np.vstack([found, derivatives.means / sds[:, None]])
    return np.asarray(found @ ram.spread, np.float64)


def _dependent(jacobian: Matrix, limit: float) -> set[int]:
    """The parameters in the directions that change nothing."""
    lengths = np.linalg.norm(jacobian, axis=0)
    still = set(np.flatnonzero(lengths == 0).tolist())
    if still:
        return still
    triangle = np.linalg.qr(jacobian / lengths, mode="r")  # as the whole, of which there may be 20,000 rows
    _left, values, right = np.linalg.svd(triangle, full_matrices=True)
    small = np.append(values, np.zeros(right.shape[0] - len(values))) < limit * values[0]
    return set(np.flatnonzero((np.abs(right[small]) > 1e-4).any(axis=0)).tolist())


def _refuse(table: Table, loose: set[int], why: str) -> None:
    names = tuple(
        dict.fromkeys(f"{p.lhs} {p.op} {p.rhs}".strip() for p in table.parameters if p.free in loose)
    )
    text = f"The model is not identified: {listed(names, 8)} cannot be told apart; {why}. "
    raise StatsError("not_identified", text + "Fix one of them (1*x), or remove one.", items=names)
