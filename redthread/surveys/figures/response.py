"""How many have answered, where that can be told: by role, and by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from redthread.disclosure.populations import of_counts
from redthread.disclosure.protecting import protect
from redthread.disclosure.tables import Table

Cell = dict[str, Any]
FEW_MISSING = 2


class Asked(NamedTuple):
    """Those who were invited with the same role at the same unit, and how many of them have answered."""

    role: str
    unit: str
    invited: int
    answered: int


def response_figures(asked: Sequence[Asked], *, k: int, hidden_roles: frozenset[str] = frozenset()) -> Cell:
    """All of it seen together. A place with few invited, or where (nearly) all have answered, is not told.

    Who knows that all but one have answered knows something of that one, and that is not theirs to know.
    """
    whole = (sum(one.invited for one in asked), sum(one.answered for one in asked))
    if not tellable(*whole, k=k):
        return {"invited": whole[0], "hidden": "few", "by_role": {}, "by_unit": {}}
    by = {"role": _summed(asked, "role"), "unit": _summed(asked, "unit")}
    refused = [
        (axis, (name,))
        for axis, places in by.items()
        for name, (invited, answered) in places.items()
        if not tellable(invited, answered, k=k) or (axis == "role" and name in hidden_roles)
    ]
    shown = {axis: _told(by[axis], cells) for axis, cells in _protected(asked, refused, k).items()}
    return {"invited": whole[0], "answered": whole[1], "by_role": shown["role"], "by_unit": shown["unit"]}


def tellable(invited: int, answered: int, *, k: int) -> bool:
    missing = invited - answered
    return invited >= k and answered >= k and (missing > FEW_MISSING or (missing == 0 and invited >= 2 * k))


def _summed(asked: Sequence[Asked], axis: str) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for one in asked:
        name = getattr(one, axis)
        invited, answered = found.get(name, (0, 0))
        found[name] = (invited + one.invited, answered + one.answered)
    return found


def _protected(
    asked: Sequence[Asked], refused: Sequence[tuple[str, tuple[str, ...]]], k: int
) -> Mapping[str, Mapping[str, bool]]:
    """Whether each place may be told, for those who answered and those who did not at once."""
    may: dict[str, dict[str, bool]] = {}
    for is_missing in (False, True):
        counts: dict[tuple[str, ...], int] = {(one.role, one.unit): 0 for one in asked}
        for one in asked:
            counts[one.role, one.unit] += one.invited - one.answered if is_missing else one.answered
        least = 3 if is_missing else k
        tables = (Table("role", ("role",)), Table("unit", ("unit",)))
        population = of_counts(("role", "unit"), counts)
        found = protect(population, tables, k=least, empty_known=True, hidden=refused)
        for axis, cells in found.tables.items():
            for cell in cells:
                name = cell.categories[axis]
                is_told = cell.count is not None and (axis, (name,)) not in refused
                may.setdefault(axis, {})[name] = may.get(axis, {}).get(name, True) and is_told
    return may


def _told(places: Mapping[str, tuple[int, int]], may: Mapping[str, bool]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for name, (invited, answered) in places.items():
        is_told = may.get(name, False)
        found[name] = {"invited": invited, "answered": answered} if is_told else {"hidden": "few"}
    return found
