"""Every figure of every table as a set of the finest groups, so that all tables can be seen at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from redthread.disclosure.populations import Group, Population
from redthread.disclosure.tables import Table


class Place(NamedTuple):
    """Where a figure stands: the table's number, its categories, and which figure it is."""

    table: int
    categories: tuple[str, ...]
    figure: int


class Figures(NamedTuple):
    """`members[f]` are the groups that figure f counts; the same set is one figure however often it stands.

    `totals` are what anyone is taken to know, such as the figures of everybody in a wave. `nobody` are the
    groups that nobody is in, in any wave. `most` is how many can be in each group, as far as others know.
    """

    people: tuple[int, ...]
    members: tuple[tuple[int, ...], ...]
    counts: tuple[int, ...]
    places: tuple[Place, ...]
    totals: tuple[int, ...]
    nobody: tuple[int, ...]
    most: tuple[int, ...]


def lay_out(population: Population, tables: Sequence[Table], *, is_empty_known: bool = False) -> Figures:
    """With `is_empty_known`, the groups that nobody is in are counted among what anyone knows: also that
    nobody of a kind has taken part in just these waves.

    Raises ValueError for a column or a wave that is not there, and for groups beyond all reading."""
    groups = population.in_order()
    numbers: dict[tuple[int, ...], int] = {}

    def figure(members: Iterable[int]) -> int:
        return numbers.setdefault(tuple(members), len(numbers))

    totals = []
    for wave in population.waves:
        if everybody := [place for place, (group, _n) in enumerate(groups) if wave in group[1]]:
            totals.append(figure(everybody))
    there = {kind for (kind, _waves), count in groups if count}
    nobody = tuple(
        place
        for place, ((kind, _waves), count) in enumerate(groups)
        if kind not in there or (is_empty_known and not count)
    )
    if is_empty_known:
        totals += [figure((place,)) for place in nobody]
    places = []
    for number, one in enumerate(tables):
        _refuse_unknown(one, population)
        cells = _cells(one, population, [group for group, _n in groups])
        for categories, members in cells.items():
            places.append(Place(number, categories, figure(members)))
    people = tuple(count for _group, count in groups)
    counts = tuple(sum(people[group] for group in members) for members in numbers)
    in_all = sum(people)
    most = tuple(population.most.get(kind, in_all) for (kind, _waves), _n in groups)
    return Figures(people, tuple(numbers), counts, tuple(places), tuple(dict.fromkeys(totals)), nobody, most)


def _refuse_unknown(table: Table, population: Population) -> None:
    for name in (*table.columns, *(table.only or {})):
        if name not in population.columns:
            raise ValueError(f"{table.name}: there is no column «{name}».")
    if table.wave not in population.waves:
        raise ValueError(f"{table.name}: there is no wave «{table.wave}».")


def _cells(table: Table, population: Population, groups: Sequence[Group]) -> dict[tuple[str, ...], list[int]]:
    """The groups of each combination of categories that somebody may have."""
    at = [population.columns.index(name) for name in table.columns]
    limits = [(population.columns.index(name), kept) for name, kept in (table.only or {}).items()]
    cells: dict[tuple[str, ...], list[int]] = {}
    for place, (kind, waves) in enumerate(groups):
        if table.wave in waves and all(kind[column] in kept for column, kept in limits):
            cells.setdefault(tuple(kind[column] for column in at), []).append(place)
    return dict(sorted(cells.items()))
