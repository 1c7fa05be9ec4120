"""The successor pack as a page and as a file, and the act of handing over."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core import dates
from redthread.core.errors import RuleError
from redthread.core.kept_nowhere import kept_nowhere
from redthread.networks.access import Access, SignedInRequest, login_required, network_for
from redthread.networks.models import Membership, Role
from redthread.networks.roles import Permission
from redthread.peers.access import PEER_ROLES
from redthread.reports.actions import handovers as actions
from redthread.reports.models import Handover
from redthread.reports.printable import file_name
from redthread.reports.successor.forms import HandoverForm
from redthread.reports.successor.pack import pack_for
from redthread.reports.successor.pdf import successor_pdf as made_pdf
from redthread.reports.successor.reader import Reader

MANAGE = Permission.NETWORK_MANAGE


def reader_for(request: HttpRequest, slug: str) -> Reader:
    """For those who lead the network, and for whoever is named to; 403 for other members.

    The owner's consultant, who takes no part in what the members know of each other, waits until the day.
    """
    network = network_for(request, slug, needs=Permission.NETWORK_VIEW)
    access = cast(SignedInRequest, request).access
    handover = (
        Handover.objects.standing().filter(network=network).select_related("successor", "made_by").first()
    )
    is_named = handover is not None and handover.successor_id == access.person.pk
    takes_part = any(one.role in PEER_ROLES for one in access.memberships)
    if not access.can(MANAGE) and not (is_named and takes_part):
        raise PermissionDenied
    return Reader(network, handover, access.person, timezone.now())


@login_required
@require_GET
@kept_nowhere
def successor(request: HttpRequest, slug: str) -> HttpResponse:
    reader = reader_for(request, slug)
    context = {
        "network": reader.network,
        "pack": pack_for(reader),
        "handover": reader.handover,
        "may_hand_over": cast(SignedInRequest, request).access.can(MANAGE) and not reader.network.is_closed,
    }
    return render(request, "reports/successor.html", context)


@login_required
@require_GET
def successor_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    reader = reader_for(request, slug)
    response = HttpResponse(made_pdf(pack_for(reader), reader.now), content_type="application/pdf")
    words = {"network": reader.network.name[:60], "day": dates.day_and_year(reader.now)}
    name = file_name(_("Etterfølgerpakke %(network)s %(day)s") % words, "pdf")
    header = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = header or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, slug: str) -> HttpResponse:
    """Name who takes over, from when, and write what only you know."""
    network = network_for(request, slug, needs=MANAGE)
    access = cast(SignedInRequest, request).access
    standing = Handover.objects.standing().filter(network=network).select_related("successor").first()
    form = HandoverForm(
        request.POST or None, members=_who_may_lead(access, standing), initial=_initial(standing)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_over(
                network=network,
                successor=form.cleaned_data["successor"],
                role=form.cleaned_data["role"],
                starts_on=form.cleaned_data["starts_on"],
                answers=form.answers(),
                by=access.person,
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Overleveringen er skrevet inn. Pakken er klar."))
            return redirect("reports:successor", slug)
    context = {"network": network, "form": form, "handover": standing}
    return render(request, "reports/handover.html", context)


def _who_may_lead(access: Access, standing: Handover | None) -> list[Membership]:
    """The members who can take over; not whoever leads already, unless the standing handover names them."""
    members = Membership.objects.current(timezone.now()).filter(network=access.network)
    members = members.exclude(role__in=actions.CANNOT_LEAD).select_related("person", "organisation")
    named = standing.successor_id if standing else None
    return [
        one
        for one in members.order_by("person__name", "pk")
        if one.role != Role.LEADER or one.person_id == named
    ]


def _initial(standing: Handover | None) -> dict[str, object]:
    if standing is None:
        return {}
    names = ("role", "starts_on", "unwritten", "call_first", "take_care")
    return {name: getattr(standing, name) for name in names} | {"successor": standing.successor.public_id}


@login_required
@require_POST
def handover_recall(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=MANAGE)
    found = get_object_or_404(Handover.objects.standing().filter(network=network), public_id=pk)
    access = cast(SignedInRequest, request).access
    actions.take_handover_back(handover=found, by=access.person, now=timezone.now())
    messages.success(request, _("Overleveringen er trukket tilbake."))
    return redirect("reports:successor", slug)
