"""From all figures that are carried out together, no hidden one follows."""

from __future__ import annotations

import numpy as np
import pytest

from redthread.instruments.coding import DONT_KNOW
from redthread.surveys.figures.answers import answers_from
from redthread.surveys.figures.levels import Group
from redthread.surveys.figures.made import Closed, figures_of
from redthread.surveys.measures import Row
from redthread.surveys.result_files import csv_file
from redthread.surveys.result_rows import result_rows
from redthread.surveys.tests.test_figures_again import INSTRUMENT

GROUPS = (
    Group(1, "principal", "school"),
    Group(2, "principal", "kindergarten"),
    Group(3, "teacher", "school"),
    Group(4, "teacher", "kindergarten"),
    Group(5, "owner", "owner"),
)


def drawn(seed: int) -> np.ndarray:
    """Groups of five or more, as the closing leaves them, of whom many skip a question."""
    chance = np.random.default_rng(seed)
    sizes = chance.integers(5, 16, len(GROUPS))
    groups = np.repeat([group.number for group in GROUPS], sizes)
    rows = np.column_stack(
        [groups, chance.integers(1, 6, (len(groups), 3)), chance.integers(1, 3, len(groups))]
    )
    rows[:, 1:4][chance.random((len(rows), 3)) < 0.35] = DONT_KNOW
    return rows.astype(np.uint8)


def rows_of(matrix: np.ndarray) -> list[Row]:
    closed = Closed(answers_from(matrix, INSTRUMENT, is_linked=False), GROUPS, 5, {})
    return list(result_rows(figures_of(closed, INSTRUMENT), INSTRUMENT, "nb"))


def counts_in(level: str) -> list[int]:
    axis, _colon, name = level.partition(":")
    return [int(axis == "total" or getattr(group, axis) == name) for group in GROUPS]


@pytest.mark.parametrize("seed", range(30))
def test_no_hidden_figure_is_a_sum_or_difference_of_shown_ones(seed: int) -> None:
    rows = rows_of(drawn(seed))

    for code in {row.code for row in rows}:
        of_code = {row.level: row for row in rows if row.code == code}
        shown = [counts_in(level) for level, row in of_code.items() if not row.hidden]
        for level, row in of_code.items():
            if row.hidden in ("few", "derivable") and shown:
                rank = np.linalg.matrix_rank(shown)
                assert np.linalg.matrix_rank([*shown, counts_in(level)]) == rank + 1, (code, level)


def test_one_who_changes_places_inside_what_is_hidden_changes_no_figure_at_all() -> None:
    """Two principals and two owners have answered: nothing but the whole, and the rest, can be told."""
    chance = np.random.default_rng(4)
    teachers = np.column_stack([np.full(30, 3), chance.integers(1, 6, (30, 3)), chance.integers(1, 3, 30)])
    few = np.array([[1, 1, 2, 3, 1], [1, 5, 4, 3, 2], [5, 2, 2, 2, 1], [5, 4, 4, 5, 2]])
    here = np.vstack([teachers, few]).astype(np.uint8)
    there = here.copy()
    there[-4:, 0] = [5, 1, 1, 5]

    told = [csv_file("Undersøkelse", rows_of(matrix)) for matrix in (here, there)]

    assert told[0] == told[1]
    assert b"for f\xc3\xa5 svar" in told[0]
