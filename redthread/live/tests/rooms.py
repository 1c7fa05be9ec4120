"""Rooms with people in them, for the tests of the live room."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from redthread.gatherings.method_library import keep_library_method
from redthread.live.actions.joining import join
from redthread.live.actions.sessions import open_session
from redthread.live.models import LiveSession, Participant
from redthread.testing import make
from redthread.testing.cast import Cast


def open_room(cast: Cast, method: str = "igp", tables: int = 2, **fields: Any) -> LiveSession:
    """A session of that library method that Liv has just opened; everybody is in the lobby."""
    gathering = make.gathering(cast.network, starts_at=timezone.now())
    item = make.item(gathering, title="Hva gjør vi nå?", method=keep_library_method(method), minutes=60)
    fields.setdefault("question", "Hvordan får vi flere elever til å lese mer?")
    return open_session(item=item, tables=tables, by=cast.liv, now=timezone.now(), **fields)


def seat(session: LiveSession, table: int = 1, **fields: Any) -> tuple[Participant, str]:
    """Somebody at the table, and the key that the phone holds."""
    given = {"name": "", "school": None, "part": "", "mode": Participant.Mode.ROOM, "person": None, **fields}
    return join(session=session, table=table, now=timezone.now(), **given)
