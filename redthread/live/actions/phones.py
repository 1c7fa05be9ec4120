"""The same seat on another phone."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.live.actions.joining import come_back, hash_of
from redthread.live.changes import changed
from redthread.live.models import Participant
from redthread.live.reading import hold_room_of

SALT, SECONDS = "live-phone", 10 * 60


def passing_on(participant: Participant) -> str:
    """A ticket to the seat: good for ten minutes, and for one phone."""
    return signing.dumps([participant.public_id, participant.key_hash[:16]], salt=SALT)


@transaction.atomic
def take_over(*, ticket: str, now: datetime) -> tuple[Participant, str]:
    """The seat, and a new key; the old phone is out. Raises RuleError for a ticket used or too old."""
    try:
        public_id, old = signing.loads(ticket, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        raise _used() from None
    given = Participant.objects.select_related("session").filter(public_id=public_id).first()
    if given is None:
        raise _used()
    _room, found = hold_room_of(given)
    if not found.key_hash.startswith(old):
        raise _used()
    key = secrets.token_urlsafe(24)
    found.key_hash = hash_of(key)
    found.save(update_fields=["key_hash"])
    come_back(participant=found, now=now)
    changed(found.session)  # the first phone reads no more
    return found, key


def _used() -> RuleError:
    return RuleError(_("Lenken er brukt eller for gammel. Lag en ny på den første telefonen."))
