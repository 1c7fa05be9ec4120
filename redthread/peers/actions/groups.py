"""A small group that people make themselves: everybody who says yes is equal in it, and nobody leads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks import actions as networks
from redthread.networks.models import Membership, Network, Role
from redthread.peers import mails
from redthread.peers.access import peers_in
from redthread.peers.models import GroupInvitation, GroupRoom
from redthread.people.models import Organisation, Person

MOST_IN_GROUP = 12


@transaction.atomic
def start_group(
    *,
    network: Network,
    name: str,
    people: Sequence[Person],
    meeting_url: str,
    key: str,
    school: Organisation | None,
    by: Person,
    now: datetime,
) -> Network:
    """Start it and ask the others to come in; the same `key` again is the same group.

    Raises RuleError when somebody is not in the network, when they are too many, and as `start_network` does.
    """
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)  # two presses wait for each other
    there = GroupRoom.objects.filter(made_by=by, key=key).select_related("group").first()
    if there is not None:
        return there.group
    if len(people) > MOST_IN_GROUP:
        raise RuleError(_("En liten gruppe er høyst tolv. Velg færre."))
    if peers_in(network, now).filter(person__in=people).exclude(person=by).count() < len(people):
        raise RuleError(_("En av dem du valgte, er ikke med i nettverket lenger. Velg på nytt."))
    group = networks.start_network(
        name=name,
        kind=Network.Kind.SUBGROUP,
        owner=network.owner,
        parent=network,
        school=school,
        chair_rule=Network.ChairRule.IN_TURN,
        by=by,
        now=now,
    )
    GroupRoom.objects.create(group=group, key=key, made_by=by, meeting_url=meeting_url)
    for person in people:
        one = GroupInvitation.objects.create(group=group, person=person, invited_by=by, invited_at=now)
        mails.tell_invited_to_group(one, network.slug, now)
    return group


@transaction.atomic
def answer_group(*, invitation: GroupInvitation, comes: bool, by: Person, now: datetime) -> None:
    """Come in as an equal, or not. Once. Raises RuleError when one is no longer in the network above."""
    group = invitation.group
    above = Membership.objects.current(now).filter(network=group.parent_id, person=by).first()
    if above is None or group.is_closed:
        raise RuleError(_("Gruppa er avsluttet, eller du er ikke med i nettverket den hører til."))
    waiting = GroupInvitation.objects.filter(pk=invitation.pk, person=by, answered_at=None)
    if waiting.update(comes=comes, answered_at=now) == 0 or not comes:
        return
    if Membership.objects.not_over(now).filter(network=group, person=by).exists():
        return
    if above.organisation is not None:
        networks.take_in_unit(network=group, organisation=above.organisation, by=by, now=now)
    networks.add_membership(
        network=group,
        person=by,
        role=Role.LEADER,  # all may call in, write and ask others: that is what «ingen leder» means here
        organisation=above.organisation,
        ends_at=above.ends_at,
        by=by,
        now=now,
    )


def set_meeting_link(*, group: Network, meeting_url: str, by: Person, now: datetime) -> None:
    """Where the group meets on screen, or nowhere; whoever is in it may change it."""
    GroupRoom.objects.filter(group=group).update(meeting_url=meeting_url)
