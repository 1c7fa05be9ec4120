"""What an attacker holds, and other people that would give the very same figures, found by moving a few."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from redthread.disclosure.figures import Figures
from redthread.disclosure.primary import Rule
from redthread.disclosure.spans import Span, row_of
from redthread.disclosure.windows import SHORT, WINDOW, windows

Whole = NDArray[Any]
LOTS = (1, 2, 3)
LONGEST_STEP, MOST_PAIRS, MOST_NEXT, FAR, NO_LIMIT = 8, 2000, 2000, 10_000, 2**40


class Seen(NamedTuple):
    """What an attacker holds: known figures, hidden ones, and what is known of why those are hidden."""

    figures: Figures
    known: frozenset[int]
    hidden: tuple[int, ...]
    rules: Sequence[Rule]


class Others(NamedTuple):
    """In a window of groups: other people for which all that is known is the same.

    `people` and `steps` have a row for each group and then for each hidden figure; a step is a column, what
    is to be added to the true people.
    """

    groups: tuple[int, ...]
    hidden: tuple[int, ...]
    people: Whole
    steps: Whole

    @property
    def moved(self) -> frozenset[int]:
        """The hidden figures that are other numbers in some of them."""
        changed = np.flatnonzero((self.steps[len(self.groups) :] != 0).sum(axis=1))
        return frozenset(self.hidden[row] for row in changed)


def others(seen: Seen) -> list[Others]:
    """Found in windows, with all else held still: what is possible there is possible in the whole."""
    figures = seen.figures
    if len(figures.people) <= WINDOW:
        return [_others_in(seen, window) for window in windows(figures, LOTS[0])]
    found = [_others_in(seen, window) for lot in LOTS for window in windows(figures, lot)]
    still = frozenset(seen.hidden).difference(*(one.moved for one in found))
    alone = {group for one in still if len(figures.members[one]) <= SHORT for group in figures.members[one]}
    return [*found, *(_others_in(seen, window) for lot in LOTS for window in windows(figures, lot, alone))]


def limits_of(seen: Seen, figures: Sequence[int]) -> tuple[Whole, Whole]:
    """At least and at most, as it is known from why they are hidden."""
    rules = [seen.rules[figure] for figure in figures]
    high = [NO_LIMIT if rule.high is None else rule.high for rule in rules]
    return np.array([rule.low for rule in rules], np.int64), np.array(high, np.int64)


def packed(rows: Whole) -> Whole:
    """Rows of yes and no, 64 to a word: without the threads that a matrix product would start."""
    words = np.zeros((len(rows), -(-rows.shape[1] // 64)), np.uint64)
    bits = np.packbits(rows, axis=1)
    words.view(np.uint8)[:, : bits.shape[1]] = bits
    return words


def _others_in(seen: Seen, window: Sequence[int]) -> Others:
    figures, place = seen.figures, {group: number for number, group in enumerate(window)}
    span = Span()
    for members in _touching(figures, seen.known, place).values():
        if rest := span.rest(row_of(members)):
            span.add(rest, next(iter(rest)))
    inside = _touching(figures, seen.hidden, place)
    counting = np.zeros((len(inside), len(window)), np.int64)
    for row, members in enumerate(inside.values()):
        counting[row, members] = 1
    now = np.array([*(figures.people[group] for group in window), *(figures.counts[one] for one in inside)])
    moves = [move for move in span.directions(len(window)) if max(map(abs, move.values())) <= LONGEST_STEP]
    matrix = np.zeros((len(window), len(moves)), np.int64)
    for column, move in enumerate(moves):
        matrix[list(move), column] = list(move.values())
    low, high = limits_of(seen, list(inside))
    low = np.concatenate([np.zeros(len(window), np.int64), low]) - now
    high = np.concatenate([np.array([figures.most[group] for group in window], np.int64), high]) - now
    matrix = np.vstack([matrix, counting @ matrix]).astype(np.int16)
    low, high = (np.clip(edge, -FAR, FAR).astype(np.int16)[:, None] for edge in (low, high))
    return Others(tuple(window), tuple(inside), now, _possible(_with_pairs(matrix), low, high))


def _possible(every: Whole, low: Whole, high: Whole) -> Whole:
    """The steps that can be taken from the true people, and some of those that can be taken next."""
    first = every[:, ((every >= low) & (every <= high)).all(axis=0)]
    if not first.shape[1]:
        return first
    draw = np.random.default_rng(1)
    after, then = (draw.integers(0, one.shape[1], MOST_NEXT) for one in (first, every))
    second = first[:, after] + every[:, then]
    return np.hstack([first, second[:, ((second >= low) & (second <= high)).all(axis=0)]])


def _with_pairs(moves: Whole) -> Whole:
    """Each move, and two at a time where they meet, for the short ones are sums of long ones; both ways."""
    touched = packed(moves.T != 0)
    meet = (touched[:, None] & touched[None, :]).any(axis=2)
    one, other = (side[:MOST_PAIRS] for side in np.nonzero(np.triu(meet, 1)))
    every = np.hstack([moves, moves[:, one] - moves[:, other], moves[:, one] + moves[:, other]])
    return np.hstack([every, -every])


def _touching(figures: Figures, chosen: Collection[int], place: Mapping[int, int]) -> dict[int, list[int]]:
    found = {}
    for figure in chosen:
        if inside := [place[group] for group in figures.members[figure] if group in place]:
            found[figure] = inside
    return found
