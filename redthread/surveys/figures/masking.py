"""Which levels may be shown of a figure: `redthread.disclosure` over all of them seen together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from redthread.disclosure.populations import ONLY_WAVE, of_unlinked_waves
from redthread.disclosure.protecting import protect
from redthread.disclosure.tables import Reason, Table
from redthread.surveys.figures.levels import KIND, ROLE, TOTAL, Background, Group, Level
from redthread.surveys.figures.shown import ALIKE

SCHOOLS = "schools"  # the fourth reason: enough answers, but from fewer than three schools
Named = tuple[str, tuple[str, ...]]
Mask = Mapping[str, str]  # the code of a level that is hidden, and why


class Asked(NamedTuple):
    """What a mask is chosen for: the groups, the levels over them, k, and what is hidden anyhow."""

    groups: Sequence[Group]
    levels: Sequence[Level]
    k: int
    hidden: Mask


class Before(NamedTuple):
    """An earlier wave: how many of each background have answered, and the levels as they were told."""

    wave: str
    people: Mapping[Background, int]
    levels: Sequence[Mapping[str, Any]]


def mask_of(counts: Mapping[int, int], asked: Asked, before: Sequence[Before] = ()) -> dict[str, str]:
    """Given how many of each group have answered. What `asked` hides stays hidden.

    Seen together with the waves `before`, as if the same people had answered as far as the numbers allow.
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
    out, away = (
        {name for one in before for name in named(one.levels, one.wave, is_hidden=is_hidden)}
        for is_hidden in (False, True)
    )
    if not mask and not away and all(count == 0 or count >= asked.k for count in counts.values()):
        return {}  # every sum and difference of figures is of whole groups, none of them small
    now = Before(ONLY_WAVE, by_background(counts, asked.groups), [one._asdict() for one in asked.levels])
    waves = [now, *before]
    found = protect(
        of_unlinked_waves({one.wave: one.people for one in waves}, (ROLE, KIND)),
        [one for wave in waves for one in tables_of(wave.levels, wave.wave)],
        k=asked.k,
        unions=True,  # means are shown, so what a difference would tell of few is a mean of few
        changes=False,  # and what was answered before is not what is answered now
        hidden=away.union((level.axis, (level.category,)) for level in asked.levels if level.code in mask),
        published=out,
    )
    axes = {level.axis for level in asked.levels}
    for axis in axes:
        for cell in found.tables[axis]:
            code = ":".join((axis, *cell.categories.values()))
            if cell.count is None and code in people:
                mask.setdefault(code, Reason.DERIVABLE)
    if any(table in axes for table, _categories in found.verdict.exposed):
        return {code: mask.get(code, Reason.DERIVABLE) for code in people}
    return mask


def held_back(counts: Mapping[int, int], asked: Asked, alike: Collection[str]) -> frozenset[str]:
    """The levels to tell of less exactly, so that those whose answers are too `alike` are not worked out."""
    if not alike:
        return frozenset()
    wider = mask_of(counts, asked._replace(hidden={**asked.hidden, **dict.fromkeys(alike, ALIKE)}))
    return frozenset(wider)


def tables_of(levels: Sequence[Mapping[str, Any]], wave: str = ONLY_WAVE) -> list[Table]:
    axes = dict.fromkeys(one["axis"] for one in levels)
    return [Table(wave + axis, () if axis == TOTAL else (axis,), wave=wave) for axis in axes]


def named(levels: Sequence[Mapping[str, Any]], wave: str = ONLY_WAVE, *, is_hidden: bool) -> list[Named]:
    """The levels that were told, or those that were hidden, as `protect` knows them."""
    return [
        (wave + one["axis"], (one["category"],) if one["category"] else ())
        for one in levels
        if ("hidden" in one) == is_hidden
    ]


def by_background(counts: Mapping[int, int], groups: Sequence[Group]) -> dict[Background, int]:
    found: dict[Background, int] = {}
    for group in groups:
        background = (group.role, group.kind)
        found[background] = found.get(background, 0) + counts.get(group.number, 0)
    return found
