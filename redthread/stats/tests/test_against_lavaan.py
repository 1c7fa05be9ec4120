"""Eighteen models in four ways, number for number against lavaan 0.6-14 in R 4.2.2.

`python -m bench.kit.lavaan FILE` made the values, with sem(), fixed.x = FALSE under FIML, and MLR for robust
errors.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from redthread.stats.paths.estimates import Estimate
from redthread.stats.paths.model import Fitted, fit_model
from redthread.stats.tests.made_answers import FITS, MODELS, NAMES, SCALED, answers_with_gaps

VALUES = json.loads(Path(__file__).with_name("lavaan_0_6_14.json").read_text(encoding="utf-8"))["answered"]
DIGITS = 1e-4


def near(value: float | None, than: float | None, *, unit: float = 0.02) -> bool:
    """To four digits; of what is less than its unit, to four digits of the unit."""
    if value is None or than is None:
        return value is than
    return abs(value - than) <= DIGITS * max(abs(than), unit)


def by_place(fitted: Fitted) -> dict[tuple[str, str, str], Estimate]:
    found = {(one.lhs, one.op, one.rhs): one for one in fitted.estimates}
    return found | {(o.rhs, o.op, o.lhs): o for o in fitted.estimates if o.op == "~~"}


@pytest.mark.parametrize(
    "told", VALUES, ids=lambda told: f"{told['name']}-{told['missing']}-{told['errors']}"
)
def test_every_figure_is_that_of_lavaan(told: dict[str, Any]) -> None:
    fitted = fit_model(
        answers_with_gaps(),
        names=NAMES,
        model=MODELS[told["name"]],
        missing=told["missing"],
        errors=told["errors"],
    )
    rows = by_place(fitted)
    different = []
    for lhs, op, rhs, *figures in told["estimates"]:
        one = rows[lhs, op, rhs]
        # lavaan stops a little before the top, so that a path of nearly 0 is not settled
        units = (one.se, 0.0, 1.0, 1.0, 0.1)
        pairs = zip((one.est, one.se, one.z, one.p, one.std), figures, units, strict=True)
        if not all(near(value, than, unit=unit) for value, than, unit in pairs):
            different.append((one, figures))
    assert different == []
    assert len(fitted.estimates) == len(told["estimates"])
    assert fitted.people == told["people"]
    fits = {name: (getattr(fitted.fit, ours), told["fit"][name]) for name, ours in FITS.items()}
    assert {name: pair for name, pair in fits.items() if not near(*pair)} == {}
    told_interval = (told["fit"]["rmsea.ci.lower"], told["fit"]["rmsea.ci.upper"])
    assert np.allclose(fitted.fit.rmsea_ci, told_interval, atol=2e-5)
    if told["errors"] == "robust" and told["fit"]["df"]:
        scaled = {name: (getattr(fitted.scaled, ours), told["fit"][name]) for name, ours in SCALED.items()}
        # and the scatter of the scores feels it most
        assert {name: pair for name, pair in scaled.items() if not near(*pair, unit=2 * pair[1])} == {}
    # Where paths go in a circle, lavaan may tell an R² below 0. That is no share of anything; we tell none.
    told_shares = {name: value if value >= 0 else None for name, value in told["r2"].items()}
    assert all(near(fitted.explained[name], value) for name, value in told_shares.items())


def test_all_models_are_held_against_lavaan() -> None:
    assert {(one["name"], one["missing"], one["errors"]) for one in VALUES} == {
        (name, missing, errors)
        for name in MODELS
        for missing in ("listwise", "fiml")
        for errors in ("standard", "robust")
    }
