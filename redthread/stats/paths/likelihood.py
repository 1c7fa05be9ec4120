"""Normal log likelihood of the moments in each pattern, its gradient and expected information.

Of complete answers this is maximum likelihood on the covariance matrix; of patterns with missing answers it
is full information maximum likelihood (Arbuckle 1996). The function is -2 log likelihood / n, without the
constant.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from redthread.stats.answers import Matrix, Vector
from redthread.stats.paths.ram import Derivatives, Implied, Ram
from redthread.stats.paths.samples import Patterns, Sample

Stack = NDArray[np.float64]
ELEMENTS_AT_ONCE = 2_000_000


class Point(NamedTuple):
    """The function at some values of the parameters. `information` is of one person."""

    value: float
    gradient: Vector
    information: Matrix


class Inverted(NamedTuple):
    """For each pattern the inverse covariance of what is known (0 elsewhere), and the log of its
    determinant.
    """

    inverses: Stack
    log_determinants: Vector


def inverted(covariance: Matrix, known: NDArray[np.bool_]) -> Inverted:
    """What is not known is taken as independent with variance 1, which changes neither.

    Raises LinAlgError."""
    both = known[:, :, None] & known[:, None, :]
    padded = np.where(both, covariance, np.eye(len(covariance)))
    factors = np.linalg.cholesky(padded)
    logs = 2 * np.log(np.diagonal(factors, axis1=1, axis2=2)).sum(axis=1)
    return Inverted(np.where(both, np.linalg.inv(padded), 0), logs)


def value_at(ram: Ram, sample: Sample, values: Vector) -> float:
    """Infinite where the implied covariance matrix is not positive definite."""
    try:
        implied = ram.implied(values)
        if not np.isfinite(implied.covariance).all():
            return np.inf
        return sum(
            _value(part, inverted(implied.covariance, part.known), _rest(ram, part, implied))
            for part in sample.parts()
        )
    except np.linalg.LinAlgError:
        return np.inf


def gradient_at(ram: Ram, sample: Sample, values: Vector) -> tuple[float, Vector]:
    """The function and its gradient. Raises LinAlgError."""
    implied = ram.implied(values)
    size = len(sample.names)
    value, gap, pull = 0.0, np.zeros((size, size)), np.zeros(size)
    for part in sample.parts():
        inverses, _logs = found = inverted(implied.covariance, part.known)
        rest = _rest(ram, part, implied)
        value += _value(part, found, rest)
        moments = part.covariances + rest[:, :, None] * rest[:, None, :]
        gap += np.tensordot(part.shares, inverses - inverses @ moments @ inverses, axes=1)
        pull += part.shares @ (inverses @ rest[:, :, None])[:, :, 0]
    derivatives = ram.derivatives(implied)
    gradient = 2 * np.sum(derivatives.u * (gap @ derivatives.v), axis=0)
    if ram.has_means:
        gradient -= 2 * derivatives.means.T @ pull
    return value, np.asarray(gradient @ ram.spread, np.float64)


def point_at(ram: Ram, sample: Sample, values: Vector) -> Point:
    """Value, gradient and expected information (given which answers are missing). Raises LinAlgError."""
    value, gradient = gradient_at(ram, sample, values)
    implied = ram.implied(values)
    derivatives = ram.derivatives(implied)
    size = len(ram.free)
    expected = np.zeros((size, size))
    at_once = max(1, ELEMENTS_AT_ONCE // max(1, size**2))
    for part in sample.parts():
        inverses = inverted(implied.covariance, part.known).inverses
        for start in range(0, len(inverses), at_once):
            here = slice(start, start + at_once)
            each = _expected(inverses[here], derivatives, has_means=ram.has_means)
            expected += np.tensordot(part.shares[here], each, axes=1)
    return Point(value, gradient, ram.spread.T @ expected @ ram.spread)


def scores(ram: Ram, sample: Sample, values: Vector) -> Matrix:
    """The derivative of each person's log likelihood: people × parameters."""
    implied = ram.implied(values)
    derivatives = ram.derivatives(implied)
    known = sample.patterns.known
    inverses = inverted(implied.covariance, known).inverses
    found = np.zeros((sample.people, len(ram.free)))
    for place, inverse in enumerate(inverses):
        rows = np.flatnonzero(sample.pattern_of == place)
        centre = implied.means if ram.has_means else sample.patterns.means[place]
        weighed = np.where(known[place], sample.answers[rows] - centre, 0) @ inverse
        each = (weighed @ derivatives.u) * (weighed @ derivatives.v)
        each -= np.sum(derivatives.u * (inverse @ derivatives.v), axis=0)
        found[rows] = each + (weighed @ derivatives.means if ram.has_means else 0)
    return np.asarray(found @ ram.spread, np.float64)


def _value(part: Patterns, found: Inverted, rest: Matrix) -> float:
    spread = np.einsum("pij,pij->p", found.inverses, part.covariances)
    distance = np.einsum("pi,pij,pj->p", rest, found.inverses, rest)
    return float(part.shares @ (found.log_determinants + spread + distance))


def _rest(ram: Ram, part: Patterns, implied: Implied) -> Matrix:
    """How far each pattern's means are from the model's; nothing where means are not modelled."""
    if not ram.has_means:
        return np.zeros_like(part.means)
    return np.where(part.known, part.means - implied.means, 0)


def _expected(inverses: Stack, at: Derivatives, *, has_means: bool) -> Stack:
    """1/2 tr(W D_j W D_k) + d mean_j' W d mean_k, with D = u v' + v u', for each pattern."""
    weighed_u, weighed_v = inverses @ at.u, inverses @ at.v
    across = at.u.T @ weighed_v
    found = across * across.transpose(0, 2, 1) + (at.u.T @ weighed_u) * (at.v.T @ weighed_v)
    if has_means:
        found += at.means.T @ inverses @ at.means
    return np.asarray(found, np.float64)
