"""The ways in to the network's matters."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from redthread.networks.access import Access, SignedInRequest, network_for
from redthread.networks.models import Body
from redthread.networks.roles import Permission
from redthread.voice.models import Matter


def access_for(request: HttpRequest, slug: str, needs: Permission = Permission.NETWORK_VIEW) -> Access:
    network_for(request, slug, needs=needs)
    return cast(SignedInRequest, request).access


def matter_for(
    request: HttpRequest, slug: str, pk: str, needs: Permission = Permission.NETWORK_VIEW
) -> tuple[Access, Matter]:
    """A matter that the person may read. What is only weighed does not exist for the owner's consultant."""
    access = access_for(request, slug, needs)
    found = Matter.objects.visible_to(access).select_related(
        "network__owner", "body", "written_by", "sent_by"
    )
    return access, get_object_or_404(found, public_id=pk)


def own_matter_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, Matter]:
    """One that the person wrote; 403 for those who may only read it."""
    access, found = matter_for(request, slug, pk)
    if found.written_by_id != access.person.pk:
        raise PermissionDenied
    access.require(Permission.SUMMARY_WRITE)
    return access, found


def matter_to_send_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, Matter]:
    """One that is weighed, for those who lead; there is nothing to send before that, or after."""
    access, found = matter_for(request, slug, pk, Permission.GATHERING_PLAN)
    if not found.is_weighed:
        raise Http404
    return access, found


def matter_to_withdraw_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, Matter]:
    """One that is laid before the schools or sent, for those who lead and for whoever wrote it."""
    access, found = matter_for(request, slug, pk, Permission.SUMMARY_WRITE)
    if found.is_draft or found.withdrawn_at is not None:
        raise Http404
    if not access.can(Permission.GATHERING_PLAN) and found.written_by_id != access.person.pk:
        raise PermissionDenied
    return access, found


def voting_bodies(access: Access) -> list[Body]:
    """The bodies that raise matters by a rule of their own."""
    return list(access.network.bodies.exclude(vote_rule=Body.VoteRule.NONE))
