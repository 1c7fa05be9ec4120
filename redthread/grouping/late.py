"""When somebody comes late or not at all: everybody seated again with the fewest moves. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from redthread.grouping.asking import LARGEST, SMALLEST

Cost = Callable[[str, Sequence[str]], float]  # what it costs that one sits with these


@dataclass(frozen=True)
class Placed:
    """The tables afterwards, in the same order (one that was given up is empty), and who had to move."""

    tables: list[list[str]]
    moved: list[str]


def place_late(
    tables: Sequence[Sequence[str]],
    *,
    leaving: Collection[str] = (),
    arriving: Sequence[str] = (),
    staying: Collection[str] = (),
    cost: Cost,
    size: int,
) -> Placed:
    """Seat those who arrive, and mend tables that have become too small for a talk.

    Those who arrive fill the smallest tables first, where it costs least; no table grows past `size` and one
    more, unless all have and there are too few left for a table of their own. A table of one or two is filled
    from the largest, or given up when that moves fewer. Nobody in `staying` is moved.
    """
    now = [[one for one in table if one not in leaving] for table in tables]
    in_use = [table for table in now if table]
    in_use += _more_tables(now, in_use, len(arriving), size)
    for one in arriving:
        _sit_down(one, in_use, cost, size)
    moved: list[str] = []
    for table in sorted((t for t in now if 0 < len(t) < SMALLEST), key=len):
        if 0 < len(table) < SMALLEST and len([t for t in now if t]) > 1:
            moved += _mend(table, now, set(staying), cost, size)
    return Placed(now, moved)


def _more_tables(
    tables: list[list[str]], in_use: Sequence[list[str]], arriving: int, size: int
) -> list[list[str]]:
    """Tables to open for those who arrive: none as long as there is room, with one more at each table."""
    most = min(size + 1, LARGEST)
    room = sum(max(0, most - len(table)) for table in in_use)
    without_place = arriving - sum(max(0, size - len(table)) for table in in_use)
    full = all(len(table) >= LARGEST for table in in_use)
    if arriving <= room or not (without_place >= SMALLEST or full):
        return []
    opened = [table for table in tables if not table][: max(1, without_place // size)]
    while len(opened) < max(1, without_place // size):
        opened.append([])
        tables.append(opened[-1])
    return opened


def _sit_down(one: str, tables: Sequence[list[str]], cost: Cost, size: int) -> None:
    """Where the table is too small, else below its size, else the smallest; there the cheapest."""

    def judged(table: list[str]) -> tuple[bool, int, float]:
        return len(table) >= SMALLEST, max(len(table), size - 1), cost(one, table)

    min(tables, key=judged).append(one)


def _mend(
    table: list[str], tables: list[list[str]], staying: Collection[str], cost: Cost, size: int
) -> list[str]:
    """Fill the table from larger ones, or spread its people; whichever moves fewer."""
    missing = SMALLEST - len(table)
    movable = [one for one in table if one not in staying]
    may_give_up = len(movable) == len(table) and _room(tables, table, size) >= len(table)
    if may_give_up and len(table) <= missing:
        return _give_up(table, tables, cost, size)
    filled = _fill(table, missing, tables, staying, cost)
    if len(filled) < missing and may_give_up and not filled:
        return _give_up(table, tables, cost, size)
    return filled


def _room(tables: Iterable[list[str]], without: list[str], size: int) -> int:
    most = min(size + 1, LARGEST)
    return sum(max(0, most - len(table)) for table in tables if table and table is not without)


def _give_up(table: list[str], tables: list[list[str]], cost: Cost, size: int) -> list[str]:
    leaving, others = list(table), [other for other in tables if other and other is not table]
    table.clear()
    for one in leaving:
        _sit_down(one, others, cost, size)
    return leaving


def _fill(
    table: list[str], missing: int, tables: list[list[str]], staying: Collection[str], cost: Cost
) -> list[str]:
    moved: list[str] = []
    for _place in range(missing):
        most = max((len(other) for other in tables if other is not table), default=0)
        if most <= SMALLEST:
            break
        able = [
            (cost(one, table), place, one)
            for place, other in enumerate(tables)
            if other is not table and len(other) == most
            for one in other
            if one not in staying
        ]
        if not able:
            break
        _cost, place, one = min(able)
        tables[place].remove(one)
        table.append(one)
        moved.append(one)
    return moved
