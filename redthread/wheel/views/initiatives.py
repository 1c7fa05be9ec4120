"""The register of initiatives, and how much the schools are part of through the year."""

from __future__ import annotations

from itertools import groupby
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks.access import SignedInRequest, login_required, network_for
from redthread.networks.roles import Permission
from redthread.people.models import Organisation
from redthread.sharing.audiences import who_sees
from redthread.sharing.models import Audience
from redthread.wheel.actions.initiatives import add_initiative, change_initiative, remove_initiative
from redthread.wheel.entries import entries_of
from redthread.wheel.forms.initiatives import InitiativeForm, values_of
from redthread.wheel.initiative_access import initiative_for, writes_for
from redthread.wheel.load import loads_of
from redthread.wheel.models import Initiative
from redthread.wheel.route_owners import units_of
from redthread.wheel.year_page import chosen_year


@login_required
@require_GET
def initiatives(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.GATHERING_VIEW)
    access = cast(SignedInRequest, request).access
    year = chosen_year(request.GET.get("skolear", ""), timezone.localdate())
    schools = units_of(network)
    in_year = [
        one
        for one in network.initiatives.select_related("organisation")
        if one.starts_on <= year.ends_on and (one.ends_on is None or one.ends_on >= year.starts_on)
    ]
    mine = {one.pk for one in writes_for(access)}
    context = {
        "network": network,
        "year": year,
        "groups": _by_organisation(in_year, schools),
        "loads": loads_of(schools, entries_of(network, year, access), year, access.organisation_ids),
        "mine": mine,
        "who_sees": who_sees(Audience.NETWORK, network=network, school=None),
    }
    return render(request, "wheel/initiatives.html", context)


def _by_organisation(
    found: list[Initiative], schools: list[Organisation]
) -> list[tuple[Organisation, list[Initiative]]]:
    """The owners first, then the schools in their turn, then others; each by the day it starts."""
    turn = {school.pk: place for place, school in enumerate(schools)}

    def place(one: Initiative) -> tuple[bool, int, str, int]:
        whose = one.organisation
        is_owner = whose.kind == Organisation.Kind.OWNER
        return (not is_owner, turn.get(whose.pk, len(turn)), whose.name, whose.pk)

    ordered = sorted(found, key=lambda one: (*place(one), one.starts_on, one.pk))
    return [
        (group[0].organisation, group)
        for group in (list(each) for _key, each in groupby(ordered, key=lambda one: one.organisation_id))
    ]


@login_required
@require_http_methods(["GET", "POST"])
def initiative_new(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.GATHERING_VIEW)
    signed_in = cast(SignedInRequest, request)
    organisations = writes_for(signed_in.access)
    if not organisations:
        raise PermissionDenied
    form = InitiativeForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            add_initiative(network=network, by=signed_in.user, now=timezone.now(), **form.cleaned_data)
        except RuleError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Satsingen er lagt inn. Den står på hjulet nå."))
            return redirect("wheel:initiatives", slug)
    seen_by = who_sees(Audience.NETWORK, network=network, school=None)
    context = {"network": network, "form": form, "who_sees": seen_by}
    return render(request, "wheel/initiative.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def initiative(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    found = initiative_for(request, slug, pk)
    signed_in = cast(SignedInRequest, request)
    form = InitiativeForm(
        request.POST or None, organisations=writes_for(signed_in.access), initial=values_of(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_initiative(initiative=found, by=signed_in.user, now=timezone.now(), **form.cleaned_data)
        except RuleError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Satsingen er endret."))
            return redirect("wheel:initiatives", slug)
    seen_by = who_sees(Audience.NETWORK, network=found.network, school=None)
    context = {"network": found.network, "form": form, "initiative": found, "who_sees": seen_by}
    return render(request, "wheel/initiative.html", context)


@login_required
@require_POST
def initiative_removal(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    found = initiative_for(request, slug, pk)
    remove_initiative(initiative=found, by=cast(SignedInRequest, request).user, now=timezone.now())
    messages.success(request, _("Satsingen er tatt bort."))
    return redirect("wheel:initiatives", slug)
