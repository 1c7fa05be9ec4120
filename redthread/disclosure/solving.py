"""Other whole people of some groups that fit all that is known of them: linear and integer programs.

HiGHS is asked directly. Through scipy each question took ten times as long, nearly all of it preparation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from highspy import Highs, HighsLp, HighsModelStatus, HighsStatus, HighsVarType, MatrixFormat, SolutionStatus
from numpy.typing import NDArray

ROUNDING, SECONDS = 1e-6, 5.0
COMING = 0.1  # what one who comes to a group costs, where one who leaves costs a share of those there
OPTIONS: Mapping[str, bool | int | str] = {"output_flag": False, "threads": 1, "solver": "simplex"}
Real = NDArray[np.float64]
Numbers = Mapping[int, int]  # so many of each of some groups, by their place


class Solver:
    """Holds one problem, and is asked many questions of it; no answer depends on what was asked before.

    Each row is the places of some groups, and their sum is known to be no further from the true one than
    from `low` to `high`. There are at most `most` in each group. For each group there are two numbers that
    are not known: how many come to it, and how many leave.
    """

    def __init__(
        self, rows: Sequence[Sequence[int]], low: Real, high: Real, people: Sequence[int], most: Sequence[int]
    ) -> None:
        self._low, self._high = low, high
        self._people, self._most = np.array(people, np.float64), np.array(most, np.float64)
        self._rows = len(rows)
        self._groups = len(people)
        self._every = np.arange(2 * self._groups, dtype=np.int32)
        self._starts = np.cumsum([0, *map(len, rows)])
        self._members = np.array([place for row in rows for place in row], np.int64)
        self._near = np.concatenate([np.full(self._groups, COMING), 1 / np.maximum(self._people, 1)])
        self._highs = Highs()  # type: ignore[no-untyped-call]
        for name, value in OPTIONS.items():
            _done(self._highs.setOptionValue(name, value))
        _done(self._highs.passModel(self._program(rows)))

    def below(self, aim: Numbers, own: Numbers) -> Real | None:
        """Whole people with a sum of `aim` below the true one, so many or more as `own` says, and otherwise
        as near to the true ones as can be, so that most others may still be among them.

        As a linear program first, whose corners are mostly whole numbers, and which has none where there are
        none; else as an integer one. What comes back is held against all that is known, in whole numbers: it
        is a proof whatever HiGHS says.
        """
        places, times = list(aim), [float(one) for one in aim.values()]
        columns = np.array([*places, *(place + self._groups for place in places)], np.int32)
        self._put(self._near, own)
        _done(
            self._highs.addRow(
                -np.inf, -1, len(columns), columns, np.array([*times, *(-one for one in times)])
            )
        )
        found = self._solved()
        if found is not None and np.abs(found - np.rint(found)).max() >= ROUNDING:
            found = self._solved_in_whole()
        _done(self._highs.deleteRows(1, np.array([self._rows], np.int32)))
        if found is None:
            return None
        step = np.rint(found[: self._groups]) - np.rint(found[self._groups :])
        is_other = step[places] @ np.array(times) <= -1
        return self._people + step if is_other and self._fits(step, own) else None

    def prices(self, aim: Numbers, own: Numbers) -> Real:
        """For each row, how much it holds the sum of `aim` where it is, from above or from below."""
        prices = np.zeros(self._rows)
        for sign in (1.0, -1.0):
            cost = np.zeros(2 * self._groups)
            for place, times in aim.items():
                cost[place], cost[place + self._groups] = sign * times, -sign * times
            self._put(cost, own)
            if self._solved() is not None and self._highs.getModelStatus() == HighsModelStatus.kOptimal:
                prices = np.maximum(prices, np.abs(self._highs.getSolution().row_dual))
        return prices

    def _program(self, rows: Sequence[Sequence[int]]) -> HighsLp:
        program = HighsLp()
        program.num_col_, program.num_row_ = 2 * self._groups, self._rows
        program.col_cost_ = self._near
        program.col_lower_ = np.zeros(2 * self._groups)
        program.col_upper_ = np.concatenate([self._most - self._people, self._people])
        program.row_lower_, program.row_upper_ = self._low, self._high
        both = [place for row in rows for place in (*row, *(one + self._groups for one in row))]
        signs = [sign for row in rows for sign in (*[1.0] * len(row), *[-1.0] * len(row))]
        program.a_matrix_.format_ = MatrixFormat.kRowwise
        program.a_matrix_.start_ = (2 * self._starts).astype(np.int32)
        program.a_matrix_.index_ = np.array(both, np.int32)
        program.a_matrix_.value_ = np.array(signs)
        return program

    def _put(self, cost: Real, own: Numbers) -> None:
        """The question, to be begun anew from the true people: few have to move, so few steps are needed."""
        upper = np.concatenate([self._most - self._people, self._people])
        for place, least in own.items():
            upper[self._groups + place] -= least
        _done(self._highs.changeColsCost(len(cost), self._every, cost))
        _done(self._highs.changeColsBounds(len(cost), self._every, np.zeros(len(cost)), upper))

    def _solved(self, *, presolve: str = "off") -> Real | None:
        """None where HiGHS finds nothing, for whatever reason: that nobody else is possible, or the time."""
        _done(self._highs.clearSolver())
        _done(self._highs.setOptionValue("presolve", presolve))
        _done(self._highs.setOptionValue("time_limit", self._highs.getRunTime() + SECONDS))
        if self._highs.run() == HighsStatus.kError:
            return None
        if self._highs.getInfo().primal_solution_status != int(SolutionStatus.kSolutionStatusFeasible):
            return None
        return np.array(self._highs.getSolution().col_value)

    def _solved_in_whole(self) -> Real | None:
        self._make(HighsVarType.kInteger)
        found = self._solved(presolve="choose")
        self._make(HighsVarType.kContinuous)
        return found

    def _make(self, kind: HighsVarType) -> None:
        kinds = np.full(len(self._every), int(kind), np.uint8)
        _done(self._highs.changeColsIntegrality(len(kinds), self._every, kinds))

    def _fits(self, step: Real, own: Numbers) -> bool:
        after = self._people + step
        sums = np.add.reduceat(step[self._members], self._starts[:-1])
        inside = (sums >= self._low).all() and (sums <= self._high).all()
        people = (after >= 0).all() and (after <= self._most).all()
        return bool(inside and people and all(after[place] >= least for place, least in own.items()))


def _done(status: HighsStatus) -> None:
    if status == HighsStatus.kError:
        raise RuntimeError("HiGHS has refused a program.")
