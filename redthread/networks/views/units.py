"""The units of a network: who takes part, in which turn."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from redthread.networks import actions
from redthread.networks.access import SignedInRequest, network_for
from redthread.networks.candidates import MOST_SHOWN, units_to_take_in
from redthread.networks.models import Membership, Network, Unit
from redthread.networks.roles import Permission


@login_required
@require_http_methods(["GET", "POST"])
def units(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    if request.method == "POST":
        return _take_in(request, network)
    search = request.GET.get("sok", "").strip()[:100]
    found = list(units_to_take_in(network, search)[: MOST_SHOWN + 1])
    context = {
        "network": network,
        "units": _present(network),
        "search": search,
        "candidates": found[:MOST_SHOWN],
        "there_are_more": len(found) > MOST_SHOWN,
        "many_owners": network.kind == Network.Kind.REGIONAL,
    }
    return render(request, "networks/units.html", context)


def _present(network: Network) -> list[Unit]:
    return list(Unit.objects.present().filter(network=network).select_related("organisation__parent"))


def _take_in(request: HttpRequest, network: Network) -> HttpResponse:
    chosen = request.POST.getlist("unit")[:500]
    organisations = list(units_to_take_in(network).filter(public_id__in=chosen))
    for organisation in organisations:
        actions.take_in_unit(
            network=network,
            organisation=organisation,
            by=cast(SignedInRequest, request).user,
            now=timezone.now(),
        )
    if organisations:
        told = ngettext("%(count)d enhet er med.", "%(count)d enheter er med.", len(organisations))
        messages.success(request, told % {"count": len(organisations)})
    else:
        messages.warning(request, _("Kryss av for minst én enhet, og prøv igjen."))
    return redirect("networks:units", network.slug)


@login_required
@require_POST
def move(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    unit = get_object_or_404(Unit.objects.present(), network=network, organisation__public_id=pk)
    places = {"up": -1, "down": 1}.get(request.POST.get("way", ""), 0)
    actions.move_unit_turn(
        unit=unit, places=places, by=cast(SignedInRequest, request).user, now=timezone.now()
    )
    if request.headers.get("HX-Request"):
        return render(request, "networks/_turn.html", {"network": network, "units": _present(network)})
    return redirect("networks:units", network.slug)


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    unit = get_object_or_404(
        Unit.objects.present().select_related("organisation"), network=network, organisation__public_id=pk
    )
    if request.method == "POST":
        actions.unit_leaves(unit=unit, by=cast(SignedInRequest, request).user, now=timezone.now())
        messages.success(
            request,
            _("%(unit)s er ikke lenger med. Det de har gjort, står.") % {"unit": unit.organisation},
        )
        return redirect("networks:units", network.slug)
    speaking = Membership.objects.not_over(timezone.now()).filter(
        network=network, organisation=unit.organisation
    )
    losing = speaking.not_leading().select_related("person")
    context = {"network": network, "unit": unit, "losing": list(losing)}
    return render(request, "networks/unit_leave.html", context)
