"""The attacker: tries to find every hidden figure from all that can be seen together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from redthread.disclosure.figures import Figures
from redthread.disclosure.intervals import Interval, Seen, Ways, reached, ways_of
from redthread.disclosure.primary import Rule
from redthread.disclosure.programs import Programs
from redthread.disclosure.spans import Span, row_of

MOST_ASKED, HIDDEN_FOR_ONE = 2, 20
WIDTH = 2  # from the least to the most that a hidden figure may be, so that three numbers are possible


class Found(NamedTuple):
    """What the attacker has found out: nothing, when all is empty.

    `derived` follow by adding and subtracting. `pinned` can be only one number, also for one who uses that
    what is hidden as few is fewer than k, and what is hidden for others' sake is not. `narrow` can be too
    few numbers, for one who uses only that nobody is counted below nought.
    """

    derived: tuple[int, ...]
    pinned: tuple[int, ...]
    narrow: tuple[int, ...]

    @property
    def figures(self) -> frozenset[int]:
        return frozenset((*self.derived, *self.pinned, *self.narrow))


def attack(figures: Figures, rules: Sequence[Rule], shown: frozenset[int]) -> Found:
    """What follows from the figures shown, the totals, and why the others are hidden."""
    seeing, blind = _seen(figures, rules, shown)
    span = Span()
    for figure in sorted(seeing.known, key=lambda one: len(figures.members[one])):
        if rest := span.rest(row_of(figures.members[figure])):
            span.add(rest, next(iter(rest)))
    derived = tuple(one for one in seeing.hidden if not span.rest(row_of(figures.members[one])))
    left = [one for one in seeing.hidden if one not in set(derived)]
    ways = ways_of(figures, seeing.known, left)
    return Found(derived, _narrow(seeing, ways, left, 1), _narrow(blind, ways, left, WIDTH))


def held_by(
    figures: Figures, rules: Sequence[Rule], shown: frozenset[int], found: Found, but: Collection[int]
) -> list[set[int]]:
    """Of some of those found out, which of the figures shown hold them where they are.

    `but` are figures that need not be counted in, since they follow from the others.
    """
    holding = []
    for seen, width in zip(_seen(figures, rules, shown), (1, WIDTH), strict=True):
        pinned = found.pinned if width == 1 else found.narrow
        programs = Programs(seen._replace(known=seen.known.difference(but)))
        most = max(MOST_ASKED, len(seen.hidden) // HIDDEN_FOR_ONE)
        holding += [programs.binding(figure, enough=width) for figure in pinned[:most]]
    return holding


def _seen(figures: Figures, rules: Sequence[Rule], shown: frozenset[int]) -> tuple[Seen, Seen]:
    known = shown | frozenset(figures.totals)
    hidden = tuple(figure for figure in range(len(figures.counts)) if figure not in shown)
    return Seen(figures, known, hidden, rules), Seen(figures, known, hidden, None)


def _narrow(seen: Seen, ways: Sequence[Ways], left: Sequence[int], width: int) -> tuple[int, ...]:
    """The hidden figures for which fewer than `width` + 1 numbers are possible."""
    reach, programs = reached(seen, ways, enough=width), Programs(seen)
    narrow = []
    for figure in left:
        if _width(reach[figure]) < width and _width(programs.interval(figure, enough=width)) < width:
            narrow.append(figure)
    return tuple(narrow)


def _width(interval: Interval) -> int:
    return interval.most - interval.least
