"""The owner's door. Behind it there is nothing but what has been released to the owner."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from redthread.networks.access import SignedInRequest
from redthread.people.models import Organisation, Person, Position
from redthread.sharing.models import Release


def owners_of(person: Person, today: date) -> tuple[Organisation, ...]:
    """The owners where the person is the owner's executive on that day."""
    posts = Position.objects.speaking_for_owners(today).filter(person=person)
    return tuple(
        {one.organisation_id: one.organisation for one in posts.select_related("organisation")}.values()
    )


def owner_for(request: HttpRequest) -> tuple[Organisation, ...]:
    """The owners that the signed-in person speaks for; Http404 for everybody else."""
    owners = owners_of(cast(SignedInRequest, request).user, timezone.localdate())
    if not owners:
        raise Http404
    return owners


def owner_release_for(request: HttpRequest, pk: str) -> Release:
    """One release, if it stands and is for an owner that the person speaks for; else Http404."""
    releases = Release.objects.for_owners(*owner_for(request))
    return get_object_or_404(releases.select_related("network", "school", "released_by"), public_id=pk)
