"""Which numbers a hidden figure can be, and what holds it there: linear and integer programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack, vstack

from redthread.disclosure.intervals import NO_LIMIT, Seen, limits_of
from redthread.disclosure.windows import WINDOW, blocks

ROUNDING, PRICE, SECONDS = 1e-6, 1e-7, 5.0
COMING = 0.1  # what one who comes to a group costs, where one who leaves costs a share of those there
Real = NDArray[np.float64]
Own = Mapping[int, int]  # groups in which somebody knows of people, and how many


class Problem(NamedTuple):
    """The people of some groups, as numbers that are not known, and the figures of these groups alone.

    `people` are the true ones, and `low` and `high` how far from them each figure may be.
    """

    groups: list[int]
    known: list[int]
    rows: csr_array
    low: Real
    high: Real
    people: Real
    most: Real


class Programs:
    """The problems of one who has seen some figures. Each is asked in its own block, then in the whole.

    Groups that are known figures of their own are left out, but where it is asked what holds a figure.
    """

    def __init__(self, seen: Seen, *, is_whole: bool = False) -> None:
        self.seen = seen
        self._alone = frozenset(() if is_whole else (seen.figures.members[one] for one in seen.known))
        self._made_for: dict[int, Problem] = {}
        self._blocks = blocks(seen.figures) if len(seen.figures.people) > WINDOW else []
        self._block_of = {group: number for number, one in enumerate(self._blocks) for group in one}

    def other(self, figures: Sequence[int], own: Own) -> dict[int, int] | None:
        """Other people, by group, with another sum of the figures; None when there are none.

        Of the groups in `own` there are so many or more. What is not found in time counts as not there.
        """
        found = None
        for problem in self._problems(figures):
            found = self._other_in(problem, figures, own)
            if found is None:
                break
        return found

    def binding(self, figure: int, own: Own) -> set[int]:
        """The known figures that hold it where it is: those with a price in the linear programs."""
        *near, whole = self._problems([figure])
        stuck = next((one for one in near if self._other_in(one, [figure], own) is None), whole)
        return self._priced(stuck, figure, own)

    def _problems(self, figures: Sequence[int]) -> list[Problem]:
        """The block that they lie in, if it is one, where less is known, and the whole."""
        around = {self._block_of.get(group) for one in figures for group in self.seen.figures.members[one]}
        near = [one for one in around if one is not None and len(around) == 1]
        return [self._problem(number) for number in (*near, -1)]

    def _problem(self, number: int) -> Problem:
        if number not in self._made_for:
            every = range(len(self.seen.figures.people))
            self._made_for[number] = self._made(list(every) if number < 0 else self._blocks[number])
        return self._made_for[number]

    def _made(self, groups: list[int]) -> Problem:
        figures, inside = self.seen.figures, set(groups)
        free = [group for group in groups if (group,) not in self._alone]
        place = {group: number for number, group in enumerate(free)}
        parts = {
            one: [place[group] for group in figures.members[one] if group in place]
            for one in (*sorted(self.seen.known), *self.seen.hidden)
            if inside.issuperset(figures.members[one])
        }
        known = [one for one, part in parts.items() if part and one in self.seen.known]
        hidden = [one for one, part in parts.items() if part and one not in self.seen.known]
        across = [row for row, one in enumerate(known + hidden) for _group in parts[one]]
        down = [group for one in known + hidden for group in parts[one]]
        shape = (len(known) + len(hidden), len(free))
        rows = csr_array((np.ones(len(down)), (across, down)), shape=shape)
        people, most = (
            np.array([of[group] for group in free], np.float64) for of in (figures.people, figures.most)
        )
        low, high = limits_of(self.seen, hidden)
        now, none = np.array([figures.counts[one] for one in hidden], np.float64), np.zeros(len(known))
        below, above = low - now, np.where(high == NO_LIMIT, np.inf, high) - now
        edges = np.concatenate([none, below]), np.concatenate([none, above])
        return Problem(free, known, rows, *edges, people, most)

    def _other_in(self, problem: Problem, figures: Sequence[int], own: Own) -> dict[int, int] | None:
        aim = np.sum([self._aim(problem, one) for one in figures], axis=0)
        for sign in (-1, 1) if aim.any() else ():
            found = _below(problem, sign * aim, _least(problem, own))
            if found is not None:
                changed = dict(zip(problem.groups, map(int, found), strict=True))
                return {**dict(enumerate(self.seen.figures.people)), **changed}
        return None

    def _aim(self, problem: Problem, figure: int) -> Real:
        return np.isin(problem.groups, self.seen.figures.members[figure]).astype(np.float64)

    def _priced(self, problem: Problem, figure: int, own: Own) -> set[int]:
        aim, equal = self._aim(problem, figure), len(problem.known)
        limited = np.isfinite(problem.high[equal:])
        hidden = problem.rows[equal:]
        found: set[int] = set()
        for sign in (1, -1):
            solved = linprog(
                sign * aim,
                A_eq=problem.rows[:equal],
                b_eq=np.zeros(equal),
                A_ub=vstack([-hidden, hidden[limited]]),
                b_ub=np.concatenate([-problem.low[equal:], problem.high[equal:][limited]]),
                bounds=np.column_stack([_least(problem, own), problem.most]) - problem.people[:, None],
                method="highs",
            )
            if solved.status == 0:
                prices = np.abs(solved.eqlin.marginals)
                found |= {problem.known[place] for place in np.flatnonzero(prices > PRICE)}
        return found


def _least(problem: Problem, own: Own) -> Real:
    return np.array([own.get(group, 0) for group in problem.groups], np.float64)


def _below(problem: Problem, aim: Real, least: Real) -> Real | None:
    """Whole people with a sum below the true one, and otherwise as near to the true ones as can be, so that
    most others may still be among them.

    As a linear program first, whose corners are mostly whole numbers, and which has none where there are
    none; else as an integer one.
    """
    there = problem.people
    fewer = LinearConstraint(np.concatenate([aim, -aim]), -np.inf, -1)
    alike = LinearConstraint(hstack([problem.rows, -problem.rows]), problem.low, problem.high)
    for whole in (0, 1):
        found = milp(
            np.concatenate([np.full(len(aim), COMING), 1 / np.maximum(there, 1)]),
            integrality=np.full(2 * len(aim), whole),
            constraints=[alike, fewer],
            bounds=Bounds(0, np.concatenate([problem.most, there]) - np.concatenate([there, least])),
            options={"time_limit": SECONDS},
        )
        if found.x is None:
            return None
        step: Real = np.round(found.x)
        if np.abs(found.x - step).max() < ROUNDING:
            return there + step[: len(aim)] - step[len(aim) :]
    return None
