"""The ways in to a network's archive: who reads, who adds, and who may change or take away one material."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from redthread.archive.models import Material
from redthread.gatherings.models import AgendaItem
from redthread.networks.access import Access, SignedInRequest, network_for
from redthread.networks.roles import Permission


def access_for(request: HttpRequest, slug: str) -> Access:
    network_for(request, slug, needs=Permission.GATHERING_VIEW)
    return cast(SignedInRequest, request).access


def adding_access_for(request: HttpRequest, slug: str) -> Access:
    network_for(request, slug, needs=Permission.AGENDA_PROPOSE)
    return cast(SignedInRequest, request).access


def material_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, Material]:
    """A material of the network; Http404."""
    access = access_for(request, slug)
    found = Material.objects.visible_to(access).select_related(
        "added_by", "method", "item__gathering__network"
    )
    material = get_object_or_404(found.prefetch_related("themes"), public_id=pk)
    material.network = access.network
    return access, material


def own_material_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, Material]:
    """To change it or take it away: for the one who added it, and for those who lead. 403 for the others."""
    access, material = material_for(request, slug, pk)
    if not may_change(access, material):
        raise PermissionDenied
    return access, material


def may_change(access: Access, material: Material) -> bool:
    if access.can(Permission.NETWORK_MANAGE) and not access.network.is_closed:
        return True
    return access.can(Permission.AGENDA_PROPOSE) and material.added_by_id == access.person.pk


def shows_item(access: Access, item: AgendaItem | None) -> bool:
    """Whether the person may know that the material belongs to that block of that gathering."""
    if item is None:
        return False
    runs = access.can(Permission.GATHERING_PLAN) or item.gathering.chair_id == access.person.pk
    return runs or not (item.gathering.is_draft or item.is_confidential)
