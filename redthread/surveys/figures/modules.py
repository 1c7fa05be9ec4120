"""How much was met of each module, against the outcome, where the questionnaire has both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redthread.instruments.model import Instrument
from redthread.stats.coverage import coverage_and_effect
from redthread.stats.errors import StatsError
from redthread.surveys.figures.answers import Answers, Numbers, numbers_of
from redthread.surveys.figures.indices import Measured
from redthread.surveys.figures.levels import TOTAL

DOSE, OUTCOME = ("dose", "module"), ("outcome", "change")  # how the codes of such indices begin
Cell = dict[str, Any]


def module_figures(
    answers: Answers, instrument: Instrument, measured: Mapping[str, Measured], k: int
) -> list[Cell]:
    """A module is an item of an index of doses; a figure of everybody. Empty where there is no outcome."""
    outcome = next((code for code in measured if code.startswith(OUTCOME)), None)
    if outcome is None or TOTAL in measured[outcome].mask:
        return []
    found = []
    for index in instrument.indices:
        if index.code.startswith(DOSE) and TOTAL not in measured[index.code].mask:
            found += [_module(answers, instrument, code, measured[outcome].values, k) for code in index.items]
    return [one for one in found if one is not None]


def _module(answers: Answers, instrument: Instrument, code: str, outcome: Numbers, k: int) -> Cell | None:
    item = instrument.item(code)
    scale = instrument.scale_of(item)
    assert scale is not None
    values = [option.value for option in scale.options]
    middle = (min(values) + max(values)) / 2
    try:
        met = numbers_of(answers, instrument, code)
        found = coverage_and_effect({code: met}, outcome, middle=middle)[0]
    except StatsError:
        return None
    if found.people < max(k, 10):
        return None
    return {
        "code": code,
        "coverage": round(found.coverage, 1),
        "effect": round(found.effect, 2),
        "interval": [round(edge, 2) for edge in found.interval],
        "n": found.people,
        "place": found.place,
        "middle": middle,
        "scale": [min(values), max(values)],
    }
