"""The attacker: tries to find every hidden figure from all that can be seen together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from redthread.disclosure.figures import Figures
from redthread.disclosure.intervals import Others, Seen, others
from redthread.disclosure.pooling import Pair, pairs_left
from redthread.disclosure.primary import Rule
from redthread.disclosure.programs import Programs
from redthread.disclosure.spans import Span, row_of

MOST_ASKED, HIDDEN_FOR_ONE = 2, 20


class Found(NamedTuple):
    """What the attacker has found out: nothing, when all is empty.

    `derived` follow by adding and subtracting. `pinned` can be only one number, when nobody is counted below
    nought, what is hidden as few is fewer than k, and what is hidden for others' sake is not. `pooled` can be
    only one number for the two people named, who know that they are there themselves.
    """

    derived: tuple[int, ...]
    pinned: tuple[int, ...]
    pooled: dict[int, Pair]

    @property
    def figures(self) -> frozenset[int]:
        return frozenset((*self.derived, *self.pinned, *self.pooled))

    def but(self, figures: Collection[int]) -> Found:
        return Found(
            tuple(one for one in self.derived if one not in figures),
            tuple(one for one in self.pinned if one not in figures),
            {one: pair for one, pair in self.pooled.items() if one not in figures},
        )


NOTHING = Found((), (), {})


def attack(
    figures: Figures,
    rules: Sequence[Rule],
    shown: frozenset[int],
    *,
    enough: int | None = None,
    lost: Found = NOTHING,
) -> Found:
    """What follows from the figures shown, the totals, and why the others are hidden.

    What is `lost` is found already, and not looked for again, but what is lost to two is looked for by all.
    It stops looking for pairs who find something when they have found `enough`.
    """
    seen = _seen(figures, rules, shown)
    return _tried(seen, others(seen), enough, lost)


def is_safe(figures: Figures, rules: Sequence[Rule], shown: frozenset[int]) -> bool:
    """Whether nothing follows, which mostly is seen without any program."""
    seen = _seen(figures, rules, shown)
    ways = others(seen)
    return _is_plain(seen, ways) or not _tried(seen, ways, 1, NOTHING).figures


def held_by(
    figures: Figures, rules: Sequence[Rule], shown: frozenset[int], found: Found, but: Collection[int]
) -> list[set[int]]:
    """Of some of those found out, which of the figures shown hold them where they are.

    `but` are figures that need not be counted in, since they follow from the others.
    """
    seen = _seen(figures, rules, shown)
    programs = Programs(seen._replace(known=seen.known.difference(but)), is_whole=True)
    most = max(MOST_ASKED, len(seen.hidden) // HIDDEN_FOR_ONE)
    asked = [
        *((figure, {}) for figure in found.pinned),
        *((one, pair.own) for one, pair in found.pooled.items()),
    ]
    return [programs.binding(figure, own) for figure, own in asked[:most]]


def _seen(figures: Figures, rules: Sequence[Rule], shown: frozenset[int]) -> Seen:
    known = shown | frozenset(figures.totals)
    hidden = tuple(figure for figure in range(len(figures.counts)) if figure not in shown)
    return Seen(figures, known, hidden, rules)


def _is_plain(seen: Seen, ways: Sequence[Others]) -> bool:
    """Whether other people have been found for every hidden figure, and for all pairs. A no may be wrong."""
    figures = seen.figures
    if frozenset().union(*(one.moved for one in ways)) < frozenset(seen.hidden):
        return False
    few = [one for one in seen.hidden if figures.counts[one] and seen.rules[one].is_small]
    return not pairs_left(figures, ways, few)


def _tried(seen: Seen, ways: Sequence[Others], enough: int | None, lost: Found) -> Found:
    figures = seen.figures
    span = Span()
    for figure in sorted(seen.known, key=lambda one: len(figures.members[one])):
        if rest := span.rest(row_of(figures.members[figure])):
            span.add(rest, next(iter(rest)))
    wanted = [one for one in seen.hidden if one not in {*lost.derived, *lost.pinned}]
    derived = tuple(one for one in wanted if not span.rest(row_of(figures.members[one])))
    left = [one for one in wanted if one not in set(derived)]
    programs = Programs(seen)
    pinned = _pinned(programs, ways, left)
    known = {*pinned, *lost.pooled}
    few = [one for one in left if seen.rules[one].is_small and figures.counts[one] and one not in known]
    pooled = _pooled(programs, ways, few, enough)
    return Found(derived, pinned, pooled)


def _pinned(programs: Programs, ways: Sequence[Others], left: Sequence[int]) -> tuple[int, ...]:
    """The hidden figures for which only one number is possible."""
    figures = programs.seen.figures
    moved = frozenset[int]().union(*(one.moved for one in ways))
    still = [one for one in left if one not in moved]
    empty = [one for one in still if not figures.counts[one]]
    while empty and (other := programs.other(empty, {})):
        empty = [one for one in empty if _count(figures, one, other) == 0]
    pinned, waiting = empty, [one for one in still if figures.counts[one]]
    while waiting:
        figure, *waiting = waiting
        if other := programs.other([figure], {}):
            waiting = [one for one in waiting if _count(figures, one, other) == figures.counts[one]]
        else:
            pinned.append(figure)
    return tuple(pinned)


def _pooled(
    programs: Programs, ways: Sequence[Others], left: Sequence[int], enough: int | None
) -> dict[int, Pair]:
    """The hidden figures that two people can find, and who."""
    figures = programs.seen.figures
    found: dict[int, Pair] = {}
    tried: list[Sequence[int]] = []
    for figure, pairs in pairs_left(figures, ways, left).items():
        if len(found) == enough:
            break
        known = [people for people in tried if _count(figures, figure, people) != figures.counts[figure]]
        if pair := _finding(programs, figure, [one for one in pairs if not _may_be_in(known, one)], tried):
            found[figure] = pair
    return found


def _finding(
    programs: Programs, figure: int, pairs: Sequence[Pair], tried: list[Sequence[int]]
) -> Pair | None:
    """A pair that finds the figure. One pair is asked of, then all that may still find it together, which is
    mostly enough, then one of those, and halves.

    Other people that are found are kept in `tried`: more pairs may be among them.
    """
    waiting = [pairs[1:], pairs[:1]]
    while waiting:
        together = waiting.pop()
        if not together:
            continue
        everybody: dict[int, int] = {}
        for pair in together:
            everybody |= {group: max(n, everybody.get(group, 0)) for group, n in pair.own.items()}
        if other := programs.other([figure], everybody):
            tried.append(other)
            waiting = [[one for one in some if not _may_be_in([other], one)] for some in waiting]
        elif len(together) == 1:
            return together[0]
        else:
            half = len(together) // 2
            waiting += [together[half:], together[1:half], together[:1]]
    return None


def _may_be_in(worlds: Sequence[Sequence[int]], pair: Pair) -> bool:
    return any(all(people[group] >= n for group, n in pair.own.items()) for people in worlds)


def _count(figures: Figures, figure: int, people: Sequence[int]) -> int:
    return sum(people[group] for group in figures.members[figure])
