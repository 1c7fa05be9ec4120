"""The values that make the data most likely: Fisher scoring, damped where a step goes too far (Levenberg-
Marquardt).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import optimize

from redthread.stats.answers import Matrix, Vector
from redthread.stats.errors import StatsError
from redthread.stats.paths.likelihood import Point, gradient_at, point_at, value_at
from redthread.stats.paths.ram import Ram
from redthread.stats.paths.samples import Sample

MOST_STEPS, NEAR = 300, 1e-9
DONE, ROUNDING = 1e-11, 1e-15  # of -2 log likelihood in all, and of one person
SMALLEST, LARGEST, STEP = 1e-12, 1e10, 1e-4


class Found(NamedTuple):
    values: Vector
    value: float
    steps: int


def search(ram: Ram, sample: Sample, start: Vector) -> Found:
    """Raises StatsError when no top is found."""
    if not len(start):
        return Found(start, value_at(ram, sample, start), 0)
    begin = _possible(ram, sample, start)
    found, left = _climb(ram, sample, begin)
    if left > NEAR:
        found, left = _climb(ram, sample, _by_gradient(ram, sample, found.values))
    if left > NEAR:
        text = "The calculation does not settle: no values of the parameters fit best. "
        raise StatsError("no_convergence", text + "The model may be too large for the data, or wrong for it.")
    return found


def _possible(ram: Ram, sample: Sample, start: Vector) -> Vector:
    """Starts closer to zero covariances until the implied matrix is positive definite."""
    for shrink in (1.0, 0.7, 0.4, 0.1):
        tried = np.where(ram.spread.T @ (ram.kinds == 0) > 0, start * shrink, start)
        if np.isfinite(value_at(ram, sample, tried)):
            return np.asarray(tried, np.float64)
    text = "The starting values give no possible covariance matrix. Fixed values may contradict each other; "
    raise StatsError("no_start", text + "try other fixed values, or start(…).")


def _climb(ram: Ram, sample: Sample, start: Vector) -> tuple[Found, float]:
    """Also how far from the top it may be: g' I^-1 g, in units of -2 log likelihood a person."""
    values, damping, left = start, 1e-3, np.inf
    done = max(DONE / sample.people, ROUNDING)
    point = point_at(ram, sample, values)
    for step in range(1, MOST_STEPS + 1):
        left = _decrement(point)
        if left < done:
            return Found(values, point.value, step), left
        better = None
        while better is None and damping < LARGEST:
            better = _step(ram, sample, values, point, damping)
            damping = max(damping / 10, SMALLEST) if better is not None else damping * 10
        if better is None:
            return Found(values, point.value, step), left
        values = better
        point = point_at(ram, sample, values)
    return Found(values, point.value, MOST_STEPS), left


def _step(ram: Ram, sample: Sample, values: Vector, point: Point, damping: float) -> Vector | None:
    """One damped step, or None when it leads to something worse."""
    curve = 2 * point.information
    curve = curve + damping * np.diag(np.maximum(np.diag(curve), 1e-12))
    try:
        tried = values - np.linalg.solve(curve, point.gradient)
    except np.linalg.LinAlgError:
        return None
    value = value_at(ram, sample, tried)
    return tried if value <= point.value + 4e-16 * abs(point.value) else None


def _decrement(point: Point) -> float:
    try:
        solved = np.linalg.solve(2 * point.information, point.gradient)
    except np.linalg.LinAlgError:
        return np.inf
    return abs(float(point.gradient @ solved))


def _by_gradient(ram: Ram, sample: Sample, start: Vector) -> Vector:
    """BFGS, for likelihoods whose curve is far from the expected one."""

    def both(values: Vector) -> tuple[float, Vector]:
        try:
            return gradient_at(ram, sample, values)
        except np.linalg.LinAlgError:
            return 1e10, np.zeros_like(values)

    found = optimize.minimize(both, start, jac=True, method="BFGS", options={"gtol": 1e-9, "maxiter": 2_000})
    return np.asarray(found.x, np.float64)


def curvature(ram: Ram, sample: Sample, values: Vector) -> Matrix:
    """Observed information of one person: half the change of the gradient, by central differences.

    Each step is a small share of how far the parameter alone could move before one person would notice.
    """
    expected = np.diag(point_at(ram, sample, values).information)
    steps = STEP / np.sqrt(np.maximum(expected, SMALLEST))
    found = np.array([_slope(ram, sample, values, place, step) for place, step in enumerate(steps)])
    return np.asarray(found + found.T, np.float64) / 4


def _slope(ram: Ram, sample: Sample, values: Vector, place: int, step: float) -> Vector:
    """Central differences at two distances, joined so that the error falls with the fourth power of the
    step.
    """

    def at(distance: float) -> Vector:
        moved = values.copy()
        moved[place] += distance
        return gradient_at(ram, sample, moved)[1]

    near = (at(step) - at(-step)) / (2 * step)
    far = (at(2 * step) - at(-2 * step)) / (4 * step)
    return np.asarray((4 * near - far) / 3, np.float64)
