"""The people of a network: who they are, letting one in, changing and ending."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks import actions
from redthread.networks.access import SignedInRequest, network_for
from redthread.networks.days import end_of, last_day_of
from redthread.networks.forms.members import EndForm, NewMemberForm, RoleForm
from redthread.networks.forms.posted import posted
from redthread.networks.history import membership_changes
from redthread.networks.models import Membership, Network, Unit
from redthread.networks.roles import Permission
from redthread.networks.roster import lines_of, nobody_leads, roster, to_pick_from
from redthread.people.models import Organisation


@login_required
@require_GET
def members(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_VIEW)
    access = cast(SignedInRequest, request).access
    now = timezone.now()
    people = roster(network, now)
    context = {
        "network": network,
        "others": lines_of(people.others, now),
        "units": [(at.unit.organisation, lines_of(at.members, now)) for at in people.units],
        "nobody_leads": nobody_leads(network, people),
        "now": now,
        "changes": membership_changes(network, now),
        "may_manage": access.can(Permission.NETWORK_MANAGE),
        "may_see_contacts": access.can(Permission.CONTACTS_VIEW),
    }
    return render(request, "networks/members.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def member_new(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    form = NewMemberForm(posted(request), units=_organisations(network))
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.invite(
                network=network,
                by=cast(SignedInRequest, request).user,
                now=now,
                **form.cleaned_data,
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(person)s er med i nettverket.") % {"person": added.person})
            return redirect("networks:members", network.slug)
    above = to_pick_from(network, cast(SignedInRequest, request).user, now)
    return render(request, "networks/member_new.html", {"network": network, "form": form, "above": above})


@login_required
@require_POST
def members_pick(request: HttpRequest, slug: str) -> HttpResponse:
    """Those chosen from the network above come into the sub-group."""
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    person, now = cast(SignedInRequest, request).user, timezone.now()
    chosen = set(request.POST.getlist("person"))
    picked = [one for one in to_pick_from(network, person, now) if one.person.public_id in chosen]
    try:
        actions.add_from_above(network=network, memberships=picked, by=person, now=now)
    except RuleError as error:
        messages.warning(request, str(error))
    return redirect("networks:members" if picked else "networks:member_new", network.slug)


@login_required
@require_http_methods(["GET", "POST"])
def membership(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    one = _membership(network, pk)
    units = _organisations(network, also=one.organisation)
    if request.method != "POST":
        return _show(request, one, RoleForm(initial=_initial(one), units=units), EndForm())
    form = RoleForm(request.POST, units=units)
    if form.is_valid():
        try:
            actions.change_role(
                membership=one,
                by=cast(SignedInRequest, request).user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Endringen for %(person)s er lagret.") % {"person": one.person})
            return redirect("networks:members", network.slug)
    return _show(request, one, form, EndForm())


@login_required
@require_POST
def membership_end(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    one = _membership(network, pk)
    units = _organisations(network, also=one.organisation)
    form, now = EndForm(request.POST), timezone.now()
    if form.is_valid():
        ends_at = end_of(form.cleaned_data["last_day"]) or now
        try:
            actions.end_membership(
                membership=one, ends_at=ends_at, by=cast(SignedInRequest, request).user, now=now
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Slutten er satt for %(person)s.") % {"person": one.person})
            return redirect("networks:members", network.slug)
    return _show(request, one, RoleForm(initial=_initial(one), units=units), form)


def _membership(network: Network, pk: str) -> Membership:
    """One that is not over; those that are over are history and do not change."""
    standing = Membership.objects.not_over(timezone.now()).filter(network=network)
    one: Membership = get_object_or_404(standing.select_related("person", "organisation"), public_id=pk)
    one.network = network
    return one


def _organisations(network: Network, *, also: Organisation | None = None) -> list[Organisation]:
    units = Unit.objects.present().filter(network=network).select_related("organisation")
    found = [unit.organisation for unit in units]
    return found if also is None or also in found else [*found, also]


def _initial(one: Membership) -> dict[str, object]:
    return {
        "role": one.role,
        "organisation": one.organisation.public_id if one.organisation else "",
        "last_day": last_day_of(one.ends_at),
    }


def _show(request: HttpRequest, one: Membership, form: RoleForm, end_form: EndForm) -> HttpResponse:
    context = {"network": one.network, "membership": one, "form": form, "end_form": end_form}
    return render(request, "networks/membership.html", context)
