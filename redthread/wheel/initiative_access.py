"""Whose initiatives a person may write, and the door to one of them."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from redthread.networks.access import Access, SignedInRequest, network_for
from redthread.networks.roles import Permission
from redthread.people.models import Organisation
from redthread.wheel.models import Initiative
from redthread.wheel.route_owners import owners_among, units_of


def writes_for(access: Access) -> list[Organisation]:
    """The organisations whose initiatives the person may write.

    The schools write their own. Those who lead the network, and the owner's consultant, write the owners'.
    """
    found: list[Organisation] = []
    if access.can(Permission.SUMMARY_WRITE):
        found += [m.organisation for m in access.memberships if m.organisation is not None]
    if access.can(Permission.NETWORK_MANAGE) and not access.network.is_closed:
        found += owners_among(access.network, units_of(access.network))
    elif access.can(Permission.OWNER_ANSWER):
        found.append(access.network.owner)
    return list({one.pk: one for one in found}.values())


def initiative_for(request: HttpRequest, slug: str, pk: str) -> Initiative:
    """An initiative that the person may write: 404 outside the network, 403 for another organisation's."""
    network = network_for(request, slug, needs=Permission.GATHERING_VIEW)
    found = get_object_or_404(network.initiatives.select_related("organisation"), public_id=pk)
    access = cast(SignedInRequest, request).access
    if found.organisation_id not in {one.pk for one in writes_for(access)}:
        raise PermissionDenied
    found.network = network
    return found
