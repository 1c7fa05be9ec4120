"""Whose turn it is."""

import itertools
import random
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from redthread.grouping.assigning import cheapest_columns
from redthread.grouping.turns import CAN, CANNOT, WOULD_LIKE, fair_turn, share_turns

OSLO = ZoneInfo("Europe/Oslo")
TURN = ["Åsen", "Brekka", "Dal"]


def month(number: int) -> datetime:
    return datetime(2026, number, 1, tzinfo=OSLO)


def test_the_agreed_turn_decides_who_begins() -> None:
    assert fair_turn(TURN, {}) == "Åsen"


def test_those_who_never_had_a_turn_come_first() -> None:
    assert fair_turn(TURN, {"Åsen": month(1), "Dal": month(2)}) == "Brekka"


def test_then_comes_the_one_who_has_waited_longest() -> None:
    assert fair_turn(TURN, {"Åsen": month(3), "Brekka": month(1), "Dal": month(2)}) == "Brekka"


def test_two_who_waited_equally_long_come_in_the_agreed_turn() -> None:
    assert fair_turn(TURN, dict.fromkeys(TURN, month(1))) == "Åsen"


def test_a_school_that_has_left_does_not_count() -> None:
    assert fair_turn(["Brekka"], {"Åsen": month(1), "Brekka": month(2)}) == "Brekka"


def test_nobody_can_have_a_turn_in_an_empty_network() -> None:
    assert fair_turn([], {"Åsen": month(1)}) is None


def test_over_three_rounds_everybody_has_equally_many_turns() -> None:
    last: dict[str, datetime] = {}
    had = []
    for number in range(1, 10):
        one = fair_turn(TURN, last)
        assert one is not None
        last[one] = month(number)
        had.append(one)
    assert had == TURN * 3


def anybody(one: str, slot: object) -> int:
    return CAN


def test_a_year_without_wishes_goes_round_in_turn() -> None:
    assert share_turns(TURN, {"Åsen": month(3)}, range(7), suits=anybody) == [
        *("Brekka", "Dal", "Åsen"),
        *("Brekka", "Dal", "Åsen"),
        "Brekka",
    ]


def test_whoever_cannot_in_the_autumn_gets_the_spring_and_loses_no_turn() -> None:
    def suits(one: str, slot: int) -> int:
        return CANNOT if one == "Åsen" and slot < 3 else CAN

    shared = share_turns(TURN, {}, range(6), suits=suits)
    assert Counter(shared) == {"Åsen": 2, "Brekka": 2, "Dal": 2}
    assert "Åsen" not in shared[:3]


def test_a_wish_is_granted_when_it_takes_no_turn_from_anybody() -> None:
    def suits(one: str, slot: int) -> int:
        return WOULD_LIKE if (one, slot) == ("Dal", 0) else CAN

    assert share_turns(TURN, {}, range(3), suits=suits) == ["Dal", "Åsen", "Brekka"]


def test_a_wish_does_not_go_before_a_longer_wait() -> None:
    def suits(one: str, slot: int) -> int:
        return WOULD_LIKE if one == "Dal" else CAN

    assert share_turns(TURN, {}, range(2), suits=suits) == ["Åsen", "Brekka"]


def test_a_day_nobody_can_is_left_open_and_the_others_are_shared() -> None:
    def suits(one: str, slot: int) -> int:
        return CANNOT if slot == 1 else CAN

    assert share_turns(TURN, {}, range(3), suits=suits) == ["Åsen", None, "Brekka"]


def test_nobody_to_share_among_and_nothing_to_share() -> None:
    assert share_turns([], {}, range(2), suits=anybody) == [None, None]
    assert share_turns(TURN, {}, [], suits=anybody) == []


@pytest.mark.parametrize("seed", range(20))
def test_turns_are_as_even_as_what_people_can_allows(seed: int) -> None:
    """Every way to share is tried: none fills more slots, and none that fills as many is more even."""
    chance = random.Random(seed)
    cans: dict[tuple[str | None, int], int] = {
        (one, slot): chance.choice([CANNOT, CAN, CAN, WOULD_LIKE]) for one in TURN for slot in range(5)
    }

    def judged(way: tuple[str | None, ...]) -> tuple[int, int]:
        counts = Counter(one for one in way if one)
        return way.count(None), sum(count**2 for count in counts.values())

    every = [
        way
        for way in itertools.product([*TURN, None], repeat=5)
        if all(one is None or cans[one, slot] != CANNOT for slot, one in enumerate(way))
    ]
    shared = tuple(share_turns(TURN, {}, range(5), suits=lambda one, slot: cans[one, slot]))
    assert shared in every
    assert judged(shared) == min(judged(way) for way in every)


@pytest.mark.parametrize("seed", range(20))
def test_the_cheapest_columns_are_those_found_by_trying_them_all(seed: int) -> None:
    chance = random.Random(seed)
    costs = [[chance.randrange(30) for _column in range(6)] for _row in range(4)]
    cheapest = min(
        sum(row[column] for row, column in zip(costs, way, strict=True))
        for way in itertools.permutations(range(6), 4)
    )
    chosen = cheapest_columns(costs)
    assert len(set(chosen)) == 4
    assert sum(row[column] for row, column in zip(costs, chosen, strict=True)) == cheapest


def test_more_rows_than_columns_cannot_be_shared() -> None:
    with pytest.raises(ValueError, match="fewer columns"):
        cheapest_columns([[1], [2]])
