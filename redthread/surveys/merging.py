"""Which groups become one when a wave closes, so that no stored background is that of fewer than k. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from redthread.surveys.figures.levels import Group


class Merged(NamedTuple):
    """`number` now stands for all of `numbers`, with what they had in common as its background."""

    number: int
    role: str
    kind: str
    numbers: tuple[int, ...]


def merged(groups: Sequence[Group], counts: Mapping[int, int], k: int) -> list[Merged]:
    """Only those that had to be merged. The smallest is laid with the smallest that it can be laid with.

    First with another kind of workplace in the same role, then with another role. Groups that nobody has
    answered in carry nothing, and are left as they are.
    """
    left = [Merged(group.number, group.role, group.kind, (group.number,)) for group in groups]
    people = {one.number: counts.get(one.number, 0) for one in left}
    left = [one for one in left if people[one.number]]
    while len(left) > 1:
        smallest = min(left, key=lambda one: (people[one.number], one.number))
        if people[smallest.number] >= k:
            break
        others = [one for one in left if one is not smallest]
        same_role = [one for one in others if one.role == smallest.role]
        into = min(same_role or others, key=lambda one: (people[one.number], one.number))
        people[into.number] += people[smallest.number]
        left = [*(one for one in others if one is not into), _both(into, smallest)]
    return sorted(one for one in left if len(one.numbers) > 1)


def _both(into: Merged, other: Merged) -> Merged:
    role = into.role if into.role == other.role else ""
    kind = into.kind if into.kind == other.kind else ""
    return Merged(into.number, role, kind, (*into.numbers, *other.numbers))


def renumbering(found: Iterable[Merged]) -> dict[int, int]:
    """From each old number to the one that stands for it now."""
    return {number: one.number for one in found for number in one.numbers}
