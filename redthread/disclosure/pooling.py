"""Two people who pool what they know: that each of them is there, and in which group."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from redthread.disclosure.figures import Figures
from redthread.disclosure.intervals import Others, Whole

LOTS_OF_STEPS = (40, 400)


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
        after = _after(one)
        for row, figure in enumerate(one.hidden):
            if figure in waiting:
                is_moved = one.steps[len(one.groups) + row] != 0
                found[figure] = _left_in(figures, one, figure, after, is_moved)
                if not found[figure]:
                    waiting.discard(figure)
    return {figure: pairs for figure, pairs in found.items() if pairs}


class After(NamedTuple):
    """The other people, a column each: in which groups there is one, and two. `order` has those first that
    most pairs can be in, and `pairs` are which two people there may be."""

    one: NDArray[np.float32]
    two: NDArray[np.bool_]
    order: Whole
    pairs: NDArray[np.bool_]


def _after(ways: Others) -> After:
    truth = ways.people[: len(ways.groups)]
    people = truth[:, None] + ways.steps[: len(ways.groups)]
    one = people >= 1
    order = np.argsort(-one[truth > 0].sum(axis=0), kind="stable")
    return After(one.astype(np.float32), people >= 2, order, _pairs(truth))


def _left_in(
    figures: Figures, ways: Others, figure: int, after: After, is_moved: NDArray[np.bool_]
) -> list[Pair]:
    """Tried first with the few other people that most pairs can be in."""
    members = frozenset(figures.members[figure])
    inside = np.array([group in members for group in ways.groups])
    left = after.pairs & (figures.counts[figure] - inside[:, None] - inside[None, :] > 0)
    for part in np.split(after.order[is_moved[after.order]], LOTS_OF_STEPS):
        if left.any():
            left &= ~_both_in(after.one[:, part], after.two[:, part])
    ones, twos = np.nonzero(left)
    return [Pair(ways.groups[one], ways.groups[two]) for one, two in zip(ones, twos, strict=True)]


def _pairs(people: Whole) -> NDArray[np.bool_]:
    """Which two may be people of these groups, the first before the second."""
    there = np.triu((people >= 1)[:, None] & (people >= 1)[None, :])
    np.fill_diagonal(there, people >= 2)
    return there


def _both_in(one: NDArray[np.float32], two: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether both of two groups have somebody, or one of them two people, in one of the columns."""
    both = one @ one.T > 0
    np.fill_diagonal(both, two.any(axis=1))
    return both
