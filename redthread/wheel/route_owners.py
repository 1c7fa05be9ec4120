"""Whose school routes a network lives by: its own owner's, and those of the owners of its units."""

from __future__ import annotations

from collections.abc import Iterable

from redthread.networks.models import Network, Unit
from redthread.people.models import Organisation


def units_of(network: Network) -> list[Organisation]:
    """The organisations that take part today, each with its owner; one query."""
    found = Unit.objects.present().filter(network=network).select_related("organisation__parent")
    return [unit.organisation for unit in found]


def owners_among(network: Network, units: Iterable[Organisation]) -> list[Organisation]:
    """The network's owner first, then the others by name. A municipality may itself be a unit."""
    found = {network.owner_id: network.owner}
    for unit in units:
        owner = unit if unit.kind == Organisation.Kind.OWNER else unit.parent
        if owner is not None and owner.kind == Organisation.Kind.OWNER:
            found.setdefault(owner.pk, owner)
    others = sorted((found[pk] for pk in found if pk != network.owner_id), key=lambda one: (one.name, one.pk))
    return [network.owner, *others]


def schools_of(owner: Organisation, units: Iterable[Organisation]) -> list[Organisation]:
    """The owner's units that take part in the network, by name."""
    mine = [unit for unit in units if unit.parent_id == owner.pk]
    return sorted(mine, key=lambda unit: (unit.name, unit.pk))
