"""The mailed link to one school's summary: its token, how long it works, and for whom."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.crypto import salted_hmac

from redthread.betweenwork.models import SummaryLink
from redthread.betweenwork.writers import writers

AFTER_THE_GATHERING = timedelta(days=14)  # a summary that comes late is still welcome
LONGEST = timedelta(days=120)  # when the next gathering has not been set


def token_of(link: SummaryLink) -> str:
    """256 bits, signed with the installation's own key; only the hash of it is stored."""
    digest = salted_hmac("betweenwork.summary_link", link.seed, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(link: SummaryLink) -> str:
    """The whole address, for a mail."""
    return settings.BASE_URL + reverse("betweenwork:summary_link", args=[token_of(link)])


def expiry(next_starts_at: datetime | None, now: datetime) -> datetime:
    """Two weeks after the next gathering, also when that is over; 120 days when there is none yet."""
    if next_starts_at is None:
        return now + LONGEST
    return max(next_starts_at, now) + AFTER_THE_GATHERING


def usable_link(token: str, now: datetime) -> SummaryLink | None:
    """The link with its line, school, network and person, if it opens anything this second.

    It does not after its time, when it is revoked, and from the second when the membership it was made for
    has ended, changed its role, or the network is closed. One query.
    """
    return (
        SummaryLink.objects.usable(now)
        .filter(
            token_hash=hash_of(token),
            membership__in=writers(now).values("pk"),
            membership__role=F("role"),
            membership__organisation=F("line__school"),
            membership__network=F("line__assignment__network"),
        )
        .select_related(
            "line__school",
            "line__assignment__network",
            "line__assignment__gathering__network",
            "membership__person",
        )
        .first()
    )
