"""A person's networks; starting, naming and closing one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks import actions
from redthread.networks.access import SignedInRequest, network_for
from redthread.networks.forms.networks import NameForm, NewNetworkForm
from redthread.networks.forms.posted import posted
from redthread.networks.founding import foundings
from redthread.networks.models import Membership, Network, Role
from redthread.networks.roles import Permission


@login_required
@require_GET
def network_list(request: HttpRequest) -> HttpResponse:
    person = cast(SignedInRequest, request).user
    now = timezone.now()
    led = Membership.objects.current(now).filter(network=OuterRef("network")).exclude(role=Role.LEADER)
    memberships = (
        Membership.objects.current(now)
        .filter(person=person)
        .annotate(nobody_leads=Q(network__kind=Network.Kind.SUBGROUP) & ~Exists(led))
        .select_related("network__owner", "network__parent", "organisation")
        .order_by("network__name", "pk")
    )
    context = {
        "memberships": [m for m in memberships if not m.network.is_closed],
        "closed": [m for m in memberships if m.network.is_closed],
        "may_start": bool(foundings(person, timezone.localdate())),
    }
    return render(request, "networks/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def network_new(request: HttpRequest) -> HttpResponse:
    person = cast(SignedInRequest, request).user
    places = foundings(person, timezone.localdate())
    if not places:
        raise PermissionDenied
    form = NewNetworkForm(posted(request), foundings=places)
    if request.method == "POST" and form.is_valid():
        founding, kind = form.cleaned_data["start"]
        network = actions.start_network(
            name=form.cleaned_data["name"],
            kind=kind,
            owner=founding.owner,
            school=founding.school,
            chair_rule=form.cleaned_data["chair_rule"],
            by=person,
            now=timezone.now(),
        )
        messages.success(request, _("Nettverket er startet. Skriv gjerne mandatet først."))
        return redirect(network)
    return render(request, "networks/new.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def subgroup_new(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.SUBGROUP_START)
    access = cast(SignedInRequest, request).access
    form = NameForm(posted(request))
    if request.method == "POST" and form.is_valid():
        speaks_for = next((m.organisation for m in access.memberships if m.organisation), None)
        try:
            group = actions.start_network(
                name=form.cleaned_data["name"],
                kind=Network.Kind.SUBGROUP,
                owner=network.owner,
                parent=network,
                school=speaks_for,
                chair_rule=Network.ChairRule.LEADER,
                by=access.person,
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Gruppa er startet. Legg til dem som skal være med."))
            return redirect(group)
    return render(request, "networks/subgroup_new.html", {"network": network, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    form = NameForm(posted(request), initial={"name": network.name})
    if request.method == "POST" and form.is_valid():
        person = cast(SignedInRequest, request).user
        actions.rename_network(network=network, name=form.cleaned_data["name"], by=person, now=timezone.now())
        messages.success(request, _("Navnet er endret. Adressen er den samme."))
        return redirect(network)
    return render(request, "networks/settings.html", {"network": network, "form": form})


@login_required
@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    actions.close_network(network=network, by=cast(SignedInRequest, request).user, now=timezone.now())
    messages.success(request, _("Nettverket er avsluttet. Alt kan fortsatt leses."))
    return redirect(network)


@login_required
@require_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    actions.reopen_network(network=network, by=cast(SignedInRequest, request).user, now=timezone.now())
    messages.success(request, _("Nettverket er åpnet igjen."))
    return redirect(network)
