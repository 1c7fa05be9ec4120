"""Shares, means and response rates that would be somebody's answer are told in other words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redthread.disclosure import banded_share, banded_shares, response_rate, shown_mean


@pytest.mark.parametrize(
    ("answered", "invited", "text"),
    [
        (0, 20, "ingen svar"),
        (4, 20, "for få svar"),
        (5, 20, "25 %"),
        (17, 20, "85 %"),
        (18, 20, "nesten alle"),
        (20, 20, "nesten alle"),
        (5, 6, "nesten alle"),
        (997, 1000, "99 %"),
    ],
)
def test_a_response_rate_does_not_tell_who_has_not_answered(answered: int, invited: int, text: str) -> None:
    assert response_rate(answered, invited).text == text


def test_more_answers_than_invited_are_refused() -> None:
    with pytest.raises(ValueError, match="No more can have answered"):
        response_rate(6, 5)


@pytest.mark.parametrize(
    ("chose", "people", "text"),
    [
        (0, 0, "ingen svar"),
        (4, 4, "for få svar"),
        (5, 5, "80–100 %"),
        (0, 19, "0–20 %"),
        (1, 5, "0–20 %"),
        (2, 5, "40 %"),
        (16, 19, "80–100 %"),
        (19, 20, "minst 95 %"),
        (20, 20, "minst 95 %"),
        (18, 20, "90 %"),
        (0, 400, "høyst 5 %"),
    ],
)
def test_a_share_at_the_ends_is_a_band(chose: int, people: int, text: str) -> None:
    assert banded_share(chose, people).text == text


def test_the_other_answers_do_not_give_the_banded_one_away() -> None:
    assert [told.text for told in banded_shares([7, 3, 0])] == ["60–80 %", "20–40 %", "0–20 %"]
    assert [told.text for told in banded_shares([4, 3, 3])] == ["40 %", "30 %", "30 %"]
    assert [told.text for told in banded_shares([4, 3, 3], k=10)] == ["40 %", "30 %", "30 %"]
    assert [told.text for told in banded_shares([3, 3, 3], k=10)] == ["for få svar"] * 3


@pytest.mark.parametrize(
    ("chose", "text"),
    [
        ({}, "ingen svar"),
        ({3: 4}, "for få svar"),
        ({3: 5}, "svarene er for like til å vise et gjennomsnitt"),
        ({3: 10}, "3,0"),
        ({5: 19}, "svarene er for like til å vise et gjennomsnitt"),
        ({5: 20}, "5,0"),
        ({3: 4, 4: 1}, "3,2"),
        ({1: 19, 2: 0}, "svarene er for like til å vise et gjennomsnitt"),
    ],
)
def test_a_mean_of_answers_that_are_all_alike_is_not_shown(chose: dict[int, int], text: str) -> None:
    assert shown_mean(chose, ends=(1, 5)).text == text


@given(st.lists(st.integers(0, 19), min_size=2, max_size=5).filter(lambda counts: sum(counts) < 20))
def test_below_twenty_nothing_is_ever_all_or_nobody(counts: list[int]) -> None:
    said = [told.text for told in banded_shares(counts)]
    said.append(shown_mean(dict(enumerate(counts, start=1)), ends=(1, len(counts))).text)
    assert not [text for text in said if re.fullmatch(rf"0 %|100 %|1,0|{len(counts)},0", text)]
