"""Changes of what is published wait a little and are told in one mail, with one calendar update."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from redthread.gatherings.actions.invitations import queue_news
from redthread.gatherings.actions.minutes import hold
from redthread.gatherings.models import Gathering
from redthread.gatherings.news import Told, changes_since_told, due_at, facts_of, is_urgent

NOTHING_WAITS = {"news_since": None, "news_due_at": None}


@transaction.atomic
def set_news_to_wait(*, gathering: Gathering, before: Told, now: datetime) -> None:
    """Let a change that was just made wait to be told; at once within a day of the gathering.

    `before` is what stood before the change, for a gathering of which nobody wrote down what was told. What
    is changed back to what everybody knows waits no longer.
    """
    held = hold(gathering)
    held.told = held.told or before
    if held.ends_at <= now or not changes_since_told(held):
        _keep(gathering, told=held.told, **NOTHING_WAITS)
    elif is_urgent(held, now):
        _keep(gathering, told=held.told, news_since=now, news_due_at=now)
        tell_news(gathering=gathering, now=now)
    else:
        since = held.news_since or now
        _keep(gathering, told=held.told, news_since=since, news_due_at=due_at(since, now))


@transaction.atomic
def tell_news(*, gathering: Gathering, now: datetime) -> bool:
    """Tell everybody what has changed since they were told, once. False when there is nothing to tell."""
    held = hold(gathering)
    if held.news_due_at is None or held.is_cancelled:
        return False
    held.network = gathering.network
    changes = changes_since_told(held)
    if not changes or held.ends_at <= now:
        _keep(gathering, **NOTHING_WAITS)
        return False
    _keep(gathering, told=facts_of(held), sequence=F("sequence") + 1, **NOTHING_WAITS)
    held.sequence = gathering.sequence
    queue_news(gathering=held, changes=changes, now=now)
    return True


def tell_waiting_news(now: datetime) -> None:
    """Duty: tell what has waited long enough."""
    waiting = Gathering.objects.standing().filter(news_due_at__lte=now).select_related("network")
    for gathering in waiting.order_by("news_due_at", "pk"):
        tell_news(gathering=gathering, now=now)


def _keep(gathering: Gathering, **fields: object) -> None:
    Gathering.objects.filter(pk=gathering.pk).update(**fields)
    gathering.refresh_from_db(fields=list(fields))
