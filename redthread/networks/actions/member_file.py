"""Many members at once, from a list that was read and shown before."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from redthread.networks.actions.members import add_membership
from redthread.networks.actions.units import take_in_unit
from redthread.networks.member_file import MemberFile
from redthread.networks.models import Membership, Network, Unit
from redthread.people.actions import add_people
from redthread.people.models import Person


@transaction.atomic
def add_members(*, network: Network, file: MemberFile, by: Person, now: datetime) -> list[Membership]:
    """Make the people, take in their units and let them in: all of it or, on an error, nothing.

    Those who are in already stay as they are, so the same file again changes nothing. Raises RuleError.
    """
    people = add_people(rows=file.rows, by=by, now=now).people
    for organisation in file.new_units:
        take_in_unit(network=network, organisation=organisation, by=by, now=now)
    present = set(Unit.objects.present().filter(network=network).values_list("organisation_id", flat=True))
    added = []
    for member in file.new_members:
        place = member.person.organisation
        added.append(
            add_membership(
                network=network,
                person=people[member.person.email],
                role=member.role,
                organisation=place if place is not None and place.pk in present else None,
                starts_at=member.starts_at,
                ends_at=member.ends_at,
                by=by,
                now=now,
            )
        )
    return added
