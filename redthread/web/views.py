"""«I dag», a network's own page, and what the product says about itself."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from redthread.networks.access import SignedInRequest, network_for
from redthread.networks.roles import Permission
from redthread.web import hubs
from redthread.web.home import home as home_of
from redthread.web.network_page import MOST_OPEN, network_page


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """«I dag» for those who are signed in, a welcome for the others."""
    if not request.user.is_authenticated:
        return render(request, "web/welcome.html")
    page = home_of(cast(SignedInRequest, request).user, timezone.now())
    request.speaks_for_an_owner = bool(page.owners)  # type: ignore[attr-defined]  # the header need not ask
    return render(request, "web/home.html", {"page": page, "now": timezone.localtime()})


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "web/about.html")


@login_required
@require_GET
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Addressed as `networks:network`."""
    found = network_for(request, slug, needs=Permission.NETWORK_VIEW)
    access = cast(SignedInRequest, request).access
    context = {
        "network": found,
        "page": network_page(access, timezone.now()),
        "most_open": MOST_OPEN,
        "may_manage": access.can(Permission.NETWORK_MANAGE),
        "may_plan": access.can(Permission.GATHERING_PLAN),
        "may_start_subgroup": access.can(Permission.SUBGROUP_START) and found.parent_id is None,
    }
    return render(request, "web/network.html", context)


@login_required
@require_GET
def experience(request: HttpRequest, slug: str) -> HttpResponse:
    """The way to what the schools have tried and told."""
    found = network_for(request, slug, needs=Permission.NETWORK_VIEW)
    access = cast(SignedInRequest, request).access
    context = {"network": found, "rooms": hubs.experience(access), "current": "experience"}
    context |= {
        "heading": _("Erfaringer"),
        "lead": _("Det skolene har prøvd og fortalt, og hvem som kan det."),
    }
    return render(request, "web/hub.html", context)


@login_required
@require_GET
def more(request: HttpRequest, slug: str) -> HttpResponse:
    """The way to what holds the network together beside its gatherings."""
    found = network_for(request, slug, needs=Permission.NETWORK_VIEW)
    access = cast(SignedInRequest, request).access
    context = {"network": found, "rooms": hubs.more(access), "current": "more"}
    context |= {"heading": _("Mer"), "lead": _("Det som holder nettverket sammen ved siden av samlingene.")}
    return render(request, "web/hub.html", context)
