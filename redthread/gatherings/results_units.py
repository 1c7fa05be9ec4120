"""Which of the network's schools a unit in a file is: by its number, then by its name. A person says yes."""

from __future__ import annotations

from collections.abc import Sequence

from redthread.gatherings.results_reading import ReadUnit
from redthread.networks.models import Network
from redthread.people.models import Organisation


def schools_of(network: Network) -> list[Organisation]:
    """The network's own order: the agreed turn, then by name."""
    units = (
        network.units.present().select_related("organisation").order_by("turn", "organisation__name", "pk")
    )
    return [unit.organisation for unit in units]


def known_names(schools: Sequence[Organisation]) -> frozenset[str]:
    return frozenset(name.casefold() for school in schools for name in _names(school))


def suggested(unit: ReadUnit, schools: Sequence[Organisation]) -> Organisation | None:
    """The school with that number; else the only one with that name."""
    by_number = [school for school in schools if unit.org_number and school.org_number == unit.org_number]
    if by_number:
        return by_number[0]
    named = [school for school in schools if unit.name.casefold() in {n.casefold() for n in _names(school)}]
    return named[0] if len(named) == 1 else None


def _names(school: Organisation) -> tuple[str, ...]:
    return tuple(name for name in (school.name, school.register_name) if name)
