"""Whose turn it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from redthread.gatherings.chair_turn import fair_turn

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
