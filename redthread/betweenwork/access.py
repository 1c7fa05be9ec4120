"""The ways in: to the between-work of a network, and to the desk where one school's summary is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from redthread.betweenwork.links import usable_link
from redthread.betweenwork.models import Assignment, SchoolLine
from redthread.betweenwork.writers import schools_of
from redthread.core.receipts import secret_of
from redthread.networks.access import SignedInRequest, network_for
from redthread.networks.roles import Permission
from redthread.people.models import Person


@dataclass(frozen=True)
class Desk:
    """Where one person writes one school's summary: signed in, or through the mailed link in `token`."""

    line: SchoolLine
    person: Person
    token: str = ""

    @property
    def ack(self) -> str:
        """The secret by which the desk's page knows our receipts, the same by every way in."""
        return secret_of(f"summary-ack:{self.line.public_id}")

    def address(self, page: str = "summary") -> str:
        """The address of one of the desk's pages, by the same way in."""
        if self.token:
            name = "summary_link" if page == "summary" else f"link_{page}"
            return reverse(f"betweenwork:{name}", args=[self.token])
        assignment = self.line.assignment
        where = [assignment.network.slug, assignment.public_id, self.line.public_id]
        return reverse(f"betweenwork:{page}", args=where)

    def addresses(self) -> dict[str, str]:
        """For the templates. What takes a sign-in leads to the sign-in from the link's pages as well."""
        signed_in = Desk(self.line, self.person)
        return {
            "desk_url": self.address(),
            "photo_url": self.address("photo"),
            "photo_removal_url": self.address("photo_removal"),
            "release_url": self.address("release"),
            "revoke_url": self.address("revoke"),
            "owner_url": signed_in.address("owner"),
            "close_links_url": signed_in.address("links_closed"),
        }


def assignment_for(request: HttpRequest, slug: str, pk: str) -> Assignment:
    """The between-work with its window, for everybody in the network once it has been opened."""
    network = network_for(request, slug, needs=Permission.GATHERING_VIEW)
    opened = Assignment.objects.opened().with_window().filter(network=network)
    assignment = get_object_or_404(opened.select_related("gathering"), public_id=pk)
    assignment.network = assignment.gathering.network = network
    return assignment


def desk_for(request: HttpRequest, slug: str, pk: str, line: str) -> Desk:
    """The desk of one's own school. 403 for another school's, and for those who do not write summaries."""
    network = network_for(request, slug, needs=Permission.SUMMARY_WRITE)
    lines = SchoolLine.objects.with_window().filter(
        assignment__network=network, assignment__public_id=pk, assignment__opened_at__isnull=False
    )
    found = get_object_or_404(lines.select_related("school", "assignment__gathering"), public_id=line)
    access = cast(SignedInRequest, request).access
    if found.school_id not in schools_of(access):
        raise PermissionDenied
    found.assignment.network = found.assignment.gathering.network = network
    return Desk(found, access.person)


def desk_by_link(token: str, now: datetime) -> Desk | None:
    """The desk that the mailed link opens this second, or None."""
    link = usable_link(token, now)
    if link is None:
        return None
    return Desk(link.line, link.membership.person, token)
