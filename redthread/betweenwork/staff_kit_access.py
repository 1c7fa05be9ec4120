"""The ways in to a staff kit: the own school's people by signing in, the staff by the code."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from redthread.betweenwork.models import StaffKit
from redthread.betweenwork.try_out_access import access_for
from redthread.betweenwork.writers import ROLES
from redthread.core.buckets import Bucket
from redthread.networks.access import Access
from redthread.networks.roles import Permission

# Of one address, behind which a whole school may sit.
WRONG_CODES = Bucket(30, 600)
ANSWERS = Bucket(300, 300)


def own_kit_for(request: HttpRequest, slug: str, pk: str, *, writes: bool = False) -> tuple[Access, StaffKit]:
    """One's own school's kit. For everybody else in the network it does not exist, leader or not.

    `writes` is for what changes it: 403 in a closed network, where it can be read only.
    """
    access = access_for(request, slug)
    mine = [one.organisation_id for one in access.memberships if one.role in ROLES]
    kits = StaffKit.objects.filter(network=access.network, school__in=[pk for pk in mine if pk is not None])
    related = kits.select_related("school", "method", "commitment", "line__assignment", "pile")
    kit = get_object_or_404(related, public_id=pk)
    kit.network = access.network
    if writes:
        access.require(Permission.SUMMARY_WRITE)
    return access, kit


def kit_by_code(code: str) -> StaffKit | None:
    """The kit with this code, however it is typed; whether it is open is asked by the page."""
    tidy = "".join(letter for letter in code.upper() if letter.isalnum())[:10]
    found = StaffKit.objects.filter(code=tidy).select_related("school", "network")
    return found.prefetch_related("questions").first()


def is_still_known(kit: StaffKit, now: datetime) -> bool:
    """A code that has been out of use for long is as one that never was."""
    return (now - kit.closes_at).days < 120
