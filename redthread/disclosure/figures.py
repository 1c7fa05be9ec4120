"""Every figure of every table as a set of the finest groups, so that all tables can be seen at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from redthread.disclosure.populations import Group, Population
from redthread.disclosure.tables import Table

MOST_CELLS = 200_000


class Place(NamedTuple):
    """Where a figure stands: the table's number, its categories, and which figure it is (None when empty)."""

    table: int
    categories: tuple[str, ...]
    figure: int | None


class Figures(NamedTuple):
    """`members[f]` are the groups that figure f counts; the same set is one figure however often it stands.

    `totals` are the figures of everybody in a wave, which anyone is taken to know.
    """

    people: tuple[int, ...]
    members: tuple[tuple[int, ...], ...]
    counts: tuple[int, ...]
    places: tuple[Place, ...]
    totals: tuple[int, ...]


def lay_out(population: Population, tables: Sequence[Table]) -> Figures:
    """Raises ValueError for a column or a wave that is not there, and for a table beyond all reading."""
    groups = population.in_order()
    numbers: dict[tuple[int, ...], int] = {}

    def figure(members: Iterable[int]) -> int:
        return numbers.setdefault(tuple(members), len(numbers))

    totals = []
    for wave in population.waves:
        if everybody := [place for place, (group, _n) in enumerate(groups) if wave in group[1]]:
            totals.append(figure(everybody))
    places = []
    for number, one in enumerate(tables):
        _refuse_unknown(one, population)
        cells = _cells(one, population, [group for group, _n in groups])
        for categories, members in cells.items():
            places.append(Place(number, categories, figure(members) if members else None))
    people = tuple(count for _group, count in groups)
    counts = tuple(sum(people[group] for group in members) for members in numbers)
    return Figures(people, tuple(numbers), counts, tuple(places), tuple(dict.fromkeys(totals)))


def _refuse_unknown(table: Table, population: Population) -> None:
    for name in (*table.columns, *(table.only or {})):
        if name not in population.columns:
            raise ValueError(f"{table.name}: there is no column «{name}».")
    if table.wave not in population.waves:
        raise ValueError(f"{table.name}: there is no wave «{table.wave}».")


def _cells(table: Table, population: Population, groups: Sequence[Group]) -> dict[tuple[str, ...], list[int]]:
    """The groups of each combination of categories, those that are empty but possible as well."""
    at = [population.columns.index(name) for name in table.columns]
    limits = [(population.columns.index(name), kept) for name, kept in (table.only or {}).items()]
    inside = [
        (place, kind)
        for place, (kind, waves) in enumerate(groups)
        if all(kind[column] in kept for column, kept in limits)
    ]
    cells: dict[tuple[str, ...], list[int]] = {
        categories: [] for categories in _possible([kind for _p, kind in inside], at, table.name)
    }
    for place, kind in inside:
        if table.wave in groups[place][1]:
            cells[tuple(kind[column] for column in at)].append(place)
    return cells


def _possible(kinds: Sequence[tuple[str, ...]], columns: Sequence[int], name: str) -> list[tuple[str, ...]]:
    """Every combination but those that cannot be: a school of one kind does not stand under the others."""
    values = [sorted({kind[column] for kind in kinds}) for column in columns]
    size = 1
    for one in values:
        size *= len(one)
    if size > MOST_CELLS:
        raise ValueError(f"{name}: has {size:,} combinations. Make tables of fewer columns.")
    rules = [
        (here, there, follows)
        for here, one in enumerate(columns)
        for there, other in enumerate(columns)
        if here != there and (follows := _follows(kinds, one, other)) is not None
    ]
    return [
        combination
        for combination in product(*values)
        if all(follows[combination[here]] == combination[there] for here, there, follows in rules)
    ]


def _follows(kinds: Sequence[tuple[str, ...]], column: int, other: int) -> Mapping[str, str] | None:
    """What the other column must be for each category of this one, when it is always the same."""
    found: dict[str, str] = {}
    for kind in kinds:
        if found.setdefault(kind[column], kind[other]) != kind[other]:
            return None
    return found
