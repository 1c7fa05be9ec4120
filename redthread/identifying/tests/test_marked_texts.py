"""The set of texts whose identities we marked: how many of them the checker finds, and what it marks
besides."""

from __future__ import annotations

import pytest

from redthread.identifying.tests.marked_texts import Score, all_texts, by_hand, fresh, read, score


@pytest.fixture(scope="module")
def made() -> Score:
    return score(all_texts())


def test_the_set_is_large_and_mostly_not_by_template() -> None:
    assert len(all_texts()) >= 300
    assert len(by_hand()) >= 120
    assert sum(not one.identities for one in by_hand()) >= 25
    assert len({one.text for one in all_texts()}) > 270


def test_nearly_every_identity_is_found(made: Score) -> None:
    assert made.recall() >= 0.98, made.misses


def test_names_that_no_list_has_are_found_as_well(made: Score) -> None:
    assert made.found["held out"] > 150
    assert made.recall("held out") >= 0.97, made.misses
    assert made.recall("listed") >= 0.99, made.misses


def test_little_is_marked_that_identifies_nobody(made: Score) -> None:
    assert made.precision() >= 0.95, made.false_ones


def test_most_of_what_no_rule_was_made_for_is_found() -> None:
    unseen = score(fresh())
    assert unseen.recall() >= 0.85, unseen.misses
    assert unseen.precision() >= 0.85, unseen.false_ones


def test_texts_without_identities_are_left_alone() -> None:
    clean = score(one for one in by_hand() if not one.identities)
    assert len(clean.false_ones) <= 3, clean.false_ones


def test_the_score_notices_what_is_missed_and_what_is_too_much() -> None:
    wrong = score([read("{Vi|name} satt lenge. Kari kom.")])
    assert wrong.misses == [("Vi|name", "Vi satt lenge. Kari kom.")]
    assert wrong.false_ones == [("Kari|name", "Vi satt lenge. Kari kom.")]
