"""Who takes part: the units in turn with their people, and those who speak for no unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def nobody_leads(network: Network, people: Roster) -> bool:
    """A small group in which everybody may call in and write, so that none of them leads the others."""
    all_may = all(member.role == Role.LEADER for member in people.everybody)
    return network.kind == Network.Kind.SUBGROUP and all_may


class MemberLine(NamedTuple):
    """One person in the list of those who take part: the role now, and the one that follows it, if any."""

    membership: Membership
    follows: Membership | None


def lines_of(members: Sequence[Membership], now: datetime) -> list[MemberLine]:
    """Each person once, in their order; a role that is to come stands with the one it takes over from."""
    found: dict[int, MemberLine] = {}
    for one in sorted(members, key=lambda one: one.starts_at > now):
        there = found.get(one.person_id)
        found[one.person_id] = there._replace(follows=one) if there else MemberLine(one, None)
    order = {one.person_id: place for place, one in reversed(list(enumerate(members)))}
    return sorted(found.values(), key=lambda line: order[line.membership.person_id])


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
