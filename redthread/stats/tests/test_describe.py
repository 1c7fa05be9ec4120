"""What was answered, item by item, and indices with their rule for missing answers."""

from __future__ import annotations

import doctest
import statistics

import numpy as np
import pytest

from redthread.stats import describe as module
from redthread.stats.describe import Described, describe
from redthread.stats.errors import StatsError
from redthread.stats.indices import index_of
from redthread.stats.tests.made_answers import answers_with_gaps, complete_answers

NAN = float("nan")


def test_the_example_runs() -> None:
    assert doctest.testmod(module).failed == 0


def test_each_item_has_its_own_n() -> None:
    found = describe(np.array([[1, NAN], [3, 4], [4, NAN], [4, NAN]]), names=["a", "b"], scale=[1, 2, 3, 4])
    assert found == [
        Described("a", 4, 0, 3.0, 2**0.5, {1: 1, 2: 0, 3: 1, 4: 2}),
        Described("b", 1, 3, 4.0, None, {1: 0, 2: 0, 3: 0, 4: 1}),
    ]


def test_the_standard_library_finds_the_same() -> None:
    answers = answers_with_gaps()
    for place, item in enumerate(describe(answers)):
        known = [one for one in answers[:, place].tolist() if one == one]
        assert item.people == len(known)
        assert item.people + item.missing == 240
        assert item.mean == pytest.approx(statistics.fmean(known))
        assert item.sd == pytest.approx(statistics.stdev(known))
        assert sum(item.distribution.values()) == len(known)


def test_an_item_nobody_answered_has_no_mean() -> None:
    assert describe([[NAN], [NAN]], names=["a"]) == [Described("a", 0, 2, None, None, {})]


def test_an_answer_outside_the_scale_is_refused_with_its_place() -> None:
    with pytest.raises(StatsError, match=r"b: person 2 has answered 7\. The scale is 1, 2, 3, 4, 5\."):
        describe([[1, 2], [2, 7]], names=["a", "b"], scale=[1, 2, 3, 4, 5])


def test_an_index_needs_half_of_the_items() -> None:
    found = index_of([[1, 2, 3, NAN], [5, 4, NAN, NAN], [5, NAN, NAN, NAN], [NAN] * 4])
    assert found.values.tolist()[:2] == [2.0, 4.5]
    assert np.isnan(found.values[2:]).all()
    assert (found.people, found.left_out, found.at_least, found.mean) == (2, 2, 2, 3.25)


def test_an_index_may_ask_for_all_items() -> None:
    answers = answers_with_gaps()[:, :4]
    found = index_of(answers, share=1)
    complete = answers[~np.isnan(answers).any(axis=1)]
    assert (found.people, found.at_least) == (len(complete), 4)
    assert found.mean == pytest.approx(complete.mean())
    assert found.sd == pytest.approx(complete.mean(axis=1).std(ddof=1))


def test_reversed_items_are_turned_round() -> None:
    answers = complete_answers()[:, :4]
    turned = answers.copy()
    turned[:, [1, 3]] = 6 - turned[:, [1, 3]]
    straight = index_of(answers)
    assert index_of(turned, reverse=[1, 3], scale=(1, 5)).values == pytest.approx(straight.values)
    with pytest.raises(StatsError, match="lowest and highest"):
        index_of(turned, reverse=[1])
    assert turned[0, 1] == 6 - answers[0, 1]


@pytest.mark.parametrize("share", [0, -1, 1.5])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(StatsError, match="must be above 0"):
        index_of([[1, 2]], share=share)
