"""Days when a network cannot meet."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks.access import SignedInRequest, login_required, network_for
from redthread.networks.models import Network
from redthread.networks.roles import Permission
from redthread.schoolyear.years import school_year_of
from redthread.wheel.actions.blocked_days import block_days, change_blocked_days, unblock_days
from redthread.wheel.forms.matters import BlockedDaysForm
from redthread.wheel.models import BlockedDays
from redthread.wheel.route_pages import span_text, weeks_text


@login_required
@require_http_methods(["GET", "POST"])
def blocked_days(request: HttpRequest, slug: str) -> HttpResponse:
    """Those of this school year and later; POST adds some."""
    adding = request.method == "POST"
    needs = Permission.GATHERING_PLAN if adding else Permission.GATHERING_VIEW
    network = network_for(request, slug, needs=needs)
    form = BlockedDaysForm(request.POST if adding else None)
    if adding and form.is_valid():
        try:
            by = cast(SignedInRequest, request).user
            block_days(network=network, by=by, now=timezone.now(), **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Dagene er satt av."))
            return redirect("wheel:blocked_days", network.slug)
    return _show(request, network, form)


@login_required
@require_http_methods(["GET", "POST"])
def blocked(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    one = _blocked_for(request, slug, pk)
    values = {"why": one.why, "starts_on": one.starts_on, "ends_on": one.ends_on}
    form = BlockedDaysForm(request.POST if request.method == "POST" else None, initial=values)
    if request.method == "POST" and form.is_valid():
        try:
            by = cast(SignedInRequest, request).user
            change_blocked_days(blocked=one, by=by, now=timezone.now(), **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Dagene er lagret."))
            return redirect("wheel:blocked_days", one.network.slug)
    context = {"network": one.network, "form": form, "blocked": one}
    return render(request, "wheel/matters_blocked_one.html", context)


@login_required
@require_POST
def blocked_removal(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    one = _blocked_for(request, slug, pk)
    unblock_days(blocked=one, by=cast(SignedInRequest, request).user, now=timezone.now())
    messages.success(request, _("Dagene er ledige igjen."))
    return redirect("wheel:blocked_days", one.network.slug)


def _blocked_for(request: HttpRequest, slug: str, pk: str) -> BlockedDays:
    network = network_for(request, slug, needs=Permission.GATHERING_PLAN)
    one = get_object_or_404(network.blocked_days.all(), public_id=pk)
    one.network = network
    return one


def _show(request: HttpRequest, network: Network, form: BlockedDaysForm) -> HttpResponse:
    since = school_year_of(timezone.localdate()).starts_on
    found = BlockedDays.objects.filter(network=network, ends_on__gte=since)
    context: dict[str, Any] = {
        "network": network,
        "form": form,
        "blocked": [
            (one, span_text(one.starts_on, one.ends_on), weeks_text(one.starts_on, one.ends_on))
            for one in found
        ],
        "may_plan": cast(SignedInRequest, request).access.can(Permission.GATHERING_PLAN),
    }
    return render(request, "wheel/matters_blocked.html", context)
