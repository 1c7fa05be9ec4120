"""From a parameter table and a sample to the likeliest values, their covariance and the fit."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from redthread.stats.answers import Matrix, Vector
from redthread.stats.errors import StatsError
from redthread.stats.paths.fit import Fit, baseline_of, fit_of, srmr_of
from redthread.stats.paths.identification import degrees_of_freedom, refuse_loose, refuse_undecided
from redthread.stats.paths.likelihood import point_at, scores
from redthread.stats.paths.ram import Ram, ram_of
from redthread.stats.paths.samples import Sample
from redthread.stats.paths.saturated import Saturated, saturated
from redthread.stats.paths.searching import Found, curvature, search
from redthread.stats.paths.starts import starts_of
from redthread.stats.paths.table import Table
from redthread.stats.paths.units import in_units, scaled, spreads, units_of


class Robust(NamedTuple):
    """`trace` is tr(A^-1 B) of curve and scatter: the number of parameters, where answers are normal."""

    covariance: Matrix
    trace: float


class Solved(NamedTuple):
    """A model at the top of its likelihood. `sample`, `moments`, `ram` and `found` are in the units of the
    search; `plain` is the model in those of the answers, and `sizes` leads from one to the other.
    """

    table: Table
    sample: Sample
    moments: Saturated
    ram: Ram
    found: Found
    plain: Ram
    sizes: Vector

    @property
    def values(self) -> Vector:
        """The parameters in the units of the answers."""
        return self.found.values * self.sizes

    def covariance(self) -> Matrix:
        """Covariance of the estimates. Raises StatsError when the data do not decide them."""
        found = self._inverse_information(is_observed=not self.table.is_fixed_x) / self.sample.people
        return scaled(found, self.sizes)

    def robust(self) -> Robust:
        """The same where answers need not be normal: the curve around the scatter of the scores."""
        bread = self._inverse_information(is_observed=True)
        each = scores(self.ram, self.sample, self.found.values)
        meat = each.T @ each / self.sample.people
        covariance = bread @ meat @ bread / self.sample.people
        return Robust(scaled(covariance, self.sizes), float(np.sum(bread * meat)))

    def _inverse_information(self, *, is_observed: bool) -> Matrix:
        values = self.found.values
        if not len(values):
            return np.zeros((0, 0))
        expected = point_at(self.ram, self.sample, values).information
        refuse_undecided(self.table, expected)
        return _inverse(curvature(self.ram, self.sample, values) if is_observed else expected)

    def fit(self) -> Fit:
        implied = self.ram.implied(self.found.values)
        return fit_of(
            self.sample.people * (self.found.value - self.moments.value),
            degrees_of_freedom(self.table),
            baseline_of(self.table, self.sample, self.moments),
            people=self.sample.people,
            srmr=srmr_of(self.moments, implied, has_means=self.table.has_means),
        )


def solve(table: Table, sample: Sample) -> Solved:
    """Raises StatsError for data that give no likelihood, and for what is not identified."""
    spread = spreads(sample)
    sample = in_units(sample, spread)
    moments = saturated(sample)
    covariance, means = scaled(moments.covariance, spread), moments.means * spread
    plain = ram_of(table, covariance, means)
    units = units_of(table, spread)
    ram, sizes = plain.in_units(units)
    start = starts_of(table, covariance, means, units) / sizes
    try:
        with np.errstate(
            over="ignore", invalid="ignore", divide="ignore"
        ):  # of steps that are then not taken
            refuse_loose(table, ram, start, moments.covariance)
            found = search(ram, sample, start)
    except np.linalg.LinAlgError:
        text = (
            "The fixed paths go in a circle that never ends, or are too large; no covariances follow "
            "from them."
        )
        raise StatsError("no_start", text) from None
    return Solved(table, sample, moments, ram, found, plain, sizes)


def _inverse(information: Matrix) -> Matrix:
    try:
        return np.asarray(np.linalg.inv(information), np.float64)
    except np.linalg.LinAlgError:
        text = "The errors of the estimates cannot be calculated; the likelihood is flat where it is highest."
        raise StatsError("not_identified", text) from None
