"""The list of methods and their cards, and copies of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from redthread.core import dates
from redthread.gatherings.actions import methods as actions
from redthread.gatherings.forms.methods import FindMethodForm
from redthread.gatherings.method_card import Card, card_of, card_of_row
from redthread.gatherings.method_library import (
    LibraryMethod,
    choice_of,
    current_card,
    keep_library_method,
    library,
)
from redthread.gatherings.method_list import method_list, used_at
from redthread.gatherings.method_sharing import has_changed_since_shared, shared_with
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import Method, Shared
from redthread.gatherings.views.gatherings import visible_gatherings
from redthread.networks.access import Access, login_required, network_for
from redthread.networks.models import Network
from redthread.networks.roles import Permission

VIEW, PLAN = Permission.GATHERING_VIEW, Permission.GATHERING_PLAN


@login_required
@require_GET
def methods(request: PageRequest, slug: str) -> HttpResponse:
    """Every method, narrowed by what one looks for; words that cannot be read narrow nothing."""
    network = network_for(request, slug, needs=VIEW)
    form = FindMethodForm(request.GET or None)
    wanted: dict[str, Any] = {"q": "", "need": "", "minutes": None, "people": None}
    if form.is_bound:
        form.is_valid()
        wanted |= form.cleaned_data
    may_plan = request.access.can(PLAN)
    away = Method.objects.filter(network=network).exclude(put_away_at=None) if may_plan else ()
    context = {
        "network": network,
        "form": form,
        "found": method_list(network).fitting(**wanted),
        "is_narrowed": any(wanted.values()),
        "may_plan": may_plan,
        "put_away": list(away),
    }
    return render(request, "gatherings/methods.html", context)


@dataclass(frozen=True)
class CardPage:
    """What stands around a card: where it comes from, and what may be done with it."""

    card: Card
    copy_href: str
    method: Method | None = None
    comes_from: str = ""
    comes_from_others: bool = False
    more: dict[str, Any] = field(default_factory=dict)


@login_required
@require_GET
def library_card(request: PageRequest, slug: str, key: str) -> HttpResponse:
    network = network_for(request, slug, needs=VIEW)
    one = _of_library(key)
    page = CardPage(
        current_card(Method(key=key)),
        "gatherings:method_library_copy",
        more={
            "key": key,
            "english": one.names["en"],
            "used": used_at(visible_gatherings(request.access), key=key),
        },
    )
    return _show(request, network, page, key)


@login_required
@require_GET
def method(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=VIEW)
    one = method_of(network, pk)
    card = card_of_row(one)
    more = {
        "used": used_at(visible_gatherings(request.access), method=one),
        "is_shared": one.shared != Shared.NO,
        "has_changed": has_changed_since_shared(one, card),
    }
    page = CardPage(card, "gatherings:method_copy", method=one, comes_from=one.came_from, more=more)
    return _show(request, network, page, pk)


@login_required
@require_GET
def shared_method(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """A method of another network, as it was when that network shared it."""
    network = network_for(request, slug, needs=VIEW)
    one = get_object_or_404(shared_with(network), public_id=pk)
    page = CardPage(
        card_of(one.shared_card),
        "gatherings:method_shared_copy",
        comes_from=str(one.network),
        comes_from_others=True,
    )
    return _show(request, network, page, pk)


@login_required
@require_POST
def copy_library_method(request: PageRequest, slug: str, key: str) -> HttpResponse:
    network = network_for(request, slug, needs=PLAN)
    _of_library(key)
    kept = keep_library_method(key)
    return _copied(request, network, current_card(kept), kept, _("Biblioteket"))


@login_required
@require_POST
def copy_method(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=PLAN)
    one = method_of(network, pk)
    return _copied(request, network, card_of_row(one), one, one.name)


@login_required
@require_POST
def copy_shared_method(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=PLAN)
    one = get_object_or_404(shared_with(network), public_id=pk)
    return _copied(request, network, card_of(one.shared_card), one, str(one.network))


def method_of(network: Network, pk: str) -> Method:
    """The network's own method; Http404."""
    return get_object_or_404(Method, network=network, public_id=pk)


def _of_library(key: str) -> LibraryMethod:
    if key not in library():
        raise Http404
    return library()[key]


def _show(request: PageRequest, network: Network, page: CardPage, key: str) -> HttpResponse:
    context = {
        "network": network,
        "card": page.card,
        "method": page.method,
        "comes_from": page.comes_from,
        "copy_href": page.copy_href,
        "copy_key": key,
        "may_plan": request.access.can(PLAN),
        "try_href": _try_address(request.access, page, key),
        **page.more,
    }
    return render(request, "gatherings/method.html", context)


def _try_address(access: Access, page: CardPage, key: str) -> str:
    """Where one's own school tries the method out; nowhere for those who speak for none."""
    if not access.can(Permission.SUMMARY_WRITE) or not access.organisation_ids or page.comes_from_others:
        return ""
    choice = choice_of(page.method or Method(key=key))
    return reverse("betweenwork:try_out_new", args=[access.network.slug]) + f"?metode={choice}"


def _copied(request: PageRequest, network: Network, card: Card, source: Method, place: str) -> HttpResponse:
    """A copy of their own, opened for writing."""
    now = timezone.now()
    came_from = _("%(place)s, %(day)s") % {"place": place, "day": dates.day_and_year(now)}
    made = actions.add_method(
        network=network, card=card, made_from=source, came_from=came_from, by=request.user, now=now
    )
    return redirect("gatherings:method_edit", network.slug, made.public_id)
