"""Who can what: the network's people, and what stands about oneself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks.access import Access, login_required
from redthread.networks.roles import Permission
from redthread.peers.access import access_for, own_access_for
from redthread.peers.actions import offers as actions
from redthread.peers.directory import directory, own_traces
from redthread.peers.forms import OfferForm
from redthread.peers.models import Offer
from redthread.peers.models.directory import OfferQuerySet

LONGEST_SEARCH = 100


@login_required
@require_GET
def who_can_what(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug)
    words = " ".join(request.GET.get("q", "")[:LONGEST_SEARCH].replace("\0", "").split())
    page = directory(access, words, timezone.now())
    return render(request, "peers/directory.html", {"network": access.network, "page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug)
    form = OfferForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data, now = form.cleaned_data, timezone.now()
        try:
            actions.offer_help(
                network=access.network, what=data["what"], line=data["line"], by=access.person, now=now
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Nå står det om deg at du kan hjelpe med dette."))
            return redirect("peers:mine", slug)
    context = {
        "network": access.network,
        "form": form,
        "offers": _own(access),
        "lines": own_traces(access, timezone.now()),
    }
    return render(request, "peers/mine.html", context)


@login_required
@require_POST
def lines(request: HttpRequest, slug: str) -> HttpResponse:
    """Which lines of the log one wants to stand with."""
    access, now = access_for(request, slug), timezone.now()
    known = [trace.key for trace, _is_shown in own_traces(access, now)]
    actions.choose_lines(
        network=access.network, known=known, shown=request.POST.getlist("vis"), by=access.person, now=now
    )
    messages.success(request, _("Lagret. De andre ser bare linjene som er krysset av."))
    return redirect("peers:mine", slug)


@login_required
@require_POST
def offer_shown(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access = own_access_for(request, slug)
    offer = get_object_or_404(_own(access), public_id=pk)
    access.require(Permission.PEER_HELP)
    actions.set_offer(offer=offer, is_on="vis" in request.POST, by=access.person, now=timezone.now())
    return redirect("peers:mine", slug)


@login_required
@require_POST
def offer_removal(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access = own_access_for(request, slug)
    offer = get_object_or_404(_own(access), public_id=pk)
    access.require(Permission.PEER_HELP)
    actions.remove_offer(offer=offer, by=access.person, now=timezone.now())
    messages.success(request, _("Tatt bort."))
    return redirect("peers:mine", slug)


def _own(access: Access) -> OfferQuerySet:
    return Offer.objects.filter(network=access.network, person=access.person).order_by("what", "pk")
