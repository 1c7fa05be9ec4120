"""The word that something in a session has changed, given when it is stored for good.

Whoever draws pictures of the room listens; several processes tell each other through PostgreSQL, by id alone.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.db import connection, transaction

from redthread.live.models import LiveSession

CHANNEL = "redthread_live"
PROCESS = secrets.token_hex(8)
Listener = Callable[[int], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call `listener(session key)` after each change in this process, from whatever thread made it."""
    _listeners.append(listener)


def stop_listening(listener: Listener) -> None:
    _listeners.remove(listener)


def changed(session: LiveSession) -> None:
    """Tell everybody once the transaction is stored; never before, for it may be taken back.

    Whoever holds a session for many commands tells the other processes once, with `tell_neighbours`.
    """
    key = session.pk
    if not session.is_held:
        tell_neighbours(key)
    transaction.on_commit(lambda: tell(key))


def tell_neighbours(key: int) -> None:
    """Give the other processes the word; the commit itself sends it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{key}:{PROCESS}"])


def tell(key: int) -> None:
    for listener in tuple(_listeners):
        listener(key)


def is_ours(process: str) -> bool:
    """Whether a notice came from this process, which knew before."""
    return process == PROCESS
