"""The way to what waits for the owner's answer: for the owner's leader, and for the consultant."""

from __future__ import annotations

from typing import NamedTuple

from django.http import Http404
from django.utils import timezone

from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import OwnerAnswer
from redthread.gatherings.owner_answers import ASKING, asked_outcome
from redthread.networks.access import access_of
from redthread.networks.roles import Permission
from redthread.sharing.access import owners_of
from redthread.sharing.models import Audience, Release


class Asked(NamedTuple):
    """What waits for an answer: the standing release, and the answer that was given, if any."""

    release: Release
    answer: OwnerAnswer | None
    is_owner: bool  # the owner's own leader asks, not the consultant in the network


def asking_release_for(request: PageRequest, pk: str) -> Asked:
    """The proposal or matter that was released to the owner.

    For the owner's executive, and for a consultant of the owner in that network. Other members get
    PermissionDenied, strangers Http404; so does everybody once it is taken back.
    """
    to_owner = Release.objects.standing().filter(kind__in=ASKING, audience=Audience.OWNER)
    release = to_owner.select_related("network__owner", "released_by").filter(public_id=pk).first()
    if release is None:
        raise Http404
    is_owner = _is_the_owner(request, release)
    outcome = asked_outcome(release)
    if outcome is None and release.kind == Release.Kind.PROPOSAL:
        raise Http404
    about = {"outcome": outcome} if outcome else {"release": release}
    answer = OwnerAnswer.objects.filter(**about).select_related("answered_by").first()
    return Asked(release, answer, is_owner)


def _is_the_owner(request: PageRequest, release: Release) -> bool:
    """True for the owner's executive, False for a consultant; others are turned away."""
    owners = owners_of(request.user, timezone.localdate())
    if any(owner.pk == release.network.owner_id for owner in owners):
        return True
    access = access_of(request.user, release.network)
    if access is None:
        raise Http404
    access.require(Permission.OWNER_ANSWER)
    return False
