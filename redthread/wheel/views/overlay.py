"""Several networks together, and a network's year released to its owner."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks.access import SignedInRequest, login_required, network_for
from redthread.networks.roles import Permission
from redthread.schoolyear.years import SchoolYear
from redthread.sharing.access import owner_for
from redthread.sharing.models import Audience
from redthread.sharing.preview import preview_of
from redthread.wheel.actions.releases import release_wheel, standing_release, take_back_wheel, title_of
from redthread.wheel.overlay import (
    accesses_of,
    overlay_of,
    owners_year,
    released_wheels,
    rings_in,
    rings_of,
    taking_part,
)
from redthread.wheel.snapshots import has_gatherings, mark_of, snapshot_of
from redthread.wheel.year_page import chosen_year


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """All the networks that the person is in."""
    now, today = timezone.now(), timezone.localdate()
    year = chosen_year(request.GET.get("skolear", ""), today)
    accesses = accesses_of(cast(SignedInRequest, request).user, now)
    overlay = overlay_of(rings_of(accesses, year), taking_part(accesses, now), year, today)
    context = {
        "overlay": overlay,
        "wheel": overlay.wheel,
        "today": today,
        "earlier": SchoolYear(year.first_year - 1),
        "later": SchoolYear(year.first_year + 1),
    }
    return render(request, "wheel/overlay_mine.html", context)


@login_required
@require_GET
def owner(request: HttpRequest) -> HttpResponse:
    """The wheels that stand released to the owner, and nothing behind them."""
    owners, today = owner_for(request), timezone.localdate()
    releases = released_wheels(owners)
    year, years = owners_year(releases, request.GET.get("skolear", ""), today)
    overlay = overlay_of(*rings_in(releases, year), year, today)
    context = {
        "overlay": overlay, "wheel": overlay.wheel, "owners": owners, "years": years, "today": today,
    }  # fmt: skip
    return render(request, "wheel/overlay_owner.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """«Ferdigstill» the year to the owner, with a preview of exactly what is seen."""
    network = network_for(request, slug, needs=Permission.GATHERING_PLAN)
    now, error = timezone.now(), ""
    year = chosen_year(request.GET.get("skolear", ""), timezone.localdate())
    if request.method == "POST":
        by = cast(SignedInRequest, request).user
        try:
            release_wheel(network=network, year=year, seen=request.POST.get("seen", ""), by=by, now=now)
        except RuleError as refused:
            error = str(refused)
        else:
            messages.success(request, _("Årshjulet er ferdigstilt. Skoleeier ser det nå."))
            return redirect(_release_address(slug, year))
    snapshot = snapshot_of(network, year)
    standing = standing_release(network, year)
    preview = preview_of(
        audience=Audience.OWNER,
        network=network,
        school=None,
        title=title_of(network, year),
        snapshot=snapshot,
    )
    context = {
        "network": network,
        "year": year,
        "preview": preview,
        "seen": mark_of(snapshot),
        "standing": standing,
        "is_changed": standing is not None and standing.snapshot != snapshot,
        "has_gatherings": has_gatherings(snapshot),
        "error": error,
    }
    return render(request, "wheel/overlay_release.html", context, status=409 if error else 200)


@login_required
@require_POST
def recall(request: HttpRequest, slug: str) -> HttpResponse:
    """Take it back."""
    network = network_for(request, slug, needs=Permission.GATHERING_PLAN)
    year = chosen_year(request.GET.get("skolear", ""), timezone.localdate())
    take_back_wheel(network=network, year=year, by=cast(SignedInRequest, request).user, now=timezone.now())
    messages.success(request, _("Trukket tilbake. Skoleeier ser ikke årshjulet lenger."))
    return redirect(_release_address(slug, year))


def _release_address(slug: str, year: SchoolYear) -> str:
    return f"{reverse('wheel:release', args=[slug])}?skolear={year.first_year}"
