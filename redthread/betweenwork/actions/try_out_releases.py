"""«Ferdigstill» of a try-out: the network sees a snapshot of it, and the source hears how it ended."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.betweenwork.models import TryOut
from redthread.betweenwork.snapshots import Snapshot
from redthread.betweenwork.try_out_mails import queue_ending, queue_ending_to_teller
from redthread.betweenwork.try_out_snapshot import snapshot_of
from redthread.core.errors import RuleError
from redthread.people.models import Person
from redthread.sharing import actions as sharing
from redthread.sharing.models import Audience, Release


def snapshot_for(try_out: TryOut) -> Snapshot:
    """What the network will see of the try-out, word for word."""
    reached = list(try_out.spiral.values_list("element", flat=True))
    return snapshot_of(try_out, reached, language=try_out.school.written_norm)


def mark_of(title: str, snapshot: Snapshot) -> str:
    """What was previewed, short enough to come back with the press of the button."""
    return sha256(json.dumps([title, snapshot]).encode()).hexdigest()[:32]


def standing_release(try_out: TryOut) -> Release | None:
    found = Release.objects.standing().filter(source=try_out.public_id, audience=Audience.NETWORK)
    return found.select_related("released_by").first()


@transaction.atomic
def release_try_out(*, try_out: TryOut, seen: str, by: Person, now: datetime) -> Release:
    """Show the network the try-out as it was previewed; `seen` is the mark of that. Twice is one release.

    When it tells how it ended, the school or the teller that the idea came from is told so, once. Raises
    RuleError when the try-out has changed since the preview.
    """
    held = TryOut.objects.select_for_update(no_key=True, of=("self",))
    try_out = held.select_related("network", "school", "inspired_by", "method", "story__teller").get(
        pk=try_out.pk
    )
    snapshot = snapshot_for(try_out)
    if try_out.withdrawn_at is not None or mark_of(try_out.title, snapshot) != seen:
        raise RuleError(_("Utprøvingen er endret siden du så over den. Se over en gang til."))
    release = standing_release(try_out)
    if release is None or release.snapshot != snapshot or release.title != try_out.title:
        release = sharing.release(
            network=try_out.network,
            school=try_out.school,
            kind=Release.Kind.TRY_OUT,
            source=try_out.public_id,
            about="",
            audience=Audience.NETWORK,
            title=try_out.title,
            snapshot=snapshot,
            by=by,
            now=now,
        )
    if try_out.decided_at is not None and try_out.inspired_by is not None:
        queue_ending(try_out, now)
    if try_out.decided_at is not None and try_out.story is not None:
        queue_ending_to_teller(try_out, now)
    return release


def take_back_try_out(*, try_out: TryOut, by: Person, now: datetime) -> None:
    """From the next request on only the own school sees it."""
    release = standing_release(try_out)
    if release is not None:
        sharing.revoke(release=release, by=by, now=now)
