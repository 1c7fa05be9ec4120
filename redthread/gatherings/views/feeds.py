"""Calendars by address: where a person makes and ends theirs, and what a calendar program fetches."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.actions.feeds import end_feed, make_feed, renew_feed
from redthread.gatherings.feeds import address_of_feed, feed_by_token, feed_text
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import CalendarFeed
from redthread.gatherings.views.invitations import guarded
from redthread.networks.access import login_required
from redthread.networks.models import Membership, Network
from redthread.people.models import Person


class Choice(NamedTuple):
    """One calendar that the person may follow: all networks (`network` is None), or one."""

    network: Network | None
    feed: CalendarFeed | None
    address: str

    @property
    def webcal(self) -> str:
        """The address that opens the phone's own calendar."""
        return f"webcal:{self.address.partition(':')[2]}"


@require_http_methods(["GET", "HEAD"])
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar; «not changed» when the program has it already. Access is asked for anew each time."""
    now = timezone.now()
    found = feed_by_token(token, now)
    if found is None:
        return guarded(HttpResponse(status=404, content_type="text/plain"))
    with translation.override(found.person.language):
        text = feed_text(found, now).encode()
    headers = {
        "Content-Disposition": 'inline; filename="samlinger.ics"',
        "Cache-Control": "private, no-cache",
    }
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
    response["ETag"] = f'"{sha256(text).hexdigest()[:32]}"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def feeds(request: PageRequest) -> HttpResponse:
    """What one may follow, with the addresses that one has; POST makes one for the `network` named."""
    choices = choices_of(request.user, timezone.now())
    if request.method == "POST":
        slug = request.POST.get("network", "")
        network = next((one.network for one in choices if one.network and one.network.slug == slug), None)
        try:
            if slug and network is None:
                raise RuleError(_("Du er ikke med i det nettverket. Velg et av nettverkene på siden."))
            make_feed(network=network, by=request.user, now=timezone.now())
        except RuleError as error:
            messages.error(request, str(error))
        return redirect("gatherings:feeds")
    return render(request, "gatherings/feeds.html", {"choices": choices, "form": forms.Form()})


@login_required
@require_POST
def feed_renew(request: PageRequest, pk: str) -> HttpResponse:
    renew_feed(feed=own_feed(request, pk), by=request.user, now=timezone.now())
    messages.success(request, _("Kalenderen har fått ny adresse. Legg inn den nye der du brukte den gamle."))
    return redirect("gatherings:feeds")


@login_required
@require_POST
def feed_end(request: PageRequest, pk: str) -> HttpResponse:
    end_feed(feed=own_feed(request, pk), by=request.user, now=timezone.now())
    messages.success(request, _("Adressen virker ikke lenger. Slett gjerne kalenderen der du la den inn."))
    return redirect("gatherings:feeds")


def own_feed(request: PageRequest, pk: str) -> CalendarFeed:
    return get_object_or_404(CalendarFeed.objects.live(), person=request.user, public_id=pk)


def choices_of(person: Person, now: datetime) -> list[Choice]:
    """All networks together first, then each network; none for somebody who is in no network."""
    mine = Membership.objects.current(now).filter(person=person).values("network")
    networks = list(Network.objects.filter(pk__in=mine).order_by("name", "pk"))
    made = {feed.network_id: feed for feed in CalendarFeed.objects.live().filter(person=person)}
    several: list[Network | None] = [None, *networks] if networks else []
    return [_choice(network, made.get(network.pk if network else None)) for network in several]


def _choice(network: Network | None, feed: CalendarFeed | None) -> Choice:
    return Choice(network, feed, address_of_feed(feed) if feed else "")
