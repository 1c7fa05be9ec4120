"""Gaps between levels, and coverage against effect: by hand, by a second way, and in words."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from redthread.stats.coverage import correlation_interval, coverage_and_effect, module_sentence
from redthread.stats.differences import between
from redthread.stats.errors import StatsError
from redthread.stats.gaps import gap_sentence, perception_gaps
from redthread.stats.tests.made_answers import answers_with_gaps, complete_answers

NAN = float("nan")
LEADERS = np.array([[4, 5], [5, 4], [4, 4], [5, NAN]])
TEACHERS = np.array([[2, 4], [1, 5], [2, 4], [3, 4]], float)


def test_the_widest_gap_comes_first_and_is_told() -> None:
    found = perception_gaps({"ledere": LEADERS, "lærere": TEACHERS}, names=["tillit", "støtte"])
    assert [(gap.item, gap.highest, gap.lowest, gap.is_clear) for gap in found] == [
        ("tillit", "ledere", "lærere", True),
        ("støtte", "ledere", "lærere", False),
    ]
    assert found[0].found.people == (4, 4)
    assert found[1].found.people == (3, 4)
    assert gap_sentence(found[0]) == (
        "tillit: ledere ligger på 4,5 og lærere på 2,0. Forskjellen er større enn tilfeldigheter tilsier."
    )
    assert gap_sentence(found[1]).endswith("kan være tilfeldig.")


def test_a_gap_is_a_difference_with_a_wider_interval() -> None:
    found = perception_gaps({"ledere": LEADERS, "lærere": TEACHERS})[0].found
    same = between([4, 5, 4, 5], [2, 1, 2, 3], level=1 - 0.05 / 2)
    assert (found.difference, found.interval) == (same.difference, same.interval)


def test_levels_that_cannot_be_compared_are_refused() -> None:
    with pytest.raises(StatsError, match="two levels or more"):
        perception_gaps({"ledere": LEADERS})
    with pytest.raises(StatsError, match="not answered the same items"):
        perception_gaps({"ledere": LEADERS, "lærere": TEACHERS[:, :1]})
    with pytest.raises(StatsError, match="Fewer than two of eier have answered støtte"):
        perception_gaps({"ledere": LEADERS, "eier": np.array([[1, NAN], [2, 3]])}, names=["tillit", "støtte"])


def test_modules_are_placed_by_what_was_met_and_what_went_with_it() -> None:
    answers = complete_answers()
    outcome = answers[:, 7:10].mean(axis=1)
    turned = 6 - answers[:, 0]
    found = coverage_and_effect(
        {"kultur": answers[:, 0], "mindre": answers[:, 0] - 2, "motsatt": turned, "lite": turned - 2},
        outcome,
        middle=2.5,
    )
    assert [one.place for one in found] == ["keep", "extend", "question", "leave"]
    assert found[0].effect == pytest.approx(np.corrcoef(answers[:, 0], outcome)[0, 1])
    assert found[2].effect == pytest.approx(-found[0].effect)
    assert "er mye dekket og henger sammen med utbyttet (r = 0," in module_sentence(found[0])


def test_the_interval_is_that_of_scipy() -> None:
    answers = complete_answers()
    told = stats.pearsonr(answers[:, 0], answers[:, 7])
    low, high = told.confidence_interval(0.95)
    assert correlation_interval(told.statistic, 240) == pytest.approx((low, high))


def test_only_those_who_answered_both_count() -> None:
    answers = answers_with_gaps()
    both = ~np.isnan(answers[:, [0, 7]]).any(axis=1)
    found = coverage_and_effect({"kultur": answers[:, 0]}, answers[:, 7], middle=3)[0]
    assert found.people == both.sum()
    assert found.effect == pytest.approx(np.corrcoef(answers[both, 0], answers[both, 7])[0, 1])


def test_a_module_that_decides_nothing_is_refused() -> None:
    with pytest.raises(StatsError, match="it takes four"):
        coverage_and_effect({"kort": [1, 2, NAN, 3]}, [1, 2, 3, 4], middle=2)
    with pytest.raises(StatsError, match="the same of lik"):
        coverage_and_effect({"lik": [1, 1, 1, 1]}, [1, 2, 3, 4], middle=2)
    with pytest.raises(StatsError, match="of the same people"):
        coverage_and_effect({"kort": [1, 2]}, [1, 2, 3, 4], middle=2)
