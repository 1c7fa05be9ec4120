"""What other rooms may know of a story: its name and its address, for those who see it this second."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse

from redthread.networks.access import Access
from redthread.networks.models import Network
from redthread.people.models import Organisation
from redthread.sharing.models import Audience, Release


class Told(NamedTuple):
    """A story as a release tells of it."""

    key: str
    title: str
    href: str
    school: Organisation
    release: Release


def told_to(access: Access, *keys: str) -> list[Told]:
    """Those of the stories that the person is shown; all that are, when none are named. One query."""
    found = Release.objects.visible_to(access).filter(
        kind=Release.Kind.STORY, audience__in=[Audience.SCHOOL, Audience.NETWORK]
    )
    if keys:
        found = found.filter(source__in=keys)
    return told_in(access.network, found.select_related("school").order_by("released_at", "pk"))


def told_in(network: Network, releases: Iterable[Release]) -> list[Told]:
    """The stories among releases that the person may see, in their order."""
    base = reverse("knowledge:stories", args=[network.slug])
    return [
        Told(one.source, one.title, f"{base}{one.source}/", one.school, one)
        for one in releases
        if one.kind == Release.Kind.STORY and one.school is not None
    ]


def is_told_still(key: str) -> bool:
    """Whether anybody but the teller sees it."""
    return Release.objects.standing().filter(kind=Release.Kind.STORY, source=key).exists()
