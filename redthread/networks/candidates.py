"""Which organisations a network may take in, and which owners it has to do with."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from redthread.networks.models import Network, Unit
from redthread.people.models import Organisation

MOST_SHOWN = 60


def units_to_take_in(network: Network, search: str = "") -> QuerySet[Organisation]:
    """Active units that may take part and do not yet, filtered by a word from name, owner or number."""
    units = Organisation.objects.active().select_related("parent").exclude(kind=Organisation.Kind.PARTNER)
    units = units.filter(_within(network)).exclude(
        pk__in=Unit.objects.present().filter(network=network).values("organisation")
    )
    for word in search.split():
        units = units.filter(
            Q(name__icontains=word) | Q(parent__name__icontains=word) | Q(org_number__startswith=word)
        )
    return units


def _within(network: Network) -> Q:
    if network.parent_id is not None:
        above = Unit.objects.present().filter(network=network.parent_id)
        return Q(pk__in=above.values("organisation"))
    if network.kind == Network.Kind.REGIONAL:
        return Q()
    if network.kind == Network.Kind.SCHOOL:
        return Q(pk__in=[])  # a school's own community has the one school
    return Q(parent=network.owner_id)


def municipalities_of(network: Network, units: Sequence[Unit]) -> list[Organisation]:
    """The owners of the units (with organisation and parent at hand), by name; the network's owner too."""
    found = {network.owner_id: network.owner}
    for unit in units:
        place = unit.organisation
        owner = place if place.kind == Organisation.Kind.OWNER else place.parent
        if owner is not None:
            found[owner.pk] = owner
    return sorted(found.values(), key=lambda owner: owner.name)
