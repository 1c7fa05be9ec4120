"""How many have answered, where that can be told: in all, by role, and by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from redthread.disclosure.populations import ONLY_WAVE, Kind, Population, of_unlinked_waves
from redthread.disclosure.protecting import protect
from redthread.disclosure.tables import Table
from redthread.surveys.figures.levels import KIND, ROLE, Background
from redthread.surveys.figures.masking import Named, named, tables_of

Cell = dict[str, Any]
Numbers = tuple[int, int]  # how many were asked, and have answered
FEW_MISSING = 2
IN_ALL, ASKED, UNIT, GONE = "in all", "asked as", "unit", "gone"
AXES = {IN_ALL: (), ASKED: (ASKED,), UNIT: (UNIT,)}


class Asked(NamedTuple):
    """Those who were asked with the same role at the same unit, and how many of them have answered.

    `stored` is the background that their answers carry.
    """

    role: str
    unit: str
    stored: Background
    invited: int
    answered: int


class Round(NamedTuple):
    """A wave whose levels are told; `people` have answered, also those who are not among the asked any more.

    `response` is what was told of it, and `wave` its name; of the one that is told now both are empty.
    """

    asked: Sequence[Asked]
    people: Mapping[Background, int]
    levels: Sequence[Cell]
    wave: str = ONLY_WAVE
    response: Mapping[str, Any] = {}


def response_figures(now: Round, before: Sequence[Round] = (), *, k: int) -> Cell:
    """All of it seen together with the levels, which are told already, and then with the waves before.

    A place with few asked, or where (nearly) all have answered, is not told: who knows that all but one have
    answered knows something of that one. Earlier waves are taken to be the same people as far as the numbers
    allow, as with levels.
    """
    numbers = _summed(now.asked)
    refused = {one for one, places in numbers.items() if not tellable(*places, k=k)}
    refused |= {(ASKED, category) for axis, category in named(now.levels, is_hidden=True) if axis == ROLE}
    may = _tellable_together([now], numbers.keys() - refused, k)
    if before and len(may) < len(numbers):
        may = _tellable_together([now, *before], may, k)
    by: dict[str, dict[str, Cell]] = {axis: {} for axis in AXES}
    for (axis, place), (invited, answered) in numbers.items():
        told = {"invited": invited, "answered": answered}
        by[axis]["".join(place)] = told if (axis, place) in may else {"hidden": "few"}
    in_all = by[IN_ALL].get("", {"hidden": "few"})
    invited = sum(one.invited for one in now.asked)
    return {"invited": invited, **in_all, "by_role": by[ASKED], "by_unit": by[UNIT]}


def tellable(invited: int, answered: int, *, k: int) -> bool:
    missing = invited - answered
    return invited >= k and answered >= k and (missing > FEW_MISSING or (missing == 0 and invited >= 2 * k))


def _summed(asked: Sequence[Asked]) -> dict[Named, Numbers]:
    found: dict[Named, Numbers] = {}
    for one in asked:
        for place in ((IN_ALL, ()), (ASKED, (one.role,)), (UNIT, (one.unit,))):
            invited, answered = found.get(place, (0, 0))
            found[place] = (invited + one.invited, answered + one.answered)
    return found


def _tellable_together(rounds: Sequence[Round], may: set[Named], k: int) -> set[Named]:
    """Of the first round's places that may be told by themselves, those that can be with all the rest."""
    told = {(one.wave, place) for one in rounds for place in (_told(one) if one.response else may)}
    out, away = set[Named](), set[Named]()
    for one in rounds:
        out.update(named(one.levels, one.wave, is_hidden=False))
        away.update(named(one.levels, one.wave, is_hidden=True))
        for axis, place in _summed(one.asked):
            if (one.wave, (axis, place)) not in told:
                away.add((one.wave + axis, place))
            elif one.response:
                out.add((one.wave + axis, place))
    found = protect(
        _population(rounds),
        [table for one in rounds for table in _tables(one)],
        k=k,
        empty_known=True,
        changes=False,
        hidden=away,
        published=out,
    )
    return {
        (axis, place)
        for axis in AXES
        for cell in found.tables[axis]
        if cell.count is not None and (axis, place := tuple(cell.categories.values())) in may
    }


def _told(one: Round) -> set[Named]:
    response = one.response
    found: set[Named] = set() if "hidden" in response else {(IN_ALL, ())}
    for axis, cells in ((ASKED, response["by_role"]), (UNIT, response["by_unit"])):
        found |= {(axis, (name,)) for name, cell in cells.items() if "hidden" not in cell}
    return found


def _tables(one: Round) -> list[Table]:
    """Of the levels, whose columns are the wave's own, and of the response."""
    there = {ASKED: {its.role for its in one.asked}}
    levels = [
        its._replace(columns=tuple(one.wave + name for name in its.columns))
        for its in tables_of(one.levels, one.wave)
    ]
    return [
        *levels,
        *(Table(one.wave + axis, columns, only=there, wave=one.wave) for axis, columns in AXES.items()),
        Table(one.wave + GONE, (), only={ASKED: {GONE}}, wave=one.wave),
    ]


def _population(rounds: Sequence[Round]) -> Population:
    """A group for each place that somebody was asked at, and for those who are not among the asked any more;
    what their answers carry in each wave is a column of that wave."""
    found: dict[tuple[str, str, str], dict[str, Asked]] = {}
    for one in rounds:
        for key, its in _by_place(one).items():
            found.setdefault(key, {})[one.wave] = its
    counts: dict[str, dict[Kind, int]] = {one.wave: {} for one in rounds}
    most: dict[Kind, int] = {}
    for key, waves in found.items():
        stored = (waves[one.wave].stored if one.wave in waves else ("", "") for one in rounds)
        kind = ("/".join(key), *key[:2], *(name for background in stored for name in background))
        if key[0] != GONE:  # nobody knows how many they are
            most[kind] = max(its.invited for its in waves.values())
        for wave, its in waves.items():
            counts[wave][kind] = its.answered
    columns = [one.wave + name for one in rounds for name in (ROLE, KIND)]
    return of_unlinked_waves(counts, ("place", ASKED, UNIT, *columns))._replace(most=most)


def _by_place(one: Round) -> dict[tuple[str, str, str], Asked]:
    found: dict[tuple[str, str, str], Asked] = {}
    asked, same = Counter[Background](), Counter[tuple[str, str]]()
    for its in sorted(one.asked):
        asked[its.stored] += its.answered
        same[its.role, its.unit] += 1
        found[its.role, its.unit, str(same[its.role, its.unit])] = its
    for stored, count in one.people.items():
        gone = max(0, count - asked[stored])
        found[GONE, GONE, "-".join(stored)] = Asked(GONE, GONE, stored, gone, gone)
    return found
