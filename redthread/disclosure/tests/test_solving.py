"""The questions that are put to HiGHS: what it answers is held against what is known."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from redthread.disclosure import solving
from redthread.disclosure.solving import Solver

# One who leaves the first group is one who comes to each two of the others: half a one to each of them.
HALVES = ((0, 1, 2), (0, 2, 3), (0, 1, 3))


def solver_of(rows: tuple[tuple[int, ...], ...], people: list[int], most: int = 9) -> Solver:
    nothing = np.zeros(len(rows))
    return Solver(rows, nothing, nothing, people, [most] * len(people))


def test_others_are_as_near_the_true_ones_as_can_be() -> None:
    found = solver_of(((0, 1), (1, 2), (3, 4)), [3, 3, 3, 3, 3]).below({0: 1}, {})
    assert found is not None
    assert found.tolist() == [2, 4, 2, 3, 3]


def test_where_the_corner_is_of_halves_whole_people_are_found_and_halves_are_not_people() -> None:
    found = solver_of(HALVES, [4, 1, 1, 1]).below({0: 1}, {})
    assert found is not None
    assert found.tolist() == [2, 2, 2, 2]
    assert solver_of(HALVES, [1, 1, 1, 1]).below({0: 1}, {}) is None
    assert solver_of(HALVES, [4, 1, 1, 1]).below({0: 1}, {0: 3}) is None


@pytest.mark.parametrize(("own", "most"), [({0: 3}, 9), ({}, 3)])
def test_who_knows_of_people_and_how_many_there_can_be_may_leave_nobody_else(
    own: dict[int, int], most: int
) -> None:
    assert solver_of(((0, 1),), [3, 3], most).below({0: 1}, own) is None


def test_only_the_rows_that_hold_a_sum_have_a_price() -> None:
    prices = solver_of(((0, 1), (2, 3)), [3, 3, 3, 3]).prices({0: 1}, {})
    assert prices.tolist() == [1, 0]


def test_what_is_said_to_fit_but_does_not_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    solver = solver_of(((0, 1),), [3, 3])
    monkeypatch.setattr(solver, "_solved", lambda: np.array([0.0, 0.0, 1.0, 0.0]))
    assert solver.below({0: 1}, {}) is None


def test_what_is_not_found_in_time_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "SECONDS", 0.0)
    assert solver_of(((0, 1),), [3, 3]).below({0: 1}, {}) is None


def test_no_answer_depends_on_what_was_asked_before(capfd: pytest.CaptureFixture[str]) -> None:
    """Nor does HiGHS say anything of its own."""
    draw = Random(3)
    rows = tuple(tuple(sorted(draw.sample(range(12), draw.randint(2, 5)))) for _row in range(9))
    people = [draw.randint(0, 6) for _group in range(12)]
    often = solver_of(rows, people)
    found = 0
    for group in (*HALVES[0], *range(12)):
        own = {group: 1} if people[group] else {}
        for aim in ({group: -1}, {group: 1}):
            now, anew = often.below(aim, own), solver_of(rows, people).below(aim, own)
            assert (None if now is None else now.tolist()) == (None if anew is None else anew.tolist())
            found += now is not None
        prices = solver_of(rows, people).prices({group: 1}, own)
        assert often.prices({group: 1}, own).tolist() == prices.tolist()
    assert 0 < found < 30
    assert capfd.readouterr() == ("", "")
