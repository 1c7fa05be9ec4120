"""Two people who pool what they know: that each of them is there, and in which group."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from redthread.disclosure.figures import Figures
from redthread.disclosure.intervals import Others, Whole

FEW_STEPS = 40


class Pair(NamedTuple):
    """The groups of two people, which may be the same."""

    one: int
    other: int

    @property
    def own(self) -> Mapping[int, int]:
        """How many there are of each group, at least."""
        return {self.one: 2} if self.one == self.other else {self.one: 1, self.other: 1}


def pairs_left(figures: Figures, ways: Sequence[Others], hidden: Collection[int]) -> dict[int, list[Pair]]:
    """For each hidden figure, the pairs that may find it: none of the other people have them both in.

    A figure in which there is nobody but the two tells them of nobody.
    """
    found: dict[int, list[Pair]] = {}
    waiting = set(hidden)
    for one in ways:
        for row, figure in enumerate(one.hidden):
            if figure in waiting:
                found[figure] = _left_in(figures, one, figure, one.steps[len(one.groups) + row] != 0)
                if not found[figure]:
                    waiting.discard(figure)
    return {figure: pairs for figure, pairs in found.items() if pairs}


def _left_in(figures: Figures, ways: Others, figure: int, is_moved: NDArray[np.bool_]) -> list[Pair]:
    """Tried first with the few other people that most pairs can be in."""
    size = len(ways.groups)
    truth = ways.people[:size]
    after = truth[:, None] + ways.steps[:size, is_moved]
    roomy = np.argsort(((truth > 0)[:, None] & (after < 1)).sum(axis=0), kind="stable")
    inside = np.isin(ways.groups, figures.members[figure])
    left = _pairs(truth) & (figures.counts[figure] - inside[:, None] - inside[None, :] > 0)
    for part in (roomy[:FEW_STEPS], roomy[FEW_STEPS:]):
        if left.any():
            left &= ~_both_in(after[:, part])
    ones, twos = np.nonzero(left)
    return [Pair(ways.groups[one], ways.groups[two]) for one, two in zip(ones, twos, strict=True)]


def _pairs(people: Whole) -> NDArray[np.bool_]:
    """Which two may be people of these groups, the first before the second."""
    there = np.triu((people >= 1)[:, None] & (people >= 1)[None, :])
    np.fill_diagonal(there, people >= 2)
    return there


def _both_in(people: Whole) -> NDArray[np.bool_]:
    """Whether both of two groups have somebody, or one of them two people, in one of the columns."""
    somebody = (people >= 1).astype(np.float32)
    both = somebody @ somebody.T > 0
    np.fill_diagonal(both, (people >= 2).any(axis=1))
    return both
