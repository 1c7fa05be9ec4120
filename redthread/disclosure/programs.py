"""Which numbers a hidden figure can be, and what holds it there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from redthread.disclosure.intervals import NO_LIMIT, Seen, limits_of
from redthread.disclosure.solving import Numbers, Solver
from redthread.disclosure.windows import WINDOW, blocks

PRICE = 1e-7
MOST_KEPT = 100  # problems, of up to a quarter of a megabyte for a block
Own = Mapping[int, int]  # groups in which somebody knows of people, and how many


class Problem(NamedTuple):
    """The people of some groups, as numbers that are not known, and the figures of these groups alone.

    `place` is each group's place among them. The solver has the `known` figures as its first rows.
    """

    place: dict[int, int]
    known: list[int]
    solver: Solver

    def own(self, own: Own) -> Numbers:
        return {self.place[group]: least for group, least in own.items() if group in self.place}


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

    def other(self, figures: Sequence[int], own: Own) -> list[int] | None:
        """Other people, in each group, with another sum of the figures; None when there are none.

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
            if len(self._made_for) == MOST_KEPT:
                self._made_for.clear()
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
        low, high = limits_of(self.seen, hidden)
        now, none = np.array([figures.counts[one] for one in hidden], np.float64), np.zeros(len(known))
        solver = Solver(
            [parts[one] for one in (*known, *hidden)],
            np.concatenate([none, low - now]),
            np.concatenate([none, np.where(high == NO_LIMIT, np.inf, high) - now]),
            [figures.people[group] for group in free],
            [figures.most[group] for group in free],
        )
        return Problem(place, known, solver)

    def _other_in(self, problem: Problem, figures: Sequence[int], own: Own) -> list[int] | None:
        aim = self._aim(problem, figures)
        for sign in (-1, 1) if aim else ():
            found = problem.solver.below({group: sign * n for group, n in aim.items()}, problem.own(own))
            if found is not None:
                people = list(self.seen.figures.people)
                for group, number in problem.place.items():
                    people[group] = int(found[number])
                return people
        return None

    def _aim(self, problem: Problem, figures: Sequence[int]) -> Numbers:
        members = (group for one in figures for group in self.seen.figures.members[one])
        return Counter(problem.place[group] for group in members if group in problem.place)

    def _priced(self, problem: Problem, figure: int, own: Own) -> set[int]:
        prices = problem.solver.prices(self._aim(problem, [figure]), problem.own(own))
        return {one for one, price in zip(problem.known, prices, strict=False) if price > PRICE}
