"""Who sits with whom, and who sees what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redthread.gatherings.method_words import Seats, Sees
from redthread.live.circles import (
    Paired,
    Sitter,
    circles_of,
    pair_up,
    shown_to,
    sits_with,
    table_of_circle,
)

MONA = Sitter(table=3, pair=2, school=12, part="principal")
GUEST = Sitter(table=3, pair=0, school=None, part="")


@pytest.mark.parametrize(
    ("seats", "mona", "guest"),
    [
        (Seats.ALONE, "t:3", "t:3"),
        (Seats.TABLE, "t:3", "t:3"),
        (Seats.PAIR, "p:3:2", "p:3:0"),
        (Seats.OWN_SCHOOL, "s:12", "s:t3"),
        (Seats.SAME_ROLE, "r:principal", "r:t3"),
        (Seats.ALL, "a", "a"),
    ],
)
def test_each_way_of_sitting_has_its_circle(seats: Seats, mona: str, guest: str) -> None:
    assert (sits_with(seats, MONA), sits_with(seats, GUEST)) == (mona, guest)


@pytest.mark.parametrize(
    ("sees", "seats", "circle"),
    [
        (Sees.AUTHOR, Seats.ALONE, ""),
        (Sees.PAIR, Seats.PAIR, "p:3:2"),
        (Sees.TABLE, Seats.TABLE, "t:3"),
        (Sees.TABLE, Seats.SAME_ROLE, "r:principal"),
        (Sees.OWN_SCHOOL, Seats.OWN_SCHOOL, "s:12"),
        (Sees.ALL, Seats.SAME_ROLE, "a"),
    ],
)
def test_what_is_shown_goes_to_the_circle_that_the_phase_says(sees: Sees, seats: Seats, circle: str) -> None:
    assert shown_to(sees, seats, MONA) == circle


def test_those_without_a_school_share_with_each_other_and_not_with_those_who_went_to_theirs() -> None:
    at_the_table = Sitter(table=3, pair=0, school=12, part="")
    assert shown_to(Sees.OWN_SCHOOL, Seats.OWN_SCHOOL, GUEST) in circles_of(GUEST)
    assert shown_to(Sees.OWN_SCHOOL, Seats.OWN_SCHOOL, GUEST) not in circles_of(at_the_table)


def test_one_reads_ones_own_circles_and_no_pair_before_there_is_one() -> None:
    assert circles_of(MONA) == ("a", "t:3", "p:3:2", "s:12", "r:principal")
    assert circles_of(GUEST) == ("a", "t:3", "s:t3", "r:t3")


@pytest.mark.parametrize(
    ("circle", "table"),
    [
        ("t:3", 3),
        ("p:3:12", 3),
        ("s:t4", 4),
        ("r:t11", 11),
        ("s:12", None),
        ("r:teacher", None),
        ("a", None),
        ("", None),
    ],
)
def test_a_circle_at_one_table_tells_which(circle: str, table: int | None) -> None:
    assert table_of_circle(circle) == table


def seated(*keys: int, **pairs: tuple[str, ...]) -> list[Paired]:
    return [Paired(key, pairs.get(f"n{key}", ())) for key in keys]


@pytest.mark.parametrize(
    ("people", "groups"),
    [
        (1, [[1]]),
        (2, [[1, 2]]),
        (3, [[1, 2, 3]]),
        (4, [[1, 2], [3, 4]]),
        (5, [[1, 2], [3, 4, 5]]),
    ],
)
def test_two_and_two_in_the_order_of_seats_and_the_last_three_together(
    people: int, groups: list[list[int]]
) -> None:
    found = pair_up(seated(*range(1, people + 1)), [], 1)
    assert sorted(map(sorted, grouped(found).values())) == groups


def grouped(found: dict[int, str]) -> dict[str, list[int]]:
    circles: dict[str, list[int]] = {}
    for key, circle in found.items():
        circles.setdefault(circle, []).append(key)
    return circles


def test_when_one_leaves_the_other_is_not_put_where_two_have_talked() -> None:
    before = {"n1": ("p:1:1",), "n2": ("p:1:1",), "n3": ("p:1:2",), "n4": ("p:1:2",)}
    found = pair_up(seated(2, 3, 4, **before), [Paired(1, ("p:1:1",))], 1)
    assert set(grouped(found)) == {"p:1:3"}
    assert len(set(found.values()) & {"p:1:1", "p:1:2"}) == 0


def test_pairs_that_are_whole_go_on_when_somebody_else_comes() -> None:
    before = {"n1": ("p:1:1",), "n2": ("p:1:1",), "n3": ("p:1:2",), "n4": ("p:1:2",)}
    found = pair_up(seated(1, 2, 3, 4, 5, 6, **before), [], 1)
    assert grouped(found) == {"p:1:1": [1, 2], "p:1:2": [3, 4], "p:1:3": [5, 6]}


def test_who_comes_to_three_talks_with_one_of_them() -> None:
    before = dict.fromkeys(("n1", "n2", "n3"), ("p:1:1",))
    found = pair_up(seated(1, 2, 3, 4, **before), [], 1)
    assert sorted(map(sorted, grouped(found).values())) == [[1, 2], [3, 4]]
    assert "p:1:1" not in found.values()


@given(st.lists(st.sets(st.integers(1, 7), min_size=1), min_size=1, max_size=8))
def test_whoever_comes_and_goes_no_circle_ever_has_other_members_than_it_began_with(
    steps: list[set[int]],
) -> None:
    history: dict[int, tuple[str, ...]] = {}
    began: dict[str, frozenset[int]] = {}
    for here in steps:
        people = [Paired(key, history.get(key, ())) for key in sorted(here)]
        gone = [Paired(key, pairs) for key, pairs in history.items() if key not in here]
        found = pair_up(people, gone, 1)
        assert set(found) == here
        for circle, members in grouped(found).items():
            assert began.setdefault(circle, frozenset(members)) == frozenset(members)
            assert len(members) in (2, 3) or len(here) == 1
        for key, circle in found.items():
            if (history.get(key) or ("",))[-1] != circle:
                history[key] = (*history.get(key, ()), circle)
    for key, circles in history.items():
        assert all(key in began[circle] for circle in circles)
