"""The bodies of a network and the seats in them."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks import actions
from redthread.networks.access import SignedInRequest, network_for
from redthread.networks.candidates import municipalities_of
from redthread.networks.forms.bodies import BodyForm, SeatForm
from redthread.networks.forms.posted import posted
from redthread.networks.models import Body, Membership, Network, Seat, Unit
from redthread.networks.ready_bodies import READY
from redthread.networks.roles import Permission
from redthread.people.models import Person


@login_required
@require_http_methods(["GET", "POST"])
def bodies(request: HttpRequest, slug: str) -> HttpResponse:
    """The bodies; POST takes in those chosen from the ready set."""
    adding = request.method == "POST"
    network = network_for(
        request, slug, needs=Permission.NETWORK_MANAGE if adding else Permission.NETWORK_VIEW
    )
    access = cast(SignedInRequest, request).access
    if adding:
        actions.add_ready_bodies(
            network=network, codes=request.POST.getlist("code"), by=access.person, now=timezone.now()
        )
        return redirect("networks:bodies", network.slug)
    there = list(
        Body.objects.filter(network=network)
        .select_related("parent")
        .prefetch_related("seats__person", "seats__municipality")
    )
    codes = {body.code for body in there}
    context = {
        "network": network,
        "bodies": there,
        "ready": [ready for ready in READY if ready.code not in codes],
        "may_manage": access.can(Permission.NETWORK_MANAGE),
    }
    return render(request, "networks/bodies.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def body_new(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    form = BodyForm(posted(request), others=_others(network))
    if request.method == "POST" and form.is_valid():
        try:
            body = actions.add_body(
                network=network,
                by=cast(SignedInRequest, request).user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("networks:body", network.slug, body.public_id)
    return render(request, "networks/body_new.html", {"network": network, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def body(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    one = _body(network, pk)
    others = [other for other in _others(network) if other != one]
    if request.method != "POST":
        return _show(request, one, BodyForm(initial=_initial(one), others=others))
    form = BodyForm(request.POST, others=others)
    if form.is_valid():
        try:
            actions.change_body(
                body=one, by=cast(SignedInRequest, request).user, now=timezone.now(), **form.cleaned_data
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Endringen er lagret."))
            return redirect("networks:body", network.slug, one.public_id)
    return _show(request, one, form)


@login_required
@require_POST
def body_remove(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    one = _body(network, pk)
    try:
        actions.remove_body(body=one, by=cast(SignedInRequest, request).user, now=timezone.now())
    except RuleError as error:
        messages.warning(request, str(error))
        return redirect("networks:body", network.slug, one.public_id)
    messages.success(request, _("%(body)s er tatt bort.") % {"body": one})
    return redirect("networks:bodies", network.slug)


@login_required
@require_POST
def seat_new(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    one = _body(network, pk)
    form = _seat_form(one, request)
    if form.is_valid():
        try:
            actions.give_seat(
                body=one, by=cast(SignedInRequest, request).user, now=timezone.now(), **form.cleaned_data
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("networks:body", network.slug, one.public_id)
    others = [other for other in _others(network) if other != one]
    return _show(request, one, BodyForm(initial=_initial(one), others=others), form)


@login_required
@require_POST
def seat_remove(request: HttpRequest, slug: str, pk: str, person: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    one = _body(network, pk)
    seat = get_object_or_404(Seat, body=one, person__public_id=person)
    actions.take_seat(seat=seat, by=cast(SignedInRequest, request).user, now=timezone.now())
    return redirect("networks:body", network.slug, one.public_id)


def _body(network: Network, pk: str) -> Body:
    found: Body = get_object_or_404(Body.objects.select_related("parent"), network=network, public_id=pk)
    found.network = network
    return found


def _others(network: Network) -> list[Body]:
    return list(Body.objects.filter(network=network))


def _initial(one: Body) -> dict[str, object]:
    words = {name: getattr(one, name) for name in ("code", "name", "purpose", "vote_rule")}
    return words | {"parent": one.parent.public_id if one.parent else ""}


def _seat_form(one: Body, request: HttpRequest) -> SeatForm:
    units = list(Unit.objects.present().filter(network=one.network).select_related("organisation__parent"))
    members = Membership.objects.current(timezone.now()).filter(network=one.network)
    return SeatForm(
        posted(request),
        people=list(Person.objects.filter(pk__in=members.values("person"))),
        municipalities=municipalities_of(one.network, units),
        votes=one.vote_rule != Body.VoteRule.NONE,
    )


def _show(request: HttpRequest, one: Body, form: BodyForm, seat_form: SeatForm | None = None) -> HttpResponse:
    if seat_form is None:
        seat_form = _seat_form(one, request)
    context = {
        "network": one.network,
        "body": one,
        "seats": list(one.seats.select_related("person", "municipality")),
        "form": form,
        "seat_form": seat_form,
    }
    return render(request, "networks/body.html", context)
