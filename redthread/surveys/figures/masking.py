"""Which levels may be shown of a figure: `redthread.disclosure` over all of them seen together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from redthread.disclosure.populations import of_counts
from redthread.disclosure.protecting import protect
from redthread.disclosure.tables import Reason, Table
from redthread.surveys.figures.levels import KIND, ROLE, TOTAL, Group, Level
from redthread.surveys.figures.shown import ALIKE

SCHOOLS = "schools"  # the fourth reason: enough answers, but from fewer than three schools
TABLES = (Table(TOTAL, ()), Table(ROLE, (ROLE,)), Table(KIND, (KIND,)))
Mask = Mapping[str, str]  # the code of a level that is hidden, and why


class Asked(NamedTuple):
    """What a mask is chosen for: the groups, the levels over them, k, and what is hidden anyhow."""

    groups: Sequence[Group]
    levels: Sequence[Level]
    k: int
    hidden: Mask


def mask_of(counts: Mapping[int, int], asked: Asked) -> dict[str, str]:
    """Given how many of each group have answered. Everything that was hidden before stays hidden.

    What the attacker of `protect` still finds is hidden too, with the whole: then nothing is shown.
    """
    people = {level.code: sum(counts.get(number, 0) for number in level.numbers) for level in asked.levels}
    # A level without a group of its own was merged with others, since few of it have answered.
    groups = {level.code: level.numbers for level in asked.levels}
    mask: dict[str, str] = {
        code: Reason.NONE if groups[code] and not count else Reason.FEW
        for code, count in people.items()
        if count < asked.k
    }
    mask |= {code: why for code, why in asked.hidden.items() if code in people and code not in mask}
    if people[TOTAL] < asked.k or TOTAL in asked.hidden:
        return {code: mask.get(code, mask.get(TOTAL, Reason.FEW)) for code in people}
    if not mask and all(count == 0 or count >= asked.k for count in counts.values()):
        return {}  # every sum and difference of figures is of whole groups, none of them small
    found = protect(
        of_counts((ROLE, KIND), _by_background(counts, asked.groups)),
        [one for one in TABLES if any(level.axis == one.name for level in asked.levels)],
        k=asked.k,
        unions=True,  # means are shown, so what a difference would tell of few is a mean of few
        hidden=_named(asked.levels, mask),
    )
    for name, cells in found.tables.items():
        for cell in cells:
            code = ":".join((name, *cell.categories.values()))
            if cell.count is None and code in people:
                mask.setdefault(code, Reason.DERIVABLE)
    if found.verdict.exposed:
        return {code: mask.get(code, Reason.DERIVABLE) for code in people}
    return mask


def held_back(counts: Mapping[int, int], asked: Asked, alike: Collection[str]) -> frozenset[str]:
    """The levels to tell of less exactly, so that those whose answers are too `alike` are not worked out."""
    if not alike:
        return frozenset()
    wider = mask_of(counts, asked._replace(hidden={**asked.hidden, **dict.fromkeys(alike, ALIKE)}))
    return frozenset(wider)


def _by_background(counts: Mapping[int, int], groups: Sequence[Group]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for group in groups:
        background = (group.role, group.kind)
        found[background] = found.get(background, 0) + counts.get(group.number, 0)
    return found


def _named(levels: Sequence[Level], mask: Mask) -> Collection[tuple[str, tuple[str, ...]]]:
    return [(level.axis, (level.category,)) for level in levels if level.code in mask and level.category]
