"""The product's own percentages stand the check that it puts to others' reports."""

from __future__ import annotations

import pytest

from redthread.stats.grim import check_percent
from redthread.surveys.figure_page import figure_page
from redthread.surveys.tests.test_figures_again import INSTRUMENT, ITEMS, product, some_answers


@pytest.mark.parametrize("seed", range(8))
def test_no_percentage_is_impossible_for_its_n_and_uneven_sums_are_told(seed: int) -> None:
    figures = product(some_answers(seed))

    for item in ITEMS:
        page = figure_page(item.code, figures, INSTRUMENT)
        assert page is not None
        at = page.table.heading.index("1" if item.scale == "agree" else "Ja")
        many = 5 if item.scale == "agree" else 2
        totals = []
        for row in page.table.rows:
            told = [one.removesuffix("\u00a0%") for one in row[at : at + many]]
            if row[1].isdigit() and all(one.isdigit() for one in told):
                assert all(check_percent(one, people=int(row[1])).is_possible for one in told), row
                totals.append(sum(map(int, told)))
        assert bool(page.rounded) == any(total != 100 for total in totals)
