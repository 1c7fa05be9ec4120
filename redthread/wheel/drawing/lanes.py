"""Stretches side by side: each in the first lane that is free, so that none covers another. Pure."""

from __future__ import annotations

from collections.abc import Sequence

GAP = 1.0  # degrees kept free between two in one lane


def lanes_of(stretches: Sequence[tuple[float, float]]) -> list[int]:
    """The lane of each, from 0. The stretches come by their starts.

    >>> lanes_of([(0, 90), (10, 20), (40, 50), (91, 100)])
    [0, 1, 1, 0]
    """
    free_from: list[float] = []
    found = []
    for start, end in stretches:
        lane = next((n for n, free in enumerate(free_from) if free <= start), len(free_from))
        if lane == len(free_from):
            free_from.append(0.0)
        free_from[lane] = end + GAP
        found.append(lane)
    return found
