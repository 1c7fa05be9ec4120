"""Alpha and its company: against R's psych 2.2.9, by a second formula, and where they mean nothing."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
from numpy.typing import NDArray

from redthread.stats import reliability as module
from redthread.stats.answers import Matrix
from redthread.stats.errors import StatsError
from redthread.stats.reliability import reliability
from redthread.stats.tests.made_answers import answers_with_gaps, complete_answers

CULTURE = slice(0, 4)


def test_the_example_runs() -> None:
    assert doctest.testmod(module).failed == 0


def test_listwise_is_psych_alpha_of_complete_rows() -> None:
    """psych::alpha(na.omit(x)), psych 2.2.9 in R 4.2.2; the interval is its Feldt."""
    found = reliability(answers_with_gaps()[:, CULTURE])
    assert found.people == 162
    assert found.alpha == pytest.approx(0.784381356682, abs=1e-12)
    assert found.alpha_ci == pytest.approx((0.724561623022, 0.833920229263), abs=1e-11)
    assert (found.mean, found.sd) == pytest.approx((3.06481481481, 0.806396957118), abs=1e-11)
    without = [one.alpha_without for one in found.each]
    assert without == pytest.approx(
        [0.713361098604, 0.727656184383, 0.750283775262, 0.735006410990], abs=1e-12
    )
    rest = [one.item_rest for one in found.each]
    assert rest == pytest.approx([0.626141461030, 0.598412358572, 0.554179410768, 0.584084374880], abs=1e-12)


def test_pairwise_is_psych_alpha_with_missing_answers() -> None:
    """psych::alpha(x), which uses pairwise covariances; psych 2.2.9 in R 4.2.2."""
    found = reliability(answers_with_gaps()[:, CULTURE], missing="pairwise")
    assert found.alpha == pytest.approx(0.787584052969, abs=1e-12)
    assert [one.people for one in found.each] == [216, 213, 227, 215]
    assert [one.mean for one in found.each] == pytest.approx(
        [3.02777777778, 3.13615023474, 3.10132158590, 2.99534883721], abs=1e-11
    )
    assert [one.sd for one in found.each] == pytest.approx(
        [1.047329568382, 1.052964465688, 0.983648624949, 1.029915496119], abs=1e-12
    )
    rest = [one.item_rest for one in found.each]
    assert rest == pytest.approx([0.613092326063, 0.604355123497, 0.600316926413, 0.563419952160], abs=1e-12)


def by_analysis_of_variance(answers: Matrix) -> float:
    """Hoyt 1941: 1 - mean square of the residual / mean square between people."""
    people, items = answers.shape
    total = answers - answers.mean()
    between = items * np.sum((answers.mean(axis=1) - answers.mean()) ** 2)
    columns = people * np.sum((answers.mean(axis=0) - answers.mean()) ** 2)
    residual = np.sum(total**2) - between - columns
    return float(1 - residual / ((people - 1) * (items - 1)) / (between / (people - 1)))


def test_alpha_is_also_what_hoyt_found() -> None:
    answers = complete_answers()[:, :10]
    assert reliability(answers).alpha == pytest.approx(by_analysis_of_variance(answers), abs=1e-12)


def test_alpha_without_an_item_is_alpha_of_the_others() -> None:
    answers = complete_answers()[:, CULTURE]
    found = reliability(answers)
    for place in range(4):
        others = reliability(np.delete(answers, place, axis=1)).alpha
        assert found.each[place].alpha_without == pytest.approx(others, abs=1e-12)
        rest = np.corrcoef(answers[:, place], np.delete(answers, place, axis=1).sum(axis=1))[0, 1]
        assert found.each[place].item_rest == pytest.approx(rest, abs=1e-12)


def test_alpha_is_the_same_in_another_order_and_on_another_scale() -> None:
    answers = answers_with_gaps()[:, CULTURE]
    first = reliability(answers).alpha
    assert reliability(answers[::-1, ::-1]).alpha == pytest.approx(first, abs=1e-12)
    assert reliability(10 * answers + 1e6).alpha == pytest.approx(first, abs=1e-9)
    assert reliability(1e-9 * answers).alpha == pytest.approx(first, abs=1e-12)
    assert reliability(np.asarray(answers, np.float32)).alpha == pytest.approx(first, abs=1e-12)


def test_an_incomplete_row_counts_neither_in_alpha_nor_in_people() -> None:
    answers = [[1, 2, 1], [2, 2, 3], [3, 5, 4], [4, 4, 4]]
    with_another = np.vstack([answers, [5, float("nan"), 1]])
    found, expected = reliability(with_another), reliability(answers)
    assert found.alpha == pytest.approx(expected.alpha, abs=1e-12)
    assert (found.people, found.items) == (4, 3)


def test_nineteen_of_twenty_intervals_hold_the_true_alpha() -> None:
    """Of 1,000 samples of 40 people from five parallel items that correlate 0.5: alpha is 2.5 / 3."""
    generator = np.random.Generator(np.random.PCG64(7))
    held = 0
    for _sample in range(1_000):
        answers = generator.normal(size=(40, 1)) + generator.normal(size=(40, 5))
        low, high = reliability(answers).alpha_ci
        held += low < 2.5 / 3 < high
    assert 930 <= held <= 968


def test_an_item_against_the_rest_is_named() -> None:
    answers = complete_answers()[:, CULTURE]
    answers[:, 2] = 6 - answers[:, 2]
    assert reliability(answers, names=["a", "b", "c", "d"]).against_the_rest == ("c",)


NAN = float("nan")


@pytest.mark.parametrize(
    ("answers", "reason", "said"),
    [
        ([[1, 2]], "too_few", "Only one person has answered every item"),
        ([[1, NAN], [NAN, 2]], "too_few", "Nobody has answered every item"),
        ([[NAN, 1], [NAN, 2]], "all_missing", "Nobody has answered a."),
        ([[3, 1], [3, 2], [3, 5]], "zero_variance", "the same to a."),
        ([[1, 5], [2, 4], [5, 1]], "no_sum", "cancel each other out"),
        ([[1], [2]], "too_few_items", "only a"),
        ([[1, float("inf")], [2, 3]], "infinite", "Infinite values in b"),
        ([["ja", "nei"]], "not_numbers", "not all numbers"),
        ([], "shape", "1 axes"),
        (np.zeros((0, 2)), "empty", "0 people"),
        (np.ones((3, 10_000)), "too_many_items", "10000 items; 1000 is the most"),
    ],
)
def test_where_there_is_no_alpha_it_says_why(answers: NDArray[np.float64], reason: str, said: str) -> None:
    columns = np.asarray(answers).shape[-1]
    with pytest.raises(StatsError, match=said) as refused:
        reliability(answers, names=["a", "b"][:columns] if columns <= 2 else None)
    assert refused.value.reason == reason


def test_pairs_nobody_has_answered_both_of_are_refused() -> None:
    answers = [[1, NAN, 2], [2, NAN, 1], [NAN, 3, 2], [NAN, 4, 4]]
    with pytest.raises(StatsError, match="Fewer than two people have answered item 1"):
        reliability(answers, missing="pairwise")
