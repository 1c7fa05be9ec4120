"""Who takes part: the units in turn with their people, and those who speak for no unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from redthread.networks.models import Membership, Network, Role, Unit
from redthread.people.models import Person

ROLE_ORDER = [role.value for role in Role]


class UnitPeople(NamedTuple):
    unit: Unit
    members: list[Membership]


class Roster(NamedTuple):
    """`others` speak for no unit that takes part: leaders, the owner's consultant, partners, guests."""

    others: list[Membership]
    units: list[UnitPeople]

    @property
    def everybody(self) -> list[Membership]:
        return self.others + [member for unit in self.units for member in unit.members]

    @property
    def leading(self) -> list[Membership]:
        return [member for member in self.everybody if member.role in (Role.LEADER, Role.DEPUTY)]


def roster(network: Network, now: datetime) -> Roster:
    """Those who are in now or are about to come in: two queries."""
    units = Unit.objects.present().filter(network=network).select_related("organisation__parent")
    members = Membership.objects.not_over(now).filter(network=network)
    return sort_out(units, members.select_related("person", "organisation"))


def sort_out(units: Iterable[Unit], members: Iterable[Membership]) -> Roster:
    """Put each member with the unit they speak for; leaders first, then by name."""
    people = {unit.organisation_id: UnitPeople(unit, []) for unit in units}
    others: list[Membership] = []
    for member in sorted(members, key=lambda m: (ROLE_ORDER.index(m.role), m.person.name, m.pk)):
        at = people.get(member.organisation_id) if member.organisation_id else None
        (at.members if at else others).append(member)
    return Roster(others, list(people.values()))


def to_pick_from(network: Network, person: Person, now: datetime) -> list[Membership]:
    """For a sub-group: those in the network above who are not in it yet. Only for one who is there too."""
    if network.parent_id is None:
        return []
    above = Membership.objects.current(now).filter(network=network.parent_id)
    if not above.filter(person=person).exists():
        return []
    here = Membership.objects.not_over(now).filter(network=network)
    return list(
        above.exclude(person__in=here.values("person"))
        .select_related("person", "organisation")
        .order_by("person__name", "pk")
    )
