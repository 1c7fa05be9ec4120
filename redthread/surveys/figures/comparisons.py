"""Two questions that the same people have answered, one against the other: digital and physical gatherings.

Of everybody only, and of those who answered both. What is shown of each question is of all who answered it,
so those who answered one alone must be nobody, or at least k: else the means less the difference would tell
what they answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from redthread.disclosure.tables import Reason
from redthread.instruments.model import Instrument
from redthread.stats.differences import paired
from redthread.stats.errors import StatsError
from redthread.surveys.figures.answers import Answers, numbers_of
from redthread.surveys.figures.levels import TOTAL
from redthread.surveys.figures.shown import ALIKE, told_difference

Cell = dict[str, Any]


def comparison_figures(
    answers: Answers, instrument: Instrument, items: Mapping[str, Cell], k: int
) -> list[Cell]:
    """First less second of each pair that the questionnaire compares, with why where it is hidden."""
    return [
        {"first": first, "second": second, **_compared(answers, instrument, items, (first, second), k)}
        for first, second in instrument.comparisons
    ]


def _compared(
    answers: Answers, instrument: Instrument, items: Mapping[str, Cell], pair: tuple[str, str], k: int
) -> Cell:
    cells = [items[code]["cells"][TOTAL] for code in pair]
    for cell in cells:
        if "hidden" in cell:
            return {"hidden": cell["hidden"]}
    if any(cell.get("mean") is None for cell in cells):
        return {"hidden": ALIKE}
    first, second = (numbers_of(answers, instrument, code) for code in pair)
    has_first, has_second = ~np.isnan(first), ~np.isnan(second)
    both = int(np.count_nonzero(has_first & has_second))
    alone = int(np.count_nonzero(has_first)) - both, int(np.count_nonzero(has_second)) - both
    if both < k:
        return {"hidden": str(Reason.FEW)}
    if any(0 < count < k for count in alone):
        return {"hidden": str(Reason.DERIVABLE)}
    try:
        return told_difference(paired(first, second))
    except StatsError:
        return {"hidden": ALIKE}
