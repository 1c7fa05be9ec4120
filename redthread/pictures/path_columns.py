"""Which variable of a path diagram stands in which column and order, so that few arrows cross. Pure.

A column has a slot for each variable, and one for each arrow that passes it on its way to a later column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

SWEEPS = 12
Arrow = tuple[str, str]


class Slot(NamedTuple):
    """A variable (its name twice), or what passes: one arrow, or all from `start` to the last column."""

    start: str
    end: str
    column: int


class Columns(NamedTuple):
    """`links` lead from a slot to one in the next column."""

    slots: list[list[Slot]]
    links: list[tuple[Slot, Slot]]


def ranks_of(names: Sequence[str], arrows: Iterable[Arrow]) -> dict[str, int]:
    """How many arrows lead to each at most. One that closes a circle is left out, the last written first.

    >>> ranks_of(["x", "m", "y"], [("x", "m"), ("m", "y"), ("x", "y"), ("y", "x")])
    {'x': 0, 'm': 1, 'y': 2}
    """
    into: dict[str, list[str]] = {name: [] for name in names}
    for start, end in arrows:
        if start != end and not _leads(into, end, start):
            into[end].append(start)
    ranks: dict[str, int] = {}
    while len(ranks) < len(into):
        for name, starts in into.items():
            if name not in ranks and all(start in ranks for start in starts):
                ranks[name] = max((ranks[start] + 1 for start in starts), default=0)
    return {name: ranks[name] for name in names}


def _leads(into: Mapping[str, Sequence[str]], start: str, end: str) -> bool:
    """Whether arrows lead from the one to the other."""
    seen, left = {end}, [end]
    while left:
        for name in into[left.pop()]:
            if name not in seen:
                seen.add(name)
                left.append(name)
    return start in seen


def columns_of(ranks: Mapping[str, int], arrows: Iterable[Arrow], indicators: Iterable[str]) -> Columns:
    """In their order. Arrows within a column pass none; those to indicators go together."""
    last, measured = max(ranks.values()), set(indicators)
    slots = [[Slot(name, name, at) for name, rank in ranks.items() if rank == at] for at in range(last + 1)]
    links: dict[tuple[Slot, Slot], None] = {}
    for arrow in arrows:
        start, end = sorted(arrow, key=lambda name: ranks[name])
        chain = chain_of(start, end, ranks, is_bundled=end in measured)
        for slot in chain[1:-1]:
            if slot not in slots[slot.column]:
                slots[slot.column].append(slot)
        links |= dict.fromkeys(pairwise(chain))
    found = [link for link in links if link[0].column < link[1].column]
    return Columns(_with_fewest_crossings(slots, found), found)


def chain_of(start: str, end: str, ranks: Mapping[str, int], *, is_bundled: bool) -> list[Slot]:
    """The slots that an arrow goes through, from the lower column to the higher."""
    passed = [
        Slot(start, "" if is_bundled else end, column) for column in range(ranks[start] + 1, ranks[end])
    ]
    return [Slot(start, start, ranks[start]), *passed, Slot(end, end, ranks[end])]


def _with_fewest_crossings(slots: list[list[Slot]], links: Sequence[tuple[Slot, Slot]]) -> list[list[Slot]]:
    """Each slot in the middle of those that it is linked with, from the right and from the left in turn."""
    best, fewest = slots, _crossings(slots, links)
    now = slots
    for sweep in range(SWEEPS):
        if fewest == 0:
            break
        is_leftward = sweep % 2 == 0
        now = _swept(now, links, is_leftward=is_leftward)
        crossings = _crossings(now, links)
        if crossings < fewest:
            best, fewest = now, crossings
    return best


def _swept(
    slots: list[list[Slot]], links: Sequence[tuple[Slot, Slot]], *, is_leftward: bool
) -> list[list[Slot]]:
    place = _places(slots)
    found = [list(column) for column in slots]
    columns = range(len(slots) - 2, -1, -1) if is_leftward else range(1, len(slots))
    for at in columns:
        middle = {}
        for slot in found[at]:
            others = [
                (right if is_leftward else left)
                for left, right in links
                if (left if is_leftward else right) == slot
            ]
            middle[slot] = sum(place[one] for one in others) / len(others) if others else float(place[slot])
        found[at].sort(key=middle.__getitem__)
        place |= {slot: float(number) for number, slot in enumerate(found[at])}
    return found


def _places(slots: Sequence[Sequence[Slot]]) -> dict[Slot, float]:
    return {slot: float(number) for column in slots for number, slot in enumerate(column)}


def _crossings(slots: Sequence[Sequence[Slot]], links: Sequence[tuple[Slot, Slot]]) -> int:
    place = _places(slots)
    return sum(
        (place[a] - place[c]) * (place[b] - place[d]) < 0
        for (a, b), (c, d) in combinations(links, 2)
        if a.column == c.column
    )
