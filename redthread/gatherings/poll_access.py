"""The ways to a date poll: through the network for those who plan, and by an address for those who answer."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from redthread.gatherings.models import DatePoll, Voter
from redthread.networks.access import network_for
from redthread.networks.models import Membership
from redthread.networks.roles import Permission


def poll_for(request: HttpRequest, slug: str, pk: str) -> DatePoll:
    """The poll, for those who plan the network's gatherings. Raises as `network_for` does."""
    network = network_for(request, slug, needs=Permission.GATHERING_PLAN)
    poll = get_object_or_404(DatePoll.objects.select_related("gathering"), network=network, public_id=pk)
    poll.network = network
    return poll


def voter_by_link(key: str, now: datetime) -> Voter:
    """The one whose address this is, with the poll. Raises Http404 for an address that leads nowhere.

    A member's address works as long as the membership; a guest's as long as the network is open.
    """
    there = Membership.objects.current(now).filter(
        network=OuterRef("poll__network"), person=OuterRef("person"), person__is_active=True
    )
    voters = Voter.objects.filter(
        Q(person=None) | Exists(there), key=key, poll__network__closed_at=None
    ).exclude(poll__sent_at=None)
    voter = voters.select_related("poll__network", "poll__gathering", "person").first()
    if voter is None:
        raise Http404
    return voter


def poll_by_open_link(key: str) -> DatePoll:
    """The poll that guests may answer by this address, while it is turned on. Raises Http404."""
    polls = DatePoll.objects.asking().filter(network__closed_at=None, open_key=key)
    poll = polls.select_related("network").first()
    if poll is None:
        raise Http404
    return poll
