"""Where a person can go from the header, and from a network's local navigation."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.networks.models import Network
from redthread.people.models import Person
from redthread.sharing.access import owners_of


class Place(NamedTuple):
    key: str
    text: str
    href: str


def of_network(network: Network) -> list[Place]:
    """The rooms of one network, in the order of the loop."""
    slug = network.slug
    return [
        Place("thread", _("Tråden"), reverse("thread:network", args=[slug])),
        Place("wheel", _("Årshjul"), reverse("wheel:network", args=[slug])),
        Place("gatherings", _("Samlinger"), reverse("gatherings:list", args=[slug])),
        Place("betweenwork", _("Mellomarbeid"), reverse("betweenwork:list", args=[slug])),
        Place("experience", _("Erfaringer"), reverse("web:experience", args=[slug])),
        Place("mandate", _("Mandat"), reverse("networks:mandate", args=[slug])),
        Place("members", _("Deltakere"), reverse("networks:members", args=[slug])),
        Place("more", _("Mer"), reverse("web:more", args=[slug])),
    ]


def _speaks_for_an_owner(request: HttpRequest) -> bool:
    """Whether the owner's page is open to the signed-in person today; asked once a request, by the
    network's door where there is one."""
    known: bool | None = getattr(request, "speaks_for_an_owner", None)
    if known is None:
        known = bool(owners_of(cast(Person, request.user), timezone.localdate()))
        request.speaks_for_an_owner = known  # type: ignore[attr-defined]
    return known


def places(context: dict[str, Any]) -> list[Place]:
    """The header's links for the person who asks: empty for somebody who is not signed in."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    found = [Place("today", _("I dag"), reverse("web:home"))]
    found.append(Place("networks", _("Nettverk"), reverse("networks:list")))
    if _speaks_for_an_owner(request):
        found.append(Place("owner", _("Skoleeier"), reverse("sharing:owner")))
    here = [place for place in found if _is_here(request.path, place.href)]
    return [place._replace(key="current") if place in here else place for place in found]


def _is_here(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
