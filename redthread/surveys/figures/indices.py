"""An index for each level that may be shown, and how well its items measure together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from scipy import stats

from redthread.disclosure.tables import Reason
from redthread.instruments.model import Index, Instrument
from redthread.stats.errors import StatsError
from redthread.stats.indices import index_of
from redthread.stats.omega import omega_of
from redthread.stats.reliability import Reliability, reliability
from redthread.surveys.figures.answers import Answers, Numbers, numbers_of
from redthread.surveys.figures.levels import TOTAL, Level
from redthread.surveys.figures.masking import Asked, held_back, mask_of
from redthread.surveys.figures.shown import ALIKE, spread_of

Cell = dict[str, Any]


class Measured(NamedTuple):
    """An index of everybody: each person's value, with NaN where too few items are answered, and the mask."""

    values: Numbers
    mask: Mapping[str, str]


def index_figures(
    answers: Answers, instrument: Instrument, asked: Asked
) -> tuple[dict[str, Cell], dict[str, Measured]]:
    """The figures to show, and the people's own values for gaps and changes, which are never stored.

    An index stands only with its reliability, or with why there is none.
    """
    figures, measured = {}, {}
    for index in instrument.indices:
        matrix = np.column_stack([numbers_of(answers, instrument, code, turned=True) for code in index.items])
        values = index_of(matrix, share=index.at_least).values.astype(np.float32)
        people = _people(answers, values, asked)
        one = Measured(values, mask_of(people, asked))
        cells = {level.code: _cell(answers, level, one) for level in asked.levels}
        alike = [code for code, cell in cells.items() if cell.get("hidden") == ALIKE]
        for level in held_back(people, asked._replace(hidden=one.mask), alike) - one.mask.keys() - set(alike):
            cells[level] = {"n": cells[level]["n"], "hidden": str(Reason.DERIVABLE)}
        figures[index.code] = {"cells": cells, "reliability": _reliability(matrix, index, asked.k, one.mask)}
        measured[index.code] = one
    return figures, measured


def of_level(answers: Answers, level: Level, values: Numbers) -> Numbers:
    """The values of those in the level who have one."""
    inside = np.isin(answers.groups, level.numbers)
    kept = values[inside]
    return kept[~np.isnan(kept)]


def _people(answers: Answers, values: Numbers, asked: Asked) -> dict[int, int]:
    counts = np.bincount(answers.groups[~np.isnan(values)], minlength=256)
    return {group.number: int(counts[group.number]) for group in asked.groups}


def _cell(answers: Answers, level: Level, one: Measured) -> Cell:
    if level.code in one.mask:
        return {"hidden": str(one.mask[level.code])}
    values = of_level(answers, level, one.values)
    spread = spread_of(values)
    if spread is None:
        return {"n": len(values), "hidden": ALIKE}
    exact, error = float(values.mean(dtype=np.float64)), float(values.std(ddof=1, dtype=np.float64))
    reach = float(stats.t.ppf(0.975, len(values) - 1)) * error / np.sqrt(len(values))
    return {"n": len(values), **spread, "low": round(exact - reach, 1), "high": round(exact + reach, 1)}


def _reliability(matrix: Numbers, index: Index, k: int, mask: Mapping[str, str]) -> Cell:
    """Of everybody, among those who answered every item; `why_not` is a stable word."""
    if TOTAL in mask:
        return {"why_not": "hidden"}
    people = int((~np.isnan(matrix).any(axis=1)).sum())
    if len(index.items) > 1 and people < k:
        return {"why_not": "too_few", "items": len(index.items)}
    try:
        found = reliability(matrix, names=index.items)
    except StatsError as error:
        return {"why_not": error.reason, "items": len(index.items)}
    return {
        "n": found.people,
        "items": found.items,
        "alpha": round(found.alpha, 2),
        "alpha_ci": [round(edge, 2) for edge in found.alpha_ci],
        "each": _each(found),
        **_omega(matrix),
    }


def _each(found: Reliability) -> list[Cell]:
    return [
        {"item": one.name, "item_rest": _rounded(one.item_rest), "alpha_without": _rounded(one.alpha_without)}
        for one in found.each
    ]


def _omega(matrix: Numbers) -> Cell:
    try:
        found = omega_of(matrix)
    except StatsError as error:
        return {"omega": None, "omega_why_not": error.reason}
    return {"omega": round(found.omega, 2), "omega_ci": [round(edge, 2) for edge in found.omega_ci]}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
