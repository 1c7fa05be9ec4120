"""How a figure of few people is told: shares in bands, and no mean that gives everybody away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redthread.stats.differences import Difference

Share = float | list[float]  # a share, or the lowest and highest that it may be
FEW = 20  # below this, no share is told as none or as all
VERY_FEW = 10
EDGE = 0.2
ALIKE = "alike"


def share_of(count: int, people: int) -> Share:
    """A share near none or all of fewer than twenty is told as a band, and so is all of any number."""
    share = count / people
    if people >= FEW and count < people:
        return round(share, 4)
    if share < EDGE:
        return [0.0, EDGE]
    return [1 - EDGE, 1.0] if share > 1 - EDGE else round(share, 4)


def shares_of(counts: Sequence[int]) -> list[Share]:
    """Of one question. When everybody has answered the same, the shares of the others are bands too."""
    people = sum(counts)
    if max(counts) == people:
        return [[1 - EDGE, 1.0] if count else [0.0, EDGE] for count in counts]
    return [share_of(count, people) for count in counts]


def bands_of(shares: Sequence[Share]) -> list[Share]:
    """Each share as the fifth that it is in; also that of one who would else give others away."""
    return [_fifth(share) if isinstance(share, float) else share for share in shares]


def _fifth(share: float) -> Share:
    place = min(int(share / EDGE), 4)
    return [round(place * EDGE, 1), round((place + 1) * EDGE, 1)]


def is_alike(shares: Sequence[Share]) -> bool:
    """Whether (nearly) all have answered one thing, so that no more than that may be known."""
    return any(isinstance(share, list) and share[1] == 1.0 for share in shares)


def mean_of(counts: Sequence[int], values: Sequence[int]) -> float | None:
    """To one decimal; None where it would tell that (nearly) everybody answered alike.

    Fewer than ten people have a mean only when their answers reach over more than two neighbouring options.
    """
    weights, worth = np.array(counts, np.float64), np.array(values, np.float64)
    people = int(weights.sum())
    used = np.flatnonzero(weights)
    mean = round(float(weights @ worth) / people, 1)
    reach = int(used[-1] - used[0]) if len(used) else 0
    if people < VERY_FEW and reach < 2:
        return None
    is_extreme = mean in (round(float(worth.min()), 1), round(float(worth.max()), 1))
    return None if (people < FEW and is_extreme) or len(used) < 2 else mean


def spread_of(values: NDArray[Any]) -> dict[str, float] | None:
    """Mean and standard deviation to one decimal; None where the answers are too alike to be told."""
    people = len(values)
    low, high = float(values.min()), float(values.max())
    spread = float(values.std(ddof=1, dtype=np.float64)) if people > 1 else 0.0
    if (people < FEW and spread < 0.25) or low == high:
        return None
    return {"mean": round(float(values.mean(dtype=np.float64)), 1), "sd": round(spread, 1)}


def told_difference(told: Difference) -> dict[str, Any]:
    """Rounded as the means are, so that two roundings do not tell more than they show."""
    return {
        "difference": round(told.difference, 1),
        "interval": [round(edge, 1) for edge in told.interval],
        "effect": round(told.effect, 1),
        "n": list(told.people),
        "is_paired": told.is_paired,
        "is_clear": told.interval[0] > 0 or told.interval[1] < 0,
    }
