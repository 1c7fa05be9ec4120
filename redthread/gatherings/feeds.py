"""A calendar that a person's program follows by a secret address: whose, which gatherings, and as text.

The address is the feed's public id and a signature of its nonce by the installation's own key, so it can be
shown again without being stored, and another nonce makes another address.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from redthread.gatherings import calendar_lines as lines
from redthread.gatherings.calendar_text import PRODUCT, PUBLISH, Event, event_text, words_now
from redthread.gatherings.models import CalendarFeed, Gathering, GatheringQuerySet, Invitation
from redthread.networks.models import Membership, Seat

ID_LENGTH = 14
REFRESH = "PT4H"
TOLD = (  # as in Event
    "public_id",
    "network__slug",
    "network__name",
    "title",
    "theme",
    "starts_at",
    "ends_at",
    "place",
    "meeting_url",
    "sequence",
)


def token_of(feed: CalendarFeed) -> str:
    digest = salted_hmac(
        "gatherings.calendar_feed", f"{feed.public_id}:{feed.nonce}", algorithm="sha256"
    ).digest()
    return feed.public_id + base64.urlsafe_b64encode(digest[:24]).decode()


def address_of_feed(feed: CalendarFeed) -> str:
    """The whole address, to be copied."""
    return settings.BASE_URL + reverse("gatherings:feed", args=[token_of(feed)])


def feed_by_token(token: str, now: datetime) -> CalendarFeed | None:
    """The feed, if the address opens anything this second: it is neither ended nor renewed, its person is
    active, and is in the network, or for all networks in one at least. One query more than the feed itself.
    """
    found = CalendarFeed.objects.live().filter(public_id=token[:ID_LENGTH], person__is_active=True)
    feed = found.select_related("person", "network").first()
    if feed is None or not constant_time_compare(token, token_of(feed)):
        return None
    inside = Membership.objects.current(now).filter(person=feed.person)
    if feed.network_id is not None:
        inside = inside.filter(network=feed.network_id)
    return feed if inside.exists() else None


def gatherings_of(feed: CalendarFeed, now: datetime) -> GatheringQuerySet:
    """What is published in the network; of all networks, what the person is called to. Drafts never."""
    found = Gathering.objects.published()
    if feed.network_id is not None:
        found = found.filter(network=feed.network_id)
    else:
        mine = Membership.objects.current(now).filter(person=feed.person).values("network")
        sits_in = Seat.objects.filter(person=feed.person).values("body")
        called = Q(body=None) | Q(body__in=sits_in) | Q(chair=feed.person)
        found = found.filter(called, network__in=mine)
    return found.order_by("starts_at", "pk")


def feed_text(feed: CalendarFeed, now: datetime) -> str:
    """The whole calendar in the language that is active; the same text until something in it changes."""
    words, whole = words_now(), [lines.joined(_head(feed))]
    for event in events_of(feed, now):
        whole += (event_text(event, words, method=PUBLISH), "END:VEVENT\r\n")
    return "".join([*whole, "END:VCALENDAR\r\n"])


def events_of(feed: CalendarFeed, now: datetime) -> Iterator[Event]:
    """In two queries, and without making a thousand gatherings to read ten columns of."""
    keys = dict(Invitation.objects.filter(person=feed.person).values_list("gathering", "key"))
    rows = gatherings_of(feed, now).values_list("pk", "cancelled_at", "moved_at", "published_at", *TOLD)
    for pk, cancelled_at, moved_at, published_at, *told in rows:
        stamp = stamp_of(cancelled_at, moved_at, published_at)
        yield Event._make((*told, bool(cancelled_at), keys.get(pk, ""), stamp))


def _head(feed: CalendarFeed) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", f"PRODID:{PRODUCT}", "VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    name = lines.one_line(name_of(feed))
    yield lines.text("NAME", name)
    yield lines.text("X-WR-CALNAME", name)
    yield "X-WR-TIMEZONE:Europe/Oslo"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"
    yield f"X-PUBLISHED-TTL:{REFRESH}"
    yield from lines.OSLO_RULES


def name_of(feed: CalendarFeed) -> str:
    return feed.network.name if feed.network else _("Samlingene mine")


def stamp_of(*moments: datetime | None) -> datetime:
    """When the event last changed, as far as we keep it: the same calendar again is the same bytes."""
    return max(moment for moment in moments if moment)
