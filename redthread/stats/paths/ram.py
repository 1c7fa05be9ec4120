"""The model in RAM form (McArdle & McDonald 1984, British Journal of Mathematical and Statistical Psychology
37): one matrix of paths A, one of (co)variances S, a vector of means m; all variables observed first.

    covariance = F (I - A)^-1 S (I - A)^-T F'        mean = F (I - A)^-1 m

The derivative with respect to one parameter is a rank-two matrix u v' + v u', so a derivative is kept as two
columns, and every product of derivatives becomes small matrix products.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from redthread.stats.answers import Matrix, Vector
from redthread.stats.paths.syntax import INTERCEPT
from redthread.stats.paths.table import Table

Places = NDArray[np.intp]
PATH, VARIANCE, MEAN = 0, 1, 2


class Implied(NamedTuple):
    """What the model says at given values. `all` covers the latent variables too."""

    effects: Matrix
    all: Matrix
    all_means: Vector
    covariance: Matrix
    means: Vector


class Derivatives(NamedTuple):
    """d covariance / d element = u v' + v u'; d mean / d element is a column of `means`."""

    u: Matrix
    v: Matrix
    means: Matrix


@dataclass(frozen=True)
class Ram:
    """Where each parameter stands. `paths`, `covariances` and `means` hold the fixed values; an element is
    its parameter times its weight.
    """

    observed: int
    paths: Matrix
    covariances: Matrix
    means: Vector
    kinds: Places
    rows: Places
    columns: Places
    free: Places
    weights: Vector
    has_means: bool

    @cached_property
    def spread(self) -> Matrix:
        """Elements × parameters: the weight where the element is the parameter."""
        found = np.zeros((len(self.free), int(self.free.max(initial=-1)) + 1))
        found[np.arange(len(self.free)), self.free] = self.weights
        return found

    def filled(self, values: Vector) -> tuple[Matrix, Matrix, Vector]:
        """A, S and m at these values."""
        paths, covariances, means = self.paths.copy(), self.covariances.copy(), self.means.copy()
        at = values[self.free] * self.weights
        for kind, into in ((PATH, paths), (VARIANCE, covariances)):
            here = self.kinds == kind
            into[self.rows[here], self.columns[here]] = at[here]
            if kind == VARIANCE:
                into[self.columns[here], self.rows[here]] = at[here]
        here = self.kinds == MEAN
        means[self.rows[here]] = at[here]
        return paths, covariances, means

    def in_units(self, units: Vector) -> tuple[Ram, Vector]:
        """The same model of variables in these units, and what its parameters are to be multiplied by."""
        ratio = units / units[:, None]
        weights = np.select(
            [self.kinds == PATH, self.kinds == VARIANCE],
            [ratio[self.rows, self.columns], 1 / (units[self.rows] * units[self.columns])],
            1 / units[self.rows],
        )
        first = np.unique(self.free, return_index=True)[1]
        sizes = np.asarray(1 / weights[first], np.float64)
        changed = replace(
            self,
            paths=self.paths * ratio,
            covariances=self.covariances / np.outer(units, units),
            means=self.means / units,
            weights=weights * sizes[self.free],
        )
        return changed, sizes

    def implied(self, values: Vector) -> Implied:
        """Raises numpy's LinAlgError where the paths go in a circle that never ends."""
        paths, covariances, means = self.filled(values)
        effects: Matrix = np.asarray(np.linalg.inv(np.eye(len(paths)) - paths), np.float64)
        both = effects @ covariances @ effects.T
        both = (both + both.T) / 2
        levels = effects @ means
        return Implied(effects, both, levels, both[: self.observed, : self.observed], levels[: self.observed])

    def derivatives(self, at: Implied) -> Derivatives:
        reach = at.effects[: self.observed]
        is_path, is_mean = self.kinds == PATH, self.kinds == MEAN
        u, v = reach[:, self.rows], reach[:, self.columns]
        v[:, self.rows == self.columns] /= 2
        v[:, is_path] = at.all[: self.observed, self.columns[is_path]]
        means = np.zeros_like(u)
        means[:, is_path] = u[:, is_path] * at.all_means[self.columns[is_path]]
        means[:, is_mean] = u[:, is_mean]
        u[:, is_mean] = 0
        v[:, is_mean] = 0
        return Derivatives(u, v, means)


def ram_of(table: Table, covariance: Matrix, means: Vector) -> Ram:
    """Exogenous variables that are not modelled are held at these sample moments (in the order of the
    observed).
    """
    names = table.variables.all
    place = {name: number for number, name in enumerate(names)}
    size, observed = len(names), len(table.variables.observed)
    fixed = (np.zeros((size, size)), np.zeros((size, size)), np.zeros(size))
    elements = []
    for row in table.parameters:
        kind, i, j = _element(row.lhs, row.op, row.rhs, place)
        if row.free is not None:
            elements.append((kind, i, j, row.free))
            continue
        value = _held(kind, i, j, covariance, means) if row.is_sample else row.fixed
        if kind == MEAN:
            fixed[MEAN][i] = value
        else:
            fixed[kind][i, j] = value
            if kind == VARIANCE:
                fixed[kind][j, i] = value
    kinds, rows, columns, free = np.array(elements, np.intp).reshape(-1, 4).T
    return Ram(observed, *fixed, kinds, rows, columns, free, np.ones(len(free)), table.has_means)


def _element(lhs: str, op: str, rhs: str, place: dict[str, int]) -> tuple[int, int, int]:
    if op == INTERCEPT:
        return MEAN, place[lhs], -1
    if op == "=~":
        return PATH, place[rhs], place[lhs]
    return (PATH if op == "~" else VARIANCE), place[lhs], place[rhs]


def _held(kind: int, i: int, j: int, covariance: Matrix, means: Vector) -> float:
    return float(means[i]) if kind == MEAN else float(covariance[i, j])
