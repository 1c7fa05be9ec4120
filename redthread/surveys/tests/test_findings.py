"""What a reader is told to stop at, in the figures that are shown."""

from __future__ import annotations

from typing import Any

import pytest

from redthread.instruments.library import instruments
from redthread.instruments.model import Instrument
from redthread.surveys.figures.findings import finding_figures
from redthread.surveys.main_messages import Names
from redthread.surveys.results_page import _finding

Cells = dict[str, Any]
PROGRAMME: Instrument = instruments()["programme-evaluation"]


def agreed(share: float) -> list[float]:
    return [0.0, round((1 - share) / 2, 4), round((1 - share) / 2, 4), share, 0.0]


def figure(**cells: Cells) -> Cells:
    return {"cells": {"total": {}, **cells}}


def told(figures: Cells) -> list[str]:
    return [_finding(one, Names(PROGRAMME, "nb")) for one in finding_figures(figures, PROGRAMME)]


@pytest.mark.parametrize(
    ("satisfied", "changed", "is_told"), [(0.8, 0.1, True), (0.8, 0.2, False), (0.4, 0.1, False)]
)
def test_satisfaction_without_change_is_told_not_to_be_change(
    satisfied: float, changed: float, is_told: bool
) -> None:
    figures = {
        "o_satisfied": figure(total={"n": 60, "shares": agreed(satisfied)}),
        "o_practice": figure(total={"n": 60, "shares": agreed(changed)}),
    }

    found = told(figures)

    assert bool(found) == is_told
    assert not found or ("80\u00a0% er enige" in found[0] and "Fornøydhet viser ikke" in found[0])


@pytest.mark.parametrize("shares", [[[0.0, 0.2]] * 3 + [[0.8, 1.0], [0.0, 0.2]], None])
def test_what_is_banded_or_hidden_is_not_told_of(shares: Any) -> None:
    cell = {"n": 12, "shares": shares} if shares else {"hidden": "few"}

    assert told({"o_satisfied": figure(total=cell), "o_practice": figure(total=cell)}) == []


def test_much_that_is_not_relevant_is_told_of_everybody_else_of_the_role() -> None:
    role = {"role:owner": {"n": 20, "not_relevant": [0.8, 1.0]}}
    figures = {
        "d_digital": figure(total={"n": 60, "not_relevant": 0.45}, **role),
        "d_physical": figure(total={"n": 60, "not_relevant": 0.2}, **role),
        "d_role": figure(total={"n": 60, "not_relevant": 0.39}),
    }

    first, second = told(figures)

    assert first.startswith("Alle: 45\u00a0% har svart «ikke aktuelt»")
    assert second.startswith("Skoleeier: over 80\u00a0% har svart «ikke aktuelt»")


def test_two_that_cannot_both_hold_are_asked_about() -> None:
    figures = {
        "l_high": figure(total={"n": 60, "shares": agreed(0.6)}),
        "l_fits": figure(total={"n": 60, "shares": agreed(0.7)}),
    }

    (one,) = told(figures)

    assert one.startswith("Minst 30\u00a0% er enige i både")
