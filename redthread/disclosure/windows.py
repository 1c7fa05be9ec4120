"""A country in parts: groups that are close to each other, few enough to be looked at together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

import numpy as np

from redthread.disclosure.figures import Figures

WINDOW, SHORT = 90, 60


def windows(figures: Figures, lot: int, among: Set[int] | None = None) -> list[list[int]]:
    """The groups in parts of some ninety: whole blocks, each beside others in the same long rows.

    What is possible in a part with all else held still is possible in the whole. Another lot puts others
    together. `among` are groups that are to be looked at alone, with the blocks that they are in.
    """
    groups = len(figures.people)
    if groups <= WINDOW:
        return [list(range(groups))]
    long_rows: dict[int, list[int]] = {}
    for number, members in enumerate(figures.members):
        if len(members) > SHORT:
            for group in members:
                long_rows.setdefault(group, []).append(number)
    parts = [part for part in blocks(figures) if among is None or not among.isdisjoint(part)]
    alike = [sorted({row for group in part for row in long_rows.get(group, ())}) for part in parts]
    drawn = np.random.default_rng(lot).permutation(len(parts))
    return list(_filled(parts, sorted(range(len(parts)), key=lambda part: (alike[part], drawn[part]))))


def blocks(figures: Figures) -> list[list[int]]:
    """Groups that hang together through short rows, such as all of a school."""
    groups = len(figures.people)
    parent = list(range(groups))

    def root(group: int) -> int:
        while parent[group] != group:
            parent[group] = parent[parent[group]]
            group = parent[group]
        return group

    for members in figures.members:
        for group in members[1:] if len(members) <= SHORT else ():
            parent[root(group)] = root(members[0])
    found: dict[int, list[int]] = {}
    for group in range(groups):
        found.setdefault(root(group), []).append(group)
    return list(found.values())


def _filled(blocks: Sequence[list[int]], order: Sequence[int]) -> Iterator[list[int]]:
    window: list[int] = []
    for block in order:
        if window and len(window) + len(blocks[block]) > WINDOW:
            yield window
            window = []
        window = window + blocks[block]
    if window:
        yield window
