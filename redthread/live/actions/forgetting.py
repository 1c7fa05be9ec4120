"""What was written in a room is deleted when its time is over. What went into the minutes stays there."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction

from redthread.live.changes import changed
from redthread.live.keeping import KEPT_FOR
from redthread.live.models import (
    Contribution,
    Dot,
    LiveSession,
    Participant,
    Receipt,
    Showing,
    Speaker,
    Step,
    Theme,
    Turn,
)

BATCH = 20  # sessions at a time; the next hour takes the next

log = logging.getLogger(__name__)


def forget_old_rooms(now: datetime) -> int:
    """Duty: empty sessions whose time is over, the oldest first, and answer how many they were."""
    old = LiveSession.objects.last_before(now - KEPT_FOR).filter(emptied_at=None)
    count = sum(empty_session(session=one, now=now) for one in old.order_by("opened_at", "pk")[:BATCH])
    if count:
        log.info("deleted what was written in %d sessions in the room", count)
    return count


@transaction.atomic
def empty_session(*, session: LiveSession, now: datetime) -> bool:
    """Delete who sat there and all they wrote; True for the one that did it.

    What is left is that the method was run, where the tables ended, and what the minutes took in.
    """
    held = LiveSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    if held.emptied_at is not None:
        return False
    _delete_photos(held)
    for kind in (Dot, Showing, Receipt, Contribution, Turn, Speaker):
        kind.objects.filter(session=held).delete()
    for kind_at_table in (Theme, Step):
        kind_at_table.objects.filter(table__session=held).delete()
    Participant.objects.filter(session=held).delete()  # with their role cards
    held.emptied_at, held.closed_at = now, held.closed_at or now
    held.save(update_fields=["emptied_at", "closed_at"])
    changed(held)
    return True


def _delete_photos(session: LiveSession) -> None:
    """Files first: if the power goes now, the rows still know what to delete the next time."""
    for name in session.contributions.exclude(photo="").values_list("photo", flat=True):
        default_storage.delete(name)
