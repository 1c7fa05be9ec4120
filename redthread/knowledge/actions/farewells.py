"""Whoever leaves a network is told that what they told there still stands, and is theirs to take back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from redthread.knowledge.mails import queue_farewell
from redthread.knowledge.models import Story, standing_releases
from redthread.networks.models import Membership

TOLD_WITHIN = timedelta(days=30)


def tell_those_who_left(now: datetime) -> int:
    """One mail for a membership that has ended, while others see a story of theirs there; how many."""
    still = Membership.objects.current(now).filter(network=OuterRef("network"), person=OuterRef("person"))
    stories = Story.objects.kept().filter(network=OuterRef("network"), teller=OuterRef("person"))
    ended = Membership.objects.filter(ends_at__lte=now, ends_at__gt=now - TOLD_WITHIN, person__is_active=True)
    left = ended.filter(~Exists(still), Exists(stories.filter(Exists(standing_releases()))))
    found = list(left.select_related("person", "network"))
    for membership in found:
        queue_farewell(membership, now)
    return len(found)
