"""What a hidden figure can be at the least and at the most, and what holds it there: linear programs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from redthread.disclosure.intervals import Interval, Seen, limits_of
from redthread.disclosure.walking import Real
from redthread.disclosure.windows import WINDOW, blocks

ROUNDING, PRICE, SECONDS = 1e-6, 1e-7, 5.0


class Problem(NamedTuple):
    """The people of some groups, as numbers that are not known, and the figures of these groups alone."""

    groups: list[int]
    known: list[int]
    rows: csr_array
    low: Real
    high: Real
    everybody: int


class Programs:
    """The problems of one who has seen some figures. Each is asked in its own block, then in the whole."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self._whole: Problem | None = None
        self._blocks = blocks(seen.figures) if len(seen.figures.people) > WINDOW else []
        self._block_of = {group: number for number, one in enumerate(self._blocks) for group in one}

    def interval(self, figure: int, *, enough: int) -> Interval:
        """The whole interval, or as much of it as makes it `enough` wide."""
        near = self._near(figure)
        if near is not None:
            found = self._asked(near, figure, enough)
            if found.most - found.least < enough:
                return found
        return self._asked(self._all(), figure, enough)

    def binding(self, figure: int, *, enough: int) -> set[int]:
        """The known figures that hold it where it is: those with a price in the linear programs."""
        near = self._near(figure)
        if near is not None:
            found = self._asked(near, figure, enough)
            if found.most - found.least < enough:
                return self._priced(near, figure)
        return self._priced(self._all(), figure)

    def _near(self, figure: int) -> Problem | None:
        around = {self._block_of.get(group) for group in self.seen.figures.members[figure]}
        if None in around or len(around) > 1:
            return None
        return self._made(self._blocks[next(one for one in around if one is not None)])

    def _all(self) -> Problem:
        if self._whole is None:
            self._whole = self._made(list(range(len(self.seen.figures.people))))
        return self._whole

    def _made(self, groups: list[int]) -> Problem:
        figures, inside = self.seen.figures, set(groups)
        known = [one for one in sorted(self.seen.known) if inside.issuperset(figures.members[one])]
        hidden = [one for one in self.seen.hidden if inside.issuperset(figures.members[one])]
        place = {group: number for number, group in enumerate(groups)}
        cells = [
            (row, place[group])
            for row, figure in enumerate(known + hidden)
            for group in figures.members[figure]
        ]
        shape = (len(known) + len(hidden), len(groups))
        across, down = [row for row, _g in cells], [group for _r, group in cells]
        rows = csr_array((np.ones(len(cells)), (across, down)), shape=shape)
        counts = [figures.counts[one] for one in known]
        limits = limits_of(self.seen, 0, hidden)
        low, high = np.concatenate([counts, limits.low]), np.concatenate([counts, limits.high])
        return Problem(groups, known, rows, low, high, sum(figures.people))

    def _aim(self, problem: Problem, figure: int) -> Real:
        return np.isin(problem.groups, self.seen.figures.members[figure]).astype(np.float64)

    def _asked(self, problem: Problem, figure: int, enough: int) -> Interval:
        aim, truth = self._aim(problem, figure), self.seen.figures.counts[figure]
        most = _extreme(problem, -aim, truth)
        least = truth if most - truth >= enough else _extreme(problem, aim, truth)
        return Interval(least, most)

    def _priced(self, problem: Problem, figure: int) -> set[int]:
        aim, equal = self._aim(problem, figure), len(problem.known)
        limited = np.isfinite(problem.high[equal:])
        hidden = problem.rows[equal:]
        found: set[int] = set()
        for sign in (1, -1):
            solved = linprog(
                sign * aim,
                A_eq=problem.rows[:equal],
                b_eq=problem.low[:equal],
                A_ub=vstack([-hidden, hidden[limited]]),
                b_ub=np.concatenate([-problem.low[equal:], problem.high[equal:][limited]]),
                bounds=(0, problem.everybody),
                method="highs",
            )
            if solved.status == 0:
                prices = np.abs(solved.eqlin.marginals)
                found |= {problem.known[place] for place in np.flatnonzero(prices > PRICE)}
        return found


def _extreme(problem: Problem, aim: Real, truth: int) -> int:
    """As a linear program first, whose corners are mostly whole numbers; else as an integer one.

    What is not found in time counts as not there: the figure is then taken to be given away.
    """
    for whole in (0, 1):
        found = milp(
            aim,
            integrality=np.full(len(aim), whole),
            constraints=LinearConstraint(problem.rows, problem.low, problem.high),
            bounds=Bounds(0, problem.everybody),
            options={"time_limit": SECONDS},
        )
        if found.x is None:
            return truth
        point = np.round(found.x)
        if np.abs(found.x - point).max() < ROUNDING:
            return round(abs(float(aim @ point)))
    return truth
