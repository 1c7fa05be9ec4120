"""Where a person can go from the header, and from a network's local navigation."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.networks.models import Network
from redthread.people.models import Organisation, Person, Position


class Place(NamedTuple):
    key: str
    text: str
    href: str


def _address(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def of_network(network: Network) -> list[Place]:
    """The rooms of one network, in the order of the loop."""
    slug = network.slug
    return [
        Place("thread", _("Tråden"), _address("thread:network", slug)),
        Place("gatherings", _("Samlinger"), _address("gatherings:list", slug)),
        Place("betweenwork", _("Mellomarbeid"), _address("betweenwork:list", slug)),
        Place("mandate", _("Mandat"), _address("networks:mandate", slug)),
        Place("members", _("Deltakere"), _address("networks:members", slug)),
    ]


def _speaks_for_an_owner(request: HttpRequest) -> bool:
    """Whether the signed-in person has a leader's position at a school owner today; asked once a request."""
    known: bool | None = getattr(request, "_speaks_for_an_owner", None)
    if known is None:
        known = (
            Position.objects.current(timezone.localdate())
            .filter(
                person=cast(Person, request.user),
                kind=Position.Kind.OWNER_EXECUTIVE,
                organisation__kind=Organisation.Kind.OWNER,
            )
            .exists()
        )
        request._speaks_for_an_owner = known  # type: ignore[attr-defined]
    return known


def places(context: dict[str, Any]) -> list[Place]:
    """The header's links for the person who asks: empty for somebody who is not signed in."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    found = [Place("today", _("I dag"), _address("web:home") or "/")]
    found.append(Place("networks", _("Nettverk"), _address("networks:list")))
    if _speaks_for_an_owner(request):
        found.append(Place("owner", _("Skoleeier"), _address("sharing:owner")))
    return [
        place._replace(key="current" if _is_here(request.path, place.href) else place.key)
        for place in found
        if place.href
    ]


def _is_here(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
