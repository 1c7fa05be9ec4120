"""Whom the figures are told for: everybody, each role, each kind of workplace; no finer, and no filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

TOTAL, ROLE, KIND = "total", "role", "kind"
UNIT = "unit"  # of which only the response is told
Background = tuple[str, str]  # role and kind of workplace; empty is «not told apart»


class Group(NamedTuple):
    """The background that an answer carries. Empty where it could not be told."""

    number: int
    role: str
    kind: str


class Level(NamedTuple):
    """One of those that figures are told for; `numbers` are its groups."""

    axis: str
    category: str
    numbers: tuple[int, ...]

    @property
    def code(self) -> str:
        return f"{self.axis}:{self.category}" if self.category else self.axis


def levels_of(
    groups: Sequence[Group], *, roles: Iterable[str] = (), kinds: Iterable[str] = ()
) -> list[Level]:
    """The whole first. `roles` and `kinds` were asked, also where too few of them have answered.

    One role alone is the whole, and so is one kind; neither is told twice.
    """
    found = [Level(TOTAL, "", tuple(group.number for group in groups))]
    for axis, asked in ((ROLE, roles), (KIND, kinds)):
        there: Mapping[str, list[int]] = {name: [] for name in sorted(set(asked) - {""})}
        there = {**there, **{getattr(group, axis): [] for group in groups if getattr(group, axis)}}
        for group in groups:
            if name := getattr(group, axis):
                there[name].append(group.number)
        if len(there) > 1:
            found += [Level(axis, name, tuple(numbers)) for name, numbers in there.items()]
    return found
