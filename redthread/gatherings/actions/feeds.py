"""A person lets their own calendar follow gatherings, changes the secret address, and ends it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.core.ids import new_public_id
from redthread.gatherings.models import CalendarFeed
from redthread.networks.models import Membership, Network
from redthread.people.models import Person


@transaction.atomic
def make_feed(*, network: Network | None, by: Person, now: datetime) -> CalendarFeed:
    """The person's calendar of one network, or of all; the one they have, when they have it already.

    Raises RuleError when the person is not in the network, or in none.
    """
    inside = Membership.objects.current(now).filter(person=by)
    if network is not None:
        inside = inside.filter(network=network)
    if not inside.exists():
        raise RuleError(_("Du er ikke med i et nettverk med samlinger å følge. Spør lederen av nettverket."))
    feed, _is_new = CalendarFeed.objects.get_or_create(
        person=by, network=network, revoked_at=None, defaults={"made_at": now}
    )
    return feed


@transaction.atomic
def renew_feed(*, feed: CalendarFeed, by: Person, now: datetime) -> None:
    """Give it another address; the old one opens nothing from now on."""
    CalendarFeed.objects.live().filter(pk=feed.pk).update(nonce=new_public_id(), made_at=now)
    feed.refresh_from_db()


@transaction.atomic
def end_feed(*, feed: CalendarFeed, by: Person, now: datetime) -> None:
    """End it; its address opens nothing from now on."""
    CalendarFeed.objects.live().filter(pk=feed.pk).update(revoked_at=now)
