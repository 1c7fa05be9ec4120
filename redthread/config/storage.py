"""The database made ready, closed, and held: who runs on it, so that nobody replaces it under them."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from redthread.config.gate import RefusedError

SWAPPING = "restore-in-progress"


def prepare_database() -> None:
    """Bring the tables up to this release, one process at a time, and make the table for the cache."""
    with one_at_a_time():
        if has_waiting_migrations():
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)


def has_waiting_migrations() -> bool:
    """Whether this release has tables or columns that the database has not."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Processes that start together take turns. SQLite locks its file by itself, PostgreSQL is asked to."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(7267)")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(7267)")


def close_database() -> None:
    """Close connections and PostgreSQL's pool, whose threads would otherwise delay the exit."""
    connections.close_all()
    if connection.vendor == "postgresql":
        cast(Any, connection).close_pool()


@contextmanager
def running(home: Path) -> Iterator[None]:
    """Hold the home folder while serving or working; any number of processes may.

    Raises RefusedError while a restore holds it, and after a restore that was cut off.
    """
    if (home / SWAPPING).exists():
        raise RefusedError(
            "A restore was interrupted half-way. Run `redthread restore … --replace` again first."
        )
    with _held(home, fcntl.LOCK_SH, "The data is being restored. Start again when that is done."):
        yield


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold the home folder alone. Raises RefusedError while anything serves or works on it."""
    with _held(home, fcntl.LOCK_EX, "Something is running on this data. Stop `redthread serve` first."):
        yield


@contextmanager
def _held(home: Path, kind: int, refusal: str) -> Iterator[None]:
    with (home / "running.lock").open("w") as lock:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RefusedError(refusal) from error
        yield
