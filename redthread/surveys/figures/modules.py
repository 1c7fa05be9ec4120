"""How much was met of each module, against the outcome, where the questionnaire has both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from redthread.disclosure.tables import Reason
from redthread.instruments.model import CHANGE, DOSE, Instrument
from redthread.stats.coverage import PLACES, coverage_and_effect
from redthread.stats.errors import StatsError
from redthread.surveys.figures.answers import Answers, Numbers, numbers_of
from redthread.surveys.figures.indices import Measured
from redthread.surveys.figures.levels import TOTAL
from redthread.surveys.figures.shown import ALIKE

FEWEST = 10
Cell = dict[str, Any]


def modules_of(instrument: Instrument) -> Iterator[str]:
    """A module is an item of an index of doses."""
    for index in instrument.indices:
        if index.measures == DOSE:
            yield from index.items


def module_figures(
    answers: Answers,
    instrument: Instrument,
    measured: Mapping[str, Measured],
    items: Mapping[str, Cell],
    k: int,
) -> list[Cell]:
    """Of everybody, with why where a module is hidden. Empty where nothing can be told of any.

    How much was met is the mean that is shown of the item: a mean of those who answered the outcome too
    would, beside it, tell what the few others answered.
    """
    outcome = next((one.code for one in instrument.indices if one.measures == CHANGE), None)
    if outcome is None or TOTAL in measured[outcome].mask:
        return []
    found = [
        {"code": code, **_module(answers, instrument, code, measured[outcome].values, items[code], k)}
        for code in modules_of(instrument)
    ]
    return found if any("hidden" not in one for one in found) else []


def _module(
    answers: Answers, instrument: Instrument, code: str, outcome: Numbers, shown: Cell, k: int
) -> Cell:
    cell, met = shown["cells"][TOTAL], numbers_of(answers, instrument, code)
    if "hidden" in cell:
        return {"hidden": cell["hidden"]}
    if np.count_nonzero(~np.isnan(met) & ~np.isnan(outcome)) < max(k, FEWEST):
        return {"hidden": str(Reason.FEW)}
    if cell.get("mean") is None:
        return {"hidden": ALIKE}
    scale = instrument.scale_of(instrument.item(code))
    assert scale is not None
    values = [option.value for option in scale.options]
    middle = (min(values) + max(values)) / 2
    try:
        found = coverage_and_effect({code: met}, outcome, middle=middle)[0]
    except StatsError:
        return {"hidden": ALIKE}
    return {
        "coverage": cell["mean"],
        "effect": round(found.effect, 2),
        "interval": [round(edge, 2) for edge in found.interval],
        "n": found.people,
        "place": PLACES[cell["mean"] >= middle, found.interval[0] > 0],
        "middle": middle,
        "scale": [min(values), max(values)],
    }
