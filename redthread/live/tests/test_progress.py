"""Where a table is in the script, and where it may go."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redthread.gatherings.method_library import library
from redthread.gatherings.method_script import Phase, Script, read_script
from redthread.live.progress import (
    LOBBY,
    Place,
    after,
    before,
    host_of,
    is_driven_by_tables,
    is_first_in,
    is_revealed,
    is_shared,
    laps_of,
    must_be_finished,
    rounds_between,
    seconds_of,
    table_may_go,
)

LIBRARY = {key: one.card.script for key, one in library().items()}


def phase(**fields: Any) -> Phase:
    row = {"key": "p", "step": 1, "title": "Fase", "kind": "discuss", "seconds": 600, **fields}
    return read_script([row]).phases[0]


def key_at(script: Script, place: Place | None) -> str:
    return "slutt" if place is None else f"{script.phases[place.phase].key}.{place.lap}"


def walk(script: Script, tables: list[int]) -> list[Place]:
    found, place = [], after(script, Place(LOBBY), tables)
    while place is not None:
        found.append(place)
        place = after(script, place, tables)
    return found


@pytest.mark.parametrize("method", LIBRARY)
@given(tables=st.sets(st.integers(1, 9), min_size=1))
def test_next_goes_through_every_phase_and_back_comes_out_of_each(method: str, tables: set[int]) -> None:
    script, used = LIBRARY[method], sorted(tables)
    places = walk(script, used)
    assert places == sorted(set(places))
    assert {place.phase for place in places} == set(range(len(script.phases)))
    for place in places:
        behind = before(script, place, used)
        assert behind is not None
        assert behind < place
    assert before(script, Place(LOBBY), used) is None


def test_where_each_table_presents_the_empty_ones_are_passed_over() -> None:
    script = LIBRARY["igp"]
    laps = [place.lap for place in walk(script, [1, 3, 4]) if script.phases[place.phase].key == "plenum"]
    assert laps == [0, 2, 3]


@pytest.mark.parametrize(("tables", "laps"), [(1, 1), (2, 1), (3, 2), (5, 4), (9, 4)])
def test_a_gallery_has_no_more_stops_than_there_are_other_tables(tables: int, laps: int) -> None:
    walking = LIBRARY["gallerivandring"].phases[1]
    assert laps_of(walking, tables) == laps
    assert seconds_of(walking, tables) == 1440 // laps


@given(tables=st.sets(st.integers(1, 12), min_size=2), lap=st.integers(0, 11))
def test_in_each_lap_every_table_is_visited_by_one_other(tables: set[int], lap: int) -> None:
    used = sorted(tables)
    lap %= len(used) - 1
    hosts = [host_of(table, lap, used) for table in used]
    assert sorted(hosts) == used
    assert all(host != table for host, table in zip(hosts, used, strict=True))
    seen = {host_of(used[0], n, used) for n in range(len(used) - 1)}
    assert seen == tables - {used[0]}


def test_one_table_alone_walks_round_its_own() -> None:
    assert (host_of(1, 0, [1]), host_of(2, 0, [1, 3])) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "shared"),
    [
        ({}, False),
        ({"seats": "pair", "sees": "pair"}, False),
        ({"seats": "own_school", "sees": "own_school"}, True),
        ({"seats": "same_role"}, True),
        ({"seats": "all", "sees": "all"}, True),
        ({"kind": "read", "sees": "all"}, False),
        ({"sees": "all", "writes": "each"}, True),
        ({"kind": "rotate", "writes": "visitors", "repeat": "table", "times": 4}, True),
    ],
)
def test_what_others_than_the_table_see_is_begun_together(fields: dict[str, Any], shared: bool) -> None:
    one = phase(**fields, drives="table")
    assert is_shared(one) is shared
    assert is_driven_by_tables(one) is not shared


@pytest.mark.parametrize(
    ("place", "to", "may"),
    [
        ("runde", "sorter", True),
        ("sorter", "plansje", True),
        ("skriv", "runde", False),
        ("plansje", "plenum", False),
    ],
)
def test_a_table_moves_itself_only_where_tables_have_their_own_pace(place: str, to: str, may: bool) -> None:
    script = LIBRARY["igp"]
    keys = [one.key for one in script.phases]
    assert table_may_go(script, Place(keys.index(place)), Place(keys.index(to))) is may
    assert not table_may_go(script, Place(LOBBY), Place(0))
    assert not table_may_go(script, Place(0), None)


def test_nobody_is_the_first_in_what_is_begun_together() -> None:
    script, (poster, plenum) = LIBRARY["igp"], (Place(4), Place(5))
    assert is_first_in(script, poster, plenum, [poster, Place(2)])
    assert not is_first_in(script, poster, plenum, [plenum, Place(2)])
    assert not is_first_in(script, poster, plenum, [])
    assert not is_first_in(script, Place(3), poster, [Place(2)])
    assert is_first_in(script, plenum, Place(5, 1), [plenum])


@pytest.mark.parametrize(
    ("fields", "must"),
    [
        ({"kind": "round", "repeat": "until_empty"}, True),
        ({"kind": "round", "repeat": "person", "rules": ["no_reply"]}, True),
        ({"kind": "round", "repeat": "person"}, False),
        ({"kind": "discuss", "rules": ["no_criticism"]}, False),
    ],
)
def test_a_round_where_nobody_is_answered_is_left_when_all_have_spoken(
    fields: dict[str, Any], must: bool
) -> None:
    assert must_be_finished(phase(**fields)) is must


def test_sorting_is_behind_the_round_in_every_method_that_has_both() -> None:
    for script in LIBRARY.values():
        for number, one in enumerate(script.phases):
            if one.kind == "sort":
                passed = rounds_between(script, Place(LOBBY), Place(number))
                assert [r.key for r in passed if r.key in one.uses]


def test_what_is_shown_at_the_end_waits_until_the_phase_is_behind_or_the_session_closed() -> None:
    script = LIBRARY["rolleokt"]
    number = next(n for n, one in enumerate(script.phases) if one.key == "med")
    assert not is_revealed(script, "med", number, is_running=True)
    assert is_revealed(script, "med", number + 1, is_running=True)
    assert is_revealed(script, "med", number, is_running=False)
    assert is_revealed(script, "runde", 0, is_running=True)
    assert is_revealed(script, "finnes-ikke", 0, is_running=True)
