"""Which figures are too small to show, and which sums and differences of figures would be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from redthread.disclosure.figures import Figures
from redthread.disclosure.populations import Population
from redthread.disclosure.spans import PRIME, Row, row_of
from redthread.disclosure.tables import Table


class Rule(NamedTuple):
    """What is known of a figure from how it stands in the tables, when it is hidden: from `low` to `high`."""

    is_small: bool
    low: int
    high: int | None


def rules(
    figures: Figures,
    population: Population,
    tables: Sequence[Table],
    *,
    k: int,
    school: str,
    hidden: Collection[tuple[str, tuple[str, ...]]],
) -> list[Rule]:
    """One a figure. A figure that stands in several tables is small when it is so in one of them.

    One that counts nobody is small as well, so that what is hidden as few is not known to be somebody.
    """
    at = population.columns.index(school) if school in population.columns else None
    groups = population.in_order()
    found = [Rule(False, 0, None)] * len(figures.counts)
    for place in figures.places:
        table, count, before = tables[place.table], figures.counts[place.figure], found[place.figure]
        least = table.k or k
        if count < least:
            high = least - 1 if before.high is None else min(before.high, least - 1)
            found[place.figure] = Rule(True, before.low, high)
            continue
        is_small = before.is_small or (table.name, place.categories) in hidden
        if table.schools:
            if at is None:
                raise ValueError(f"{table.name}: there is no column «{school}» to count schools in.")
            schools = {groups[group][0][0][at] for group in figures.members[place.figure] if groups[group][1]}
            is_small = is_small or len(schools) < table.schools
        found[place.figure] = Rule(is_small, max(before.low, min(least, count)), before.high)
    return found


def small_unions(figures: Figures, small: Collection[int], k: int) -> list[Row]:
    """What a figure less the large parts of it would tell of, when that is somebody but fewer than k.

    «All at the school» less «teachers at the school» is the leaders, shown or not.
    """
    tables: dict[int, dict[int, int]] = {}
    for place in figures.places:
        of_group = tables.setdefault(place.table, {})
        of_group.update(dict.fromkeys(figures.members[place.figure], place.figure))
    own, few = set(figures.members), set(small)
    found: dict[tuple[int, ...], Row] = {}
    for whole, members in enumerate(figures.members):
        if whole in few:
            continue
        inside = set(members)
        for of_group in tables.values():
            parts = {part for group in members if (part := of_group.get(group)) is not None}
            large = {part for part in parts - few - {whole} if inside.issuperset(figures.members[part])}
            left = tuple(group for group in members if of_group.get(group) not in large)
            if large and left not in own and 0 < sum(figures.people[group] for group in left) < k:
                found[left] = row_of(left)
    return list(found.values())


def small_changes(figures: Figures, population: Population, tables: Sequence[Table], k: int) -> list[Row]:
    """The same figure in two waves, when somebody but fewer than k have come or gone in between."""
    series: dict[tuple[object, ...], list[int]] = {}
    for place in figures.places:
        table = tables[place.table]
        only = tuple(sorted((name, tuple(sorted(kept))) for name, kept in (table.only or {}).items()))
        series.setdefault((table.columns, only, place.categories), []).append(place.figure)
    found = []
    for one in series.values():
        for number, earlier in enumerate(one):
            for later in one[number + 1 :]:
                before, after = set(figures.members[earlier]), set(figures.members[later])
                if 0 < sum(figures.people[group] for group in before ^ after) < k:
                    found.append(row_of(after - before) | dict.fromkeys(before - after, PRIME - 1))
    return found
