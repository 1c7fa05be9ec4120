"""What other processes have changed, as PostgreSQL tells it. With SQLite there are none."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from redthread.live.changes import CHANNEL, is_ours

AGAIN_AFTER = 1.0  # seconds
logger = logging.getLogger(__name__)


async def listen(mark: Callable[[int], None], mark_all: Callable[[], None]) -> None:
    """Call `mark(session key)` for what the neighbours change, until cancelled. What happened while the
    database was away nobody can tell, so that everything is marked each time we begin to listen."""
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**address(), autocommit=True) as listening:
                await listening.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                mark_all()
                async for notice in listening.notifies():
                    key, _, process = notice.payload.partition(":")
                    if not is_ours(process):  # of our own changes we were told at once
                        mark(int(key))
        except (psycopg.Error, OSError) as error:
            logger.warning("Cannot hear the other processes: %s", error)
        await asyncio.sleep(AGAIN_AFTER)


def address() -> dict[str, Any]:
    """Where Django finds the database, without what is only for its own connections."""
    ours = ("cursor_factory", "context", "prepare_threshold")
    given: dict[str, Any] = connection.get_connection_params()
    noticed = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
    return {**noticed, **{name: value for name, value in given.items() if name not in ours}}
