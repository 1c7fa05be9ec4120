"""Differences: against R's t.test, by a second formula, invariances and refusals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from redthread.stats.differences import between, between_all, correction, paired
from redthread.stats.errors import StatsError
from redthread.stats.tests.made_answers import answers_with_gaps

NAN = float("nan")
# Student 1908, Biometrika 6, p. 20: hours of sleep gained by ten patients with two drugs (R's `sleep`).
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_two_groups_are_compared_as_welch_did() -> None:
    """R: t.test(extra ~ group, data = sleep) prints t = -1.8608, df = 17.776, p = 0.07939, -3.3654832 to
    0.2054832.
    """
    found = between(FIRST, SECOND)
    assert (round(found.t, 4), round(found.df, 3), round(found.p, 5)) == (-1.8608, 17.776, 0.07939)
    assert found.interval == pytest.approx((-3.3654832, 0.2054832), abs=1e-7)
    assert found.means == pytest.approx((0.75, 2.33))
    assert (found.people, found.is_paired) == ((10, 10), False)


def test_the_same_people_twice_are_compared_as_student_did() -> None:
    """R: t.test(…, paired = TRUE) prints t = -4.0621, df = 9, p = 0.002833, -2.4598858 to -0.7001142."""
    found = paired(FIRST, SECOND)
    assert (round(found.t, 4), found.df, round(found.p, 6)) == (-4.0621, 9, 0.002833)
    assert found.interval == pytest.approx((-2.4598858, -0.7001142), abs=1e-7)


def test_the_effect_is_hedges_g() -> None:
    pooled = np.sqrt((np.var(FIRST, ddof=1) + np.var(SECOND, ddof=1)) / 2)
    d = (np.mean(FIRST) - np.mean(SECOND)) / pooled
    assert between(FIRST, SECOND).effect == pytest.approx(d * (1 - 3 / (4 * 18 - 1)), abs=1e-4)
    assert paired(FIRST, SECOND).effect == pytest.approx(d * (1 - 3 / (4 * 9 - 1)), abs=1e-3)


def test_the_correction_is_near_the_known_approximation() -> None:
    """Hedges 1981: 1 - 3 / (4 df - 1)."""
    assert [correction(free) for free in (5, 10, 50)] == pytest.approx(
        [1 - 3 / (4 * free - 1) for free in (5, 10, 50)], abs=3e-3
    )


def test_scipy_finds_the_same_with_missing_answers() -> None:
    answers = answers_with_gaps()
    one, other = answers[:100, 0], answers[100:, 0]
    expected = stats.ttest_ind(one, other, equal_var=False, nan_policy="omit")
    found = between(one, other)
    assert (found.t, found.df, found.p) == pytest.approx((expected.statistic, expected.df, expected.pvalue))
    assert found.people == (int((~np.isnan(one)).sum()), int((~np.isnan(other)).sum()))


def test_those_who_answered_once_are_not_paired() -> None:
    with_more = paired([*FIRST, NAN, 3.0], [*SECOND, 2.0, NAN])
    assert with_more == paired(FIRST, SECOND)
    assert with_more.people == (10, 10)


def test_turning_the_groups_turns_the_sign_and_nothing_else() -> None:
    one, other = between(FIRST, SECOND), between(SECOND, FIRST)
    assert (one.difference, one.effect, one.p) == pytest.approx((-other.difference, -other.effect, other.p))
    scaled = between(10 * np.array(FIRST) + 3, 10 * np.array(SECOND) + 3)
    assert scaled.effect == pytest.approx(one.effect)
    assert scaled.difference == pytest.approx(10 * one.difference)


@pytest.mark.parametrize("compare", [between, paired])
def test_the_effect_lies_in_its_interval_nineteen_times_of_twenty(compare: object) -> None:
    generator = np.random.Generator(np.random.PCG64(3))
    held = 0
    for _sample in range(800):
        shared = generator.normal(size=60)
        one, other = shared + generator.normal(size=60), shared + generator.normal(size=60) - 0.7
        low, high = (between if compare is between else paired)(one, other).effect_interval
        held += low < 0.7 / np.sqrt(2) < high
    assert held / 800 > 0.93
    assert held / 800 < (0.97 if compare is paired else 1.0)


def test_all_pairs_of_levels_hold_together() -> None:
    found = between_all({"rektor": FIRST, "lærer": SECOND, "eier": [1.0, 2.0, 4.0]})
    assert set(found) == {("rektor", "lærer"), ("rektor", "eier"), ("lærer", "eier")}
    alone = between(FIRST, SECOND, level=1 - 0.05 / 3)
    assert found["rektor", "lærer"] == alone


def test_what_has_no_difference_is_refused() -> None:
    with pytest.raises(StatsError, match="1 people have answered in the second group"):
        between(FIRST, [1.0, NAN])
    with pytest.raises(StatsError, match="answered the same"):
        between([1.0, 1.0], [2.0, 2.0])
    with pytest.raises(StatsError, match="changed by the same"):
        paired([1.0, 2.0, 3.0], [2.0, 3.0, 4.0])
    with pytest.raises(StatsError, match="same row"):
        paired([1.0, 2.0], [1.0])
    with pytest.raises(StatsError, match="only one group"):
        between_all({"rektor": FIRST})
    with pytest.raises(StatsError, match="Infinite values in the first"):
        between([1.0, float("inf")], FIRST)
