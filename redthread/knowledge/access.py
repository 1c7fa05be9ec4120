"""The ways in to stories: who reads one, who tells, and who reads one through before it is shared."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from redthread.knowledge.models import Reading, Story, StoryAttachment, StoryQuerySet
from redthread.knowledge.snapshot import values_in
from redthread.networks.access import Access, SignedInRequest, network_for
from redthread.networks.roles import GRANTS, Permission
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Release


def access_for(request: HttpRequest, slug: str, needs: Permission = Permission.GATHERING_VIEW) -> Access:
    network_for(request, slug, needs=needs)
    return cast(SignedInRequest, request).access


def schools_told_for(access: Access) -> list[Organisation]:
    """The schools that the person may tell for; none in a closed network."""
    if not access.can(Permission.SUMMARY_WRITE):
        return []
    return [
        one.organisation
        for one in access.memberships
        if one.organisation is not None and Permission.SUMMARY_WRITE in GRANTS[one.role]
    ]


def telling_access_for(request: HttpRequest, slug: str) -> Access:
    """To tell: for those who speak for a school; 403 for the others."""
    access = access_for(request, slug, Permission.SUMMARY_WRITE)
    if not schools_told_for(access):
        raise PermissionDenied
    return access


def own_story_for(
    request: HttpRequest, slug: str, pk: str, needs: Permission = Permission.SUMMARY_WRITE
) -> tuple[Access, Story]:
    """One's own; 403 without the right. For everybody else there is no such story, shown or not: Http404."""
    access = access_for(request, slug)
    mine = Story.objects.told_by(access).select_related("network__owner", "school", "teller")
    found = get_object_or_404(mine, public_id=pk)
    access.require(needs)
    return access, found


def told_story_for(request: HttpRequest, pk: str) -> tuple[Person, Story]:
    """The person's own in whatever network, also one they have left, to take it back. Others: Http404."""
    person = cast(SignedInRequest, request).user
    return person, get_object_or_404(told_by(person), public_id=pk)


def told_by(person: Person) -> StoryQuerySet:
    """The person's own, in whatever network."""
    return Story.objects.kept().filter(teller=person).select_related("network", "school")


def found_in(access: Access, pk: str) -> Story | None:
    """One that the person may read this second. None for what is private, withdrawn, or never was, alike."""
    readable = Story.objects.readable_by(access).select_related("network", "school", "teller")
    return readable.filter(public_id=pk).first()


def reading_in(access: Access, pk: str) -> Reading | None:
    """What the person is asked to read through; None once it is answered, changed or withdrawn."""
    asked = Reading.objects.open().filter(
        reader=access.person, story__network=access.network, story__deleted_at=None, story__public_id=pk
    )
    return asked.select_related("story__network", "story__school", "story__teller").first()


def attachment_in(access: Access, pk: str, attachment: str) -> StoryAttachment:
    """A file of a story, for the teller, for whoever reads it through, and where a release shows it."""
    found = StoryAttachment.objects.filter(story__network=access.network, story__deleted_at=None)
    one = get_object_or_404(found.select_related("story"), story__public_id=pk, public_id=attachment)
    if one.story.teller_id == access.person.pk or reading_in(access, pk) is not None:
        return one
    shown = Release.objects.visible_to(access).filter(kind=Release.Kind.STORY, source=pk).first()
    if shown is None or attachment not in values_in(shown.snapshot, "file"):
        raise Http404
    return one
