"""The ways in to the log of visits."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from redthread.guidance.models import Visit, schools_of
from redthread.guidance.visits_page import may_read
from redthread.networks.access import Access, SignedInRequest, network_for
from redthread.networks.roles import Permission


def access_for(request: HttpRequest, slug: str, needs: Permission = Permission.NETWORK_VIEW) -> Access:
    network_for(request, slug, needs=needs)
    return cast(SignedInRequest, request).access


def log_for(request: HttpRequest, slug: str) -> Access:
    """To read the log: of all schools for those who guide, of the own for a school; 403 for the others."""
    access = access_for(request, slug)
    if not may_read(access):
        raise PermissionDenied
    return access


def visit_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, Visit]:
    """A visit that the person may read; it does not exist for anybody else."""
    access = access_for(request, slug)
    found = Visit.objects.visible_to(access)
    related = found.select_related("network", "school", "visitor", "school_by", "story_by", "next_done_by")
    return access, get_object_or_404(related, public_id=pk)


def own_visit_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, Visit]:
    """One's own, to write in; for everybody else there is nothing to write in."""
    access, found = visit_for(request, slug, pk)
    if found.visitor_id != access.person.pk:
        raise Http404
    access.require(Permission.VISIT_WRITE)
    return access, found


def schools_visit_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, Visit]:
    """One to one's own school, for the school to say something; nobody else is asked."""
    access, found = visit_for(request, slug, pk)
    if found.school_id not in schools_of(access):
        raise Http404
    access.require(Permission.SUMMARY_WRITE)
    return access, found


def is_of_school(access: Access, visit: Visit) -> bool:
    return access.can(Permission.SUMMARY_WRITE) and visit.school_id in schools_of(access)


def is_visitors(access: Access, visit: Visit) -> bool:
    return access.can(Permission.VISIT_WRITE) and visit.visitor_id == access.person.pk
