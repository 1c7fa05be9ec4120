"""How far apart the numbers are that a hidden figure may be, for all that others can see and know."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from redthread.disclosure.figures import Figures
from redthread.disclosure.primary import Rule
from redthread.disclosure.spans import Span, row_of
from redthread.disclosure.walking import NO_LIMIT, Limits, Real, as_array, move_matrix, walk
from redthread.disclosure.windows import windows

ROUNDS = 6


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


def reached(seen: Seen, *, seed: int = 1) -> dict[int, Interval]:
    """Of each hidden figure numbers that it surely can be, found in windows with all else held still."""
    found = {figure: Interval(count, count) for figure, count in _counts(seen)}
    for window in windows(seen.figures, seed):
        for figure, (least, most) in _in_window(seen, window, seed).items():
            before = found[figure]
            found[figure] = Interval(min(before.least, least), max(before.most, most))
    return found


def exact(seen: Seen, figure: int, *, enough: int) -> Interval:
    """The whole interval by integer programming; only as much of it as makes it `enough` wide."""
    problem = _problem(seen)
    aim = np.zeros(len(seen.figures.people))
    aim[list(seen.figures.members[figure])] = 1
    truth = seen.figures.counts[figure]
    most = _extreme(problem, -aim, truth)
    if most - truth >= enough:
        return Interval(truth, most)
    return Interval(_extreme(problem, aim, truth), most)


def binding(seen: Seen, figure: int) -> set[int]:
    """The known figures that hold a hidden one where it is: those with a price in the linear programs."""
    problem = _problem(seen)
    rows: LinearConstraint = problem["constraints"]
    equal, loose = len(seen.known), len(seen.hidden)
    aim = np.zeros(len(seen.figures.people))
    aim[list(seen.figures.members[figure])] = 1
    known, found = sorted(seen.known), set()
    kept = np.isfinite(rows.ub[equal:])
    hidden = rows.A[equal:]
    for sign in (1, -1):
        solved = linprog(
            sign * aim,
            A_eq=rows.A[:equal],
            b_eq=rows.lb[:equal],
            A_ub=vstack([-hidden, hidden[kept]]) if loose else None,
            b_ub=np.concatenate([-rows.lb[equal:], rows.ub[equal:][kept]]) if loose else None,
            method="highs",
        )
        if solved.eqlin is not None:
            prices = np.abs(solved.eqlin.marginals)
            found |= {known[place] for place in np.flatnonzero(prices > 1e-7)}
    return found


def _counts(seen: Seen) -> Iterator[tuple[int, int]]:
    return ((figure, seen.figures.counts[figure]) for figure in seen.hidden)


def _in_window(seen: Seen, window: Sequence[int], seed: int) -> dict[int, tuple[int, int]]:
    place = {group: number for number, group in enumerate(window)}
    known = _touching(seen.figures, seen.known, place)
    span = Span()
    for members in known.values():
        if rest := span.rest(row_of(members)):
            span.add(rest, next(iter(rest)))
    moves = move_matrix(span.directions(len(window)), len(window))
    watched = _touching(seen.figures, seen.hidden, place)
    if not moves.shape[1] or not watched:
        return {}
    moved = np.vstack([moves, *(moves[list(members)].sum(axis=0)[None, :] for members in watched.values())])
    now = as_array(
        [seen.figures.people[group] for group in window] + [seen.figures.counts[one] for one in watched]
    )
    limits = _limits(seen, len(window), list(watched))
    least, most = walk(now, moved, limits, rounds=ROUNDS, seed=seed)
    return {
        figure: (int(least[len(window) + number]), int(most[len(window) + number]))
        for number, figure in enumerate(watched)
    }


def _touching(figures: Figures, chosen: Collection[int], place: Mapping[int, int]) -> dict[int, list[int]]:
    found = {}
    for figure in chosen:
        if inside := [place[group] for group in figures.members[figure] if group in place]:
            found[figure] = inside
    return found


def _limits(seen: Seen, groups: int, watched: Sequence[int]) -> Limits:
    rules = [seen.rules[figure] if seen.rules else Rule(True, 0, None) for figure in watched]
    low = as_array([0] * groups + [rule.low for rule in rules])
    high = as_array([NO_LIMIT] * groups + [NO_LIMIT if rule.high is None else rule.high for rule in rules])
    return Limits(low, high)


def _problem(seen: Seen) -> dict[str, Any]:
    figures, known = seen.figures, sorted(seen.known)
    low = [figures.counts[figure] for figure in known]
    high: list[float] = list(low)
    rows = known + list(seen.hidden)
    limits = _limits(seen, 0, seen.hidden)
    places = [(row, group) for row, figure in enumerate(rows) for group in figures.members[figure]]
    across, down = [row for row, _g in places], [group for _r, group in places]
    matrix = csr_array((np.ones(len(places)), (across, down)), shape=(len(rows), len(figures.people)))
    return {
        "constraints": LinearConstraint(
            matrix, np.concatenate([low, limits.low]), np.concatenate([high, limits.high])
        ),
        "bounds": Bounds(0, np.inf),
        "integrality": np.ones(len(figures.people)),
        "options": {"time_limit": 5.0},
    }


def _extreme(problem: dict[str, Any], aim: Real, truth: int) -> int:
    """What is not found in time counts as not there: the figure is then taken to be given away."""
    found = milp(aim, **problem)
    return truth if found.x is None else round(abs(float(aim @ np.round(found.x))))
