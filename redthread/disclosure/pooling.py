"""Two people who pool what they know: that each of them is there, and in which group."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from redthread.disclosure.figures import Figures
from redthread.disclosure.intervals import Others, Whole, packed

LOTS_OF_STEPS = (1, 8)  # words of 64 other people


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
        moved = packed(one.steps[len(one.groups) :][:, after.order] != 0)
        for row, figure in enumerate(one.hidden):
            if figure in waiting:
                found[figure] = _left_in(figures, one, figure, after, moved[row])
                if not found[figure]:
                    waiting.discard(figure)
    return {figure: pairs for figure, pairs in found.items() if pairs}


class After(NamedTuple):
    """Which two people there may be, the places of their groups, and which of the other people have them
    both in: a row of bits for each two. `order` has those first that most can be in."""

    ones: Whole
    twos: Whole
    both: Whole
    order: Whole


def _after(ways: Others) -> After:
    truth = ways.people[: len(ways.groups)]
    people = truth[:, None] + ways.steps[: len(ways.groups)]
    order = np.argsort(-(people[truth > 0] >= 1).sum(axis=0), kind="stable")
    one, two = (packed(people[:, order] >= least) for least in (1, 2))
    there = np.triu((truth >= 1)[:, None] & (truth >= 1)[None, :])
    np.fill_diagonal(there, truth >= 2)
    ones, twos = np.nonzero(there)
    both = np.where((ones == twos)[:, None], two[ones], one[ones] & one[twos])
    return After(ones, twos, both, order)


def _left_in(figures: Figures, ways: Others, figure: int, after: After, moved: Whole) -> list[Pair]:
    """Tried first with the few other people that most pairs can be in."""
    members = frozenset(figures.members[figure])
    inside = np.array([group in members for group in ways.groups], np.int64)
    left = np.flatnonzero(figures.counts[figure] > inside[after.ones] + inside[after.twos])
    for words in np.split(np.arange(len(moved)), LOTS_OF_STEPS):
        if len(left) and len(words):
            part = slice(words[0], words[-1] + 1)
            left = left[~(after.both[left, part] & moved[part]).any(axis=1)]
    return [Pair(ways.groups[after.ones[pair]], ways.groups[after.twos[pair]]) for pair in left]
