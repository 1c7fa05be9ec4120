"""Gatherings of several networks that come close. Pure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from redthread.schoolyear.years import SchoolYear
from redthread.wheel.collisions import Collision, Taking, collisions_of
from redthread.wheel.drawing.overlay import MOST_RINGS, draw_overlay
from redthread.wheel.marks import Entry, Kind, State

DAY = date(2026, 10, 14)
BOTH = {"ost": Taking({"a": "Åsen skole", "b": "Brekka skole"}), "vest": Taking({"a": "Åsen skole"})}


def gathering(slug: str, first: date, last: date | None = None, state: State = State.PLAIN) -> Entry:
    return Entry(
        Kind.GATHERING, f"{slug}{first}", "Samling", first, last or first, slug.title(), slug, state=state
    )


def close(*entries: Entry) -> list[Collision]:
    return collisions_of(entries, BOTH)


@pytest.mark.parametrize(
    ("days", "is_close", "is_same"), [(0, True, True), (1, True, False), (2, False, False), (-1, True, False)]
)
def test_the_same_day_and_the_next_are_close(days: int, is_close: bool, is_same: bool) -> None:
    found = close(gathering("ost", DAY), gathering("vest", DAY + timedelta(days=days)))
    assert bool(found) is is_close
    assert [one.is_same_day for one in found] == ([is_same] if is_close else [])


def test_a_gathering_over_days_is_close_until_the_day_after_its_last() -> None:
    camp = gathering("ost", DAY, DAY + timedelta(days=2))
    assert close(camp, gathering("vest", DAY + timedelta(days=2)))[0].is_same_day
    assert not close(camp, gathering("vest", DAY + timedelta(days=3)))[0].is_same_day
    assert not close(camp, gathering("vest", DAY + timedelta(days=4)))


def test_one_network_is_never_in_its_own_way() -> None:
    assert close(gathering("ost", DAY), gathering("ost", DAY + timedelta(days=1))) == []


def test_what_is_cancelled_is_in_nobodys_way() -> None:
    assert close(gathering("ost", DAY, state=State.CANCELLED), gathering("vest", DAY)) == []


def test_networks_without_anybody_in_common_may_meet_when_they_like() -> None:
    taking = {
        "ost": Taking({"a": "Åsen skole"}, frozenset({1})),
        "vest": Taking({"c": "Dal"}, frozenset({2})),
    }
    assert collisions_of([gathering("ost", DAY), gathering("vest", DAY)], taking) == []
    assert collisions_of([gathering("ost", DAY), gathering("vest", DAY)], {}) == []


def test_who_is_in_both_is_told() -> None:
    taking = {
        "ost": Taking({"a": "Åsen skole", "b": "Brekka skole", "d": "Dal skole"}, frozenset({1, 2})),
        "vest": Taking({"b": "Brekka skole", "a": "Åsen skole", "d": "Dal skole"}, frozenset({2, 3})),
    }
    [one] = collisions_of([gathering("ost", DAY), gathering("vest", DAY)], taking)
    assert one.who == "Brekka skole, Dal skole og Åsen skole er med i begge. 1 person er med i begge."
    assert one.when == "14. oktober 2026"


def test_a_long_gathering_does_not_hide_a_later_pair() -> None:
    """The search stops at the first that starts too late, and a camp may reach further than the next."""
    entries = [
        gathering("ost", DAY, DAY + timedelta(days=5)),
        gathering("ost", DAY + timedelta(days=1)),
        gathering("vest", DAY + timedelta(days=5)),
    ]
    assert [one.first.key for one in close(*entries)] == [f"ost{DAY}"]


def test_each_network_has_a_ring_of_its_own_until_there_are_too_many() -> None:
    year = SchoolYear(2026)
    rings = [(f"n{number}", [gathering(f"n{number}", DAY)]) for number in range(40)]
    wheel = draw_overlay(rings, year, DAY)
    assert len(set(wheel.ways)) == MOST_RINGS
    assert min(wheel.ways) > 130
    assert sum(len(month.marks) for month in wheel.months) == 40
    few = draw_overlay(rings[:2], year, DAY)
    assert few.ways == [372, 308]
    assert few.has_numbers
    assert not wheel.has_numbers
    assert draw_overlay([], year, DAY).ways == []
