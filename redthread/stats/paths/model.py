"""A model from text and answers to estimates and fit, by the conventions of lavaan's `sem()`.

    fitted = fit_model(answers, names=["x1", "x2", "x3"], model="factor =~ x1 + x2 + x3")

Normal likelihood with n. Exogenous variables are fixed under listwise deletion and modelled under FIML.
Errors come from expected information with complete answers, observed information with FIML, and from both
the curve and the scatter of the scores when robust (lavaan's MLR: Huber 1967; White 1980; Yuan & Bentler
2000).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from redthread.stats.answers import Matrix
from redthread.stats.errors import StatsError, listed
from redthread.stats.paths.estimates import Estimate, estimates_of
from redthread.stats.paths.fit import Fit
from redthread.stats.paths.heywood import Warned, impossible
from redthread.stats.paths.identification import refuse_too_many
from redthread.stats.paths.samples import sample_of
from redthread.stats.paths.scaling import Scaled, scaled_test
from redthread.stats.paths.solving import solve
from redthread.stats.paths.standardised import explained_variance
from redthread.stats.paths.syntax import read_model
from redthread.stats.paths.table import Table, table_of

Missing = Literal["listwise", "fiml"]
Errors = Literal["standard", "robust"]


class Fitted(NamedTuple):
    """`people` were used, `left_out` were not; `steps` is how many the search took; `scaled` is
    the test of robust errors.
    """

    estimates: tuple[Estimate, ...]
    fit: Fit
    scaled: Scaled | None
    explained: dict[str, float | None]
    people: int
    left_out: int
    missing: Missing
    errors: Errors
    warnings: tuple[Warned, ...]
    steps: int


def fit_model(
    answers: ArrayLike,
    *,
    names: Sequence[str],
    model: str,
    missing: Missing = "listwise",
    errors: Errors = "standard",
) -> Fitted:
    """Raises StatsError for syntax, unknown variables, data that give no likelihood, and what is not
    identified.
    """
    is_fiml = missing == "fiml"
    table = table_of(read_model(model), has_means=is_fiml, is_fixed_x=not is_fiml)
    refuse_too_many(table)
    sample = sample_of(chosen(answers, names, table), table.variables.observed, missing=missing)
    solved = solve(table, sample)
    ram, values, fit = solved.plain, solved.values, solved.fit()
    scaled = None
    if errors == "standard":
        covariance = solved.covariance()
    else:
        covariance, trace = solved.robust()
        scaled = scaled_test(fit, trace=trace, table=table, sample=solved.sample, moments=solved.moments)
    return Fitted(
        estimates_of(table, ram, values, covariance),
        fit,
        scaled,
        explained_variance(table, ram, values),
        sample.people,
        len(np.asarray(answers)) - sample.people,
        missing,
        errors,
        tuple(impossible(table, ram, values)),
        solved.found.steps,
    )


def chosen(answers: ArrayLike, names: Sequence[str], table: Table) -> Matrix:
    """The columns of the model. Raises StatsError for a variable that the answers do not have, or have as a
    factor.
    """
    place = {name: number for number, name in enumerate(names)}
    variables = table.variables
    unknown = tuple(name for name in variables.observed if name not in place)
    if unknown:
        text = f"The answers have no column {listed(unknown)}. "
        raise StatsError("unknown", text + f"They have: {listed(list(names), 20)}.", items=unknown)
    both = tuple(name for name in variables.latent if name in place)
    if both:
        text = (
            f"{listed(both)} is a factor (=~) in the model and also a column of the answers; rename one "
            "of them."
        )
        raise StatsError("both", text, items=both)
    return np.asarray(answers, np.float64)[:, [place[name] for name in variables.observed]]
