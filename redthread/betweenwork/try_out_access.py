"""The ways in to try-outs: who reads one, and who writes in it."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from redthread.archive.models import Bookmark
from redthread.betweenwork.models import TryOut, TryOutQuerySet, TryOutSchool
from redthread.betweenwork.writers import schools_of
from redthread.networks.access import Access, SignedInRequest, network_for
from redthread.networks.models import Membership
from redthread.networks.roles import Permission
from redthread.people.models import Person


def access_for(request: HttpRequest, slug: str) -> Access:
    """To read about the network's try-outs."""
    network_for(request, slug, needs=Permission.GATHERING_VIEW)
    return cast(SignedInRequest, request).access


def writing_access_for(request: HttpRequest, slug: str) -> Access:
    """To try something out at one's own school: for those who speak for one; 403 for the others."""
    network_for(request, slug, needs=Permission.SUMMARY_WRITE)
    access = cast(SignedInRequest, request).access
    if not schools_of(access):
        raise PermissionDenied
    return access


def taking_part_access_for(request: HttpRequest, slug: str) -> Access:
    """To say that one's own school does something with another; which school is asked when it is found."""
    network_for(request, slug, needs=Permission.SUMMARY_WRITE)
    return cast(SignedInRequest, request).access


def found_in(access: Access, pk: str) -> TryOut:
    """A try-out that the person may read; Http404. `joined` comes with it, and whether they keep it."""
    with_schools = Prefetch("joined", TryOutSchool.objects.select_related("school"))
    visible = TryOut.objects.visible_to(access).prefetch_related(with_schools)
    related = visible.select_related(
        "network", "school", "inspired_by", "method", "story", "started_by", "thanks__by"
    )
    kept = Bookmark.objects.filter(
        person=access.person, kind=Bookmark.Kind.TRY_OUT, thing=OuterRef("public_id")
    )
    return get_object_or_404(related.annotate(is_kept=Exists(kept)), public_id=pk)


def is_of(try_out: TryOut, schools: frozenset[int]) -> bool:
    """Whether one of the schools started it or has joined it."""
    return try_out.school_id in schools or any(one.school_id in schools for one in try_out.joined.all())


def try_out_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, TryOut]:
    access = access_for(request, slug)
    return access, found_in(access, pk)


def own_try_out_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, TryOut]:
    """One's own school's, to write in it. 403 for another school's."""
    network_for(request, slug, needs=Permission.SUMMARY_WRITE)
    access = cast(SignedInRequest, request).access
    found = found_in(access, pk)
    if not is_of(found, schools_of(access)):
        raise PermissionDenied
    return access, found


def readable_by(person: Person) -> TryOutQuerySet:
    """What the person may read in any of their networks this second; one may be inspired across networks."""
    memberships = Membership.objects.current(timezone.now()).filter(person=person)
    mine, networks = Q(pk__in=[]), set[int]()
    for one in memberships:
        networks.add(one.network_id)
        if one.organisation_id is not None:
            own = TryOut.objects.of_schools(frozenset([one.organisation_id]))
            mine |= Q(network=one.network_id, pk__in=own.values("pk"))
    shown = Q(network__in=networks, pk__in=TryOut.objects.released().values("pk"))
    return TryOut.objects.standing().filter(mine | shown)
