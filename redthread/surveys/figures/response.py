"""How many have answered, where that can be told: in all, by role, and by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from redthread.disclosure.populations import Population, of_counts
from redthread.disclosure.protecting import protect
from redthread.disclosure.tables import Table
from redthread.surveys.figures.levels import KIND, ROLE, Background
from redthread.surveys.figures.masking import named, tables_of

Cell = dict[str, Any]
Numbers = tuple[int, int]  # how many were invited, and have answered
FEW_MISSING = 2
IN_ALL, ASKED, UNIT, CODE = "in all", "asked as", "unit", "code"
AXES = {IN_ALL: (), ASKED: (ASKED,), UNIT: (UNIT,)}


class Asked(NamedTuple):
    """Those who were invited with the same role at the same unit, and how many of them have answered.

    `stored` is the background that their answers carry.
    """

    role: str
    unit: str
    stored: Background
    invited: int
    answered: int


def response_figures(
    asked: Sequence[Asked], people: Mapping[Background, int], levels: Sequence[Cell], *, k: int
) -> Cell:
    """All of it seen together with the levels of the wave, which are told already.

    `people` have answered, also by a code on a wall. A place with few invited, or where (nearly) all have
    answered, is not told: who knows that all but one have answered knows something of that one.
    """
    numbers = _summed(asked)
    refused = {one for one, places in numbers.items() if not tellable(*places, k=k)}
    refused |= {(ASKED, category) for axis, category in named(levels, is_hidden=True) if axis == ROLE}
    by_mail = {ASKED: {one.role for one in asked}}
    found = protect(
        _population(asked, people),
        [
            *tables_of(levels),
            *(Table(axis, columns, only=by_mail) for axis, columns in AXES.items()),
            Table(CODE, (), only={ASKED: {CODE}}),
        ],
        k=k,
        empty_known=True,
        hidden=refused.union(named(levels, is_hidden=True)),
        published=named(levels, is_hidden=False),
    )
    cells = [(axis, cell) for axis in AXES for cell in found.tables[axis] if cell.count is not None]
    may = {(axis, tuple(cell.categories.values())) for axis, cell in cells} - refused
    by: dict[str, dict[str, Cell]] = {axis: {} for axis in AXES}
    for (axis, place), (invited, answered) in numbers.items():
        told = {"invited": invited, "answered": answered}
        by[axis]["".join(place)] = told if (axis, place) in may else {"hidden": "few"}
    in_all = by[IN_ALL].get("", {"hidden": "few"})
    invited = sum(one.invited for one in asked)
    return {"invited": invited, **in_all, "by_role": by[ASKED], "by_unit": by[UNIT]}


def tellable(invited: int, answered: int, *, k: int) -> bool:
    missing = invited - answered
    return invited >= k and answered >= k and (missing > FEW_MISSING or (missing == 0 and invited >= 2 * k))


def _summed(asked: Sequence[Asked]) -> dict[tuple[str, tuple[str, ...]], Numbers]:
    found: dict[tuple[str, tuple[str, ...]], Numbers] = {}
    for one in asked:
        for place in ((IN_ALL, ()), (ASKED, (one.role,)), (UNIT, (one.unit,))):
            invited, answered = found.get(place, (0, 0))
            found[place] = (invited + one.invited, answered + one.answered)
    return found


def _population(asked: Sequence[Asked], people: Mapping[Background, int]) -> Population:
    """The first column has a category for each group, so that no others are taken to be possible."""
    counts: dict[tuple[str, ...], int] = {}
    most: dict[tuple[str, ...], int] = {}
    for number, one in enumerate(asked):
        group = (f"{number}", one.role, one.unit, *one.stored)
        counts[group], most[group] = one.answered, one.invited
    for stored, count in people.items():
        by_mail = sum(one.answered for one in asked if one.stored == stored)
        counts[("-".join((CODE, *stored)), CODE, CODE, *stored)] = max(0, count - by_mail)
    return of_counts(("group", ASKED, UNIT, ROLE, KIND), counts, most=most)
