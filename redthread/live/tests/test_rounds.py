"""Whose turn it is, read from the turns that have been used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redthread.live.rounds import (
    BACK,
    CLOSED,
    EMPTY,
    LAID,
    PASSED,
    SKIPPED,
    Member,
    Used,
    may_come_back,
    round_of,
)

A, B, C = 1, 2, 3
TABLE = [Member(A), Member(B), Member(C)]


def used(*turns: tuple[int | None, str]) -> list[Used]:
    return [Used(key, kind) for key, kind in turns]


@pytest.mark.parametrize(
    ("turns", "current", "number"),
    [
        ([], A, 1),
        ([(A, LAID)], B, 1),
        ([(A, LAID), (B, PASSED), (C, LAID)], A, 2),
        ([(A, EMPTY), (B, LAID), (C, LAID)], B, 2),
        ([(A, EMPTY), (B, EMPTY), (C, LAID)], C, 2),
        ([(A, EMPTY), (B, EMPTY), (C, EMPTY)], None, 1),
        ([(A, SKIPPED), (B, LAID), (C, LAID)], A, 2),
        ([(A, SKIPPED), (B, LAID), (C, LAID), (A, SKIPPED)], B, 2),
        ([(A, SKIPPED), (B, EMPTY), (C, EMPTY), (A, SKIPPED)], None, 2),
        ([(A, SKIPPED), (B, LAID), (C, LAID), (A, PASSED), (B, EMPTY), (C, EMPTY), (A, SKIPPED)], A, 4),
        ([(A, LAID), (None, CLOSED)], None, 1),
        ([(A, LAID), (None, CLOSED), (None, BACK)], B, 1),
        ([(A, EMPTY), (B, LAID), (A, BACK)], C, 1),
        ([(A, EMPTY), (B, EMPTY), (C, EMPTY), (B, BACK)], B, 2),
        ([(B, EMPTY), (C, LAID), (A, LAID), (B, BACK)], C, 2),
        ([(B, EMPTY), (C, LAID), (A, LAID), (B, BACK), (C, LAID)], A, 2),
        ([(B, EMPTY), (C, LAID), (A, LAID), (B, BACK), (C, EMPTY), (A, EMPTY)], B, 2),
    ],
)
def test_one_idea_a_turn_round_after_round_until_all_are_empty(
    turns: list[tuple[int | None, str]], current: int | None, number: int
) -> None:
    found = round_of(TABLE, used(*turns), is_once=False)
    had = [kind for key, kind in turns if key is not None and kind != BACK]
    assert (found.current, found.number, found.used) == (current, number, len(had))


@pytest.mark.parametrize(
    ("turns", "current"),
    [
        ([(A, LAID)], B),
        ([(A, LAID), (B, PASSED)], C),
        ([(A, LAID), (B, PASSED), (C, LAID)], None),
        ([(A, SKIPPED), (B, LAID), (C, LAID)], A),
        ([(A, SKIPPED), (B, LAID), (C, LAID), (A, SKIPPED)], None),
        ([(A, PASSED), (B, LAID), (C, LAID), (A, BACK)], A),
    ],
)
def test_in_a_round_with_one_turn_each_a_silent_phone_is_asked_twice(
    turns: list[tuple[int | None, str]], current: int | None
) -> None:
    assert round_of(TABLE, used(*turns), is_once=True).current == current


def test_who_has_left_is_never_asked_and_nobody_waits_for_them() -> None:
    order = [Member(A), Member(B, is_away=True), Member(C)]
    assert round_of(order, used((A, LAID)), is_once=False).current == C
    assert round_of(order, used((A, EMPTY), (C, EMPTY)), is_once=False).is_over
    assert round_of([Member(A, is_away=True)], [], is_once=False).is_over
    assert round_of([], [], is_once=False).is_over


def test_a_late_comer_has_a_turn_in_the_round_that_the_others_are_in() -> None:
    twice = used(*[(key, LAID) for _ in range(2) for key in (A, B)])
    found = round_of([Member(A), Member(B), Member(C)], twice, is_once=False)
    assert (found.current, found.number) == (C, 2)


def test_when_the_last_speaker_has_moved_away_the_turn_goes_on_from_the_one_before() -> None:
    found = round_of([Member(A), Member(C)], used((A, LAID), (B, LAID)), is_once=False)
    assert found.current == C


def test_who_has_had_the_only_turn_does_not_come_back_and_who_passed_does() -> None:
    turns = used((A, LAID), (B, PASSED))
    assert not may_come_back(turns, A, is_once=True)
    assert may_come_back(turns, B, is_once=True)
    assert not may_come_back(turns, B, is_once=False)
    assert may_come_back(used((A, LAID), (A, EMPTY)), A, is_once=False)


KINDS = st.sampled_from([LAID, PASSED, EMPTY, SKIPPED])


@given(people=st.integers(1, 6), kinds=st.lists(KINDS, max_size=60), is_once=st.booleans())
def test_the_turn_goes_round_the_table_and_everybody_has_as_many(
    people: int, kinds: list[str], is_once: bool
) -> None:
    order = [Member(key) for key in range(people)]
    turns: list[Used] = []
    for kind in kinds:
        now_at = round_of(order, turns, is_once=is_once)
        if now_at.is_over:
            assert now_at.empty == {member.key for member in order}
            break
        assert now_at.current not in now_at.empty
        turns.append(Used(now_at.current, kind))
    counts = [sum(turn.key == member.key for turn in turns) for member in order]
    still_in = [
        n
        for n, member in zip(counts, order, strict=True)
        if member.key not in now_at_end(order, turns, is_once)
    ]
    assert not still_in or max(still_in) - min(still_in) <= 1
    if is_once:
        assert max(counts, default=0) <= 2


def now_at_end(order: list[Member], turns: list[Used], is_once: bool) -> frozenset[int]:
    return round_of(order, turns, is_once=is_once).empty


@given(people=st.integers(1, 5), kinds=st.lists(KINDS, max_size=30), gone=st.sets(st.integers(0, 4)))
def test_whoever_leaves_the_round_comes_to_an_end_when_the_rest_are_empty(
    people: int, kinds: list[str], gone: set[int]
) -> None:
    order = [Member(key, is_away=key in gone) for key in range(people)]
    turns: list[Used] = []
    for kind in [*kinds, *[EMPTY] * people]:
        now_at = round_of(order, turns, is_once=False)
        assert now_at.current not in gone
        if not now_at.is_over:
            turns.append(Used(now_at.current, kind))
    assert round_of(order, turns, is_once=False).is_over
