"""Coverage against effect: is what a programme covers most also what does most? (003 L3230-3246)"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from redthread.stats.answers import Vector
from redthread.stats.errors import StatsError
from redthread.stats.wording import number

FEWEST = 4
PLACES = {(True, True): "keep", (False, True): "extend", (True, False): "question", (False, False): "leave"}


class Module(NamedTuple):
    """`coverage` is how much of it people met, `effect` its correlation with the outcome among them.

    `place`: «keep» (much, works) · «extend» (little, works) · «question» (much, no sign) · «leave» (little,
    no sign).
    """

    name: str
    coverage: float
    effect: float
    interval: tuple[float, float]
    people: int
    place: str


def coverage_and_effect(
    modules: Mapping[str, ArrayLike], outcome: ArrayLike, *, middle: float, level: float = 0.95
) -> list[Module]:
    """How much each person met of each module, and the outcome; `middle` of the scale parts much from
    little.

    A module «works» when the interval of the correlation (Fisher 1921) is above 0: they go together, which
    is not yet that one causes the other. Raises StatsError for fewer than four people, or no variance.
    """
    result = np.asarray(outcome, np.float64)
    return [
        _module(name, np.asarray(met, np.float64), result, middle, level) for name, met in modules.items()
    ]


def _module(name: str, met: Vector, outcome: Vector, middle: float, level: float) -> Module:
    if met.shape != outcome.shape:
        raise StatsError("shape", f"{name} and the outcome must be of the same people, in the same order.")
    kept = ~(np.isnan(met) | np.isnan(outcome))
    people = int(kept.sum())
    if people < FEWEST:
        raise StatsError(
            "too_few", f"{people} people have answered both {name} and the outcome; it takes four."
        )
    one, other = met[kept], outcome[kept]
    if one.std() == 0 or other.std() == 0:
        raise StatsError(
            "zero_variance", f"Everybody says the same of {name}, or of the outcome.", items=(name,)
        )
    effect = float(np.corrcoef(one, other)[0, 1])
    interval = correlation_interval(effect, people, level=level)
    place = PLACES[float(one.mean()) >= middle, bool(interval[0] > 0)]
    return Module(name, float(one.mean()), effect, interval, people, place)


def correlation_interval(correlation: float, people: int, *, level: float = 0.95) -> tuple[float, float]:
    """Fisher's z."""
    if abs(correlation) >= 1:
        return correlation, correlation
    middle = np.arctanh(correlation)
    reach = float(stats.norm.ppf((1 + level) / 2)) / np.sqrt(people - 3)
    return float(np.tanh(middle - reach)), float(np.tanh(middle + reach))


SAID = {
    "keep": "er mye dekket og henger sammen med utbyttet",
    "extend": "er lite dekket, men henger sammen med utbyttet",
    "question": "er mye dekket, uten at det viser igjen i utbyttet",
    "leave": "er lite dekket, og viser ikke igjen i utbyttet",
}


def module_sentence(module: Module) -> str:
    low, high = (number(edge) for edge in module.interval)
    figures = f"r = {number(module.effect)}, {low} til {high}, n = {module.people}"
    return f"{module.name} {SAID[module.place]} ({figures})."
