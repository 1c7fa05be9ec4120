"""Late arrivals and those who do not come."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from redthread.grouping.late import place_late


def free(one: str, table: Sequence[str]) -> float:
    return 0.0


def test_those_who_do_not_come_are_taken_out_and_nobody_else_moves() -> None:
    placed = place_late([["a", "b", "c", "d"], ["e", "f", "g", "h"]], leaving={"b"}, cost=free, size=4)
    assert placed.tables == [["a", "c", "d"], ["e", "f", "g", "h"]]
    assert placed.moved == []


def test_one_who_comes_late_takes_the_empty_place() -> None:
    placed = place_late([["a", "b", "c", "d"], ["e", "f", "g"]], arriving=["x"], cost=free, size=4)
    assert placed.tables == [["a", "b", "c", "d"], ["e", "f", "g", "x"]]


def test_among_tables_with_room_the_best_company_is_chosen() -> None:
    def cost(one: str, table: Sequence[str]) -> float:
        return float("a" in table)

    placed = place_late([["a", "b", "c"], ["e", "f", "g"]], arriving=["x"], cost=cost, size=4)
    assert placed.tables == [["a", "b", "c"], ["e", "f", "g", "x"]]


def test_one_who_comes_late_takes_the_place_of_one_who_does_not() -> None:
    placed = place_late([["a", "b", "c"], ["d", "e", "f"]], leaving={"e"}, arriving=["x"], cost=free, size=3)
    assert placed.tables == [["a", "b", "c"], ["d", "f", "x"]]
    assert placed.moved == []


def test_a_table_of_two_gets_one_from_the_largest() -> None:
    placed = place_late([["a", "b", "c"], ["d", "e", "f", "g", "h"]], leaving={"a"}, cost=free, size=4)
    assert [len(table) for table in placed.tables] == [3, 4]
    assert len(placed.moved) == 1


def test_a_table_of_one_is_given_up() -> None:
    tables = [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]
    placed = place_late(tables, leaving={"a", "b"}, cost=free, size=4)
    assert placed.tables[0] == []
    assert placed.moved == ["c"]
    assert sorted(len(table) for table in placed.tables) == [0, 3, 4]


def test_who_stays_is_not_moved_even_when_a_table_is_small() -> None:
    tables = [["a", "b", "c"], ["d", "e", "f", "g"]]
    placed = place_late(tables, leaving={"a", "b"}, staying=["c", "d", "e", "f", "g"], cost=free, size=4)
    assert placed.tables == [["c"], ["d", "e", "f", "g"]]
    assert placed.moved == []


def test_ten_who_come_where_all_tables_are_full_get_tables_of_their_own() -> None:
    placed = place_late(
        [list("abcde"), list("fghij")], arriving=[f"x{n}" for n in range(10)], cost=free, size=5
    )
    assert sum(map(len, placed.tables)) == 20
    assert all(3 <= len(table) <= 6 for table in placed.tables)


def test_everybody_comes_at_once_to_no_tables() -> None:
    placed = place_late([], arriving=["a", "b", "c"], cost=free, size=4)
    assert placed.tables == [["a", "b", "c"]]


@pytest.mark.parametrize("gone", range(0, 130, 13))
def test_thirty_of_130_in_and_out_is_done_at_once(gone: int) -> None:
    tables = [[f"p{5 * table + seat}" for seat in range(5)] for table in range(26)]
    leaving = {f"p{(gone + 7 * one) % 130}" for one in range(30)}
    arriving = [f"n{one}" for one in range(15)]
    started = time.perf_counter()
    placed = place_late(tables, leaving=leaving, arriving=arriving, cost=free, size=5)
    assert time.perf_counter() - started < 1
    everybody = [one for table in placed.tables for one in table]
    assert len(everybody) == len(set(everybody)) == 115
    assert all(3 <= len(table) <= 6 for table in placed.tables if table)
    assert len(placed.moved) <= 5
