"""How far apart the numbers are that a hidden figure may be, for all that others can see and know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from redthread.disclosure.figures import Figures
from redthread.disclosure.primary import Rule
from redthread.disclosure.spans import Span, row_of
from redthread.disclosure.walking import NO_LIMIT, Limits, Real, as_array, move_matrix, walk
from redthread.disclosure.windows import WINDOW, windows

LOTS = (1, 2, 3)


class Interval(NamedTuple):
    """The least and the most a figure is known to be able to be. The truth is inside."""

    least: int
    most: int


class Seen(NamedTuple):
    """What an attacker holds: known figures, hidden ones, and what is known of why those are hidden."""

    figures: Figures
    known: frozenset[int]
    hidden: tuple[int, ...]
    rules: Sequence[Rule] | None  # None: whoever does not see why a figure is hidden


class Ways(NamedTuple):
    """In a window of groups: the numbers of these and of hidden figures, and how moves change them."""

    groups: int
    hidden: tuple[int, ...]
    now: Real
    moved: Real


def reached(seen: Seen, ways: Sequence[Ways], *, enough: int) -> dict[int, Interval]:
    """Of each hidden figure numbers that it surely can be, found in windows with all else held still."""
    found = {
        figure: Interval(seen.figures.counts[figure], seen.figures.counts[figure]) for figure in seen.hidden
    }
    for one in ways:
        if not one.hidden or not one.moved.shape[1]:
            continue
        watched = slice(one.groups, None)
        if all(found[figure].most - found[figure].least >= enough for figure in one.hidden):
            continue
        least, most = walk(
            one.now, one.moved, limits_of(seen, one.groups, one.hidden), watched=watched, enough=enough
        )
        for figure, low, high in zip(one.hidden, least[watched], most[watched], strict=True):
            before = found[figure]
            found[figure] = Interval(min(before.least, int(low)), max(before.most, int(high)))
    return found


def ways_of(figures: Figures, known: Collection[int], hidden: Collection[int]) -> list[Ways]:
    """How people can be moved about in each window with every known figure the same."""
    found = []
    lots = LOTS if len(figures.people) > WINDOW else LOTS[:1]
    for window in (one for lot in lots for one in windows(figures, lot)):
        place = {group: number for number, group in enumerate(window)}
        span = Span()
        for members in _touching(figures, known, place).values():
            if rest := span.rest(row_of(members)):
                span.add(rest, next(iter(rest)))
        moves = move_matrix(span.directions(len(window)), len(window))
        inside = _touching(figures, hidden, place)
        counted = [moves[members].sum(axis=0)[None, :] for members in inside.values()]
        now = [figures.people[group] for group in window] + [figures.counts[one] for one in inside]
        found.append(Ways(len(window), tuple(inside), as_array(now), np.vstack([moves, *counted])))
    return found


def _touching(figures: Figures, chosen: Collection[int], place: Mapping[int, int]) -> dict[int, list[int]]:
    found = {}
    for figure in chosen:
        if inside := [place[group] for group in figures.members[figure] if group in place]:
            found[figure] = inside
    return found


def limits_of(seen: Seen, groups: int, watched: Sequence[int]) -> Limits:
    rules = [seen.rules[figure] if seen.rules else Rule(True, 0, None) for figure in watched]
    low = as_array([0] * groups + [rule.low for rule in rules])
    high = as_array([NO_LIMIT] * groups + [NO_LIMIT if rule.high is None else rule.high for rule in rules])
    return Limits(low, high)
