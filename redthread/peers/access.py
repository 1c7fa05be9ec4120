"""The ways in. A talk is found through the two who are in it: for everybody else it does not exist."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from redthread.networks.access import Access, SignedInRequest, network_for
from redthread.networks.models import Membership, Network
from redthread.networks.roles import GRANTS, Permission
from redthread.peers.models import HelpTalk, Pair

# Those who take part. Whoever carries upward, and whoever is only visiting, neither asks nor is asked.
PEER_ROLES = [role for role, granted in GRANTS.items() if Permission.PEER_HELP in granted]


def access_for(request: HttpRequest, slug: str) -> Access:
    network_for(request, slug, needs=Permission.PEER_HELP)
    return cast(SignedInRequest, request).access


def peers_in(network: Network, now: datetime) -> QuerySet[Membership]:
    """Those of the network who take part this very second."""
    current = Membership.objects.current(now).filter(network=network, role__in=PEER_ROLES)
    found = current.filter(person__is_active=True).select_related("person", "organisation")
    return found.order_by("person__name", "pk")


def others_in(access: Access, now: datetime) -> dict[str, Membership]:
    """The others one may ask, by the person's id in addresses."""
    there = peers_in(access.network, now).exclude(person=access.person)
    return {one.person.public_id: one for one in there}


def own_access_for(request: HttpRequest, slug: str) -> Access:
    """For what is found only through the person: 404 for all others, whatever role they have.

    Whoever finds something must still ask for the right to change it, with `access.require`.
    """
    network_for(request, slug, needs=Permission.NETWORK_VIEW)
    return cast(SignedInRequest, request).access


def talk_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, HelpTalk]:
    """A talk that the person is one of the two in; 404 for everybody else, also in the network.

    It may be read in a closed network as well, and by one whose role has changed; writing asks for more.
    """
    access = own_access_for(request, slug)
    mine = HelpTalk.objects.of(access.person).filter(request__network=access.network)
    found = get_object_or_404(mine.select_related("person", "request__asked_by"), public_id=pk)
    found.request.network = access.network
    return access, found


def writing_talk_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, HelpTalk]:
    access, talk = talk_for(request, slug, pk)
    access.require(Permission.PEER_HELP)
    return access, talk


def pair_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, Pair]:
    """A pair that the person, or a school that they represent, is one of; 404 for everybody else."""
    access = own_access_for(request, slug)
    related = Pair.objects.of(access).select_related("from_person", "from_school", "to_person", "to_school")
    found = get_object_or_404(related, public_id=pk)
    access.require(Permission.PEER_HELP)
    found.network = access.network
    return access, found
