"""A server with a home and a database of its own, that can be killed and is there again at once."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def environment(tmp_path: Path, transactional_db: None) -> Iterator[dict[str, str]]:
    """As an installation has it, and not as the tests around us; its database has every table and no rows."""
    outside = {"REDTHREAD_TEST", "DJANGO_ALLOW_ASYNC_UNSAFE", "DATABASE_URL", "REDTHREAD_TEST_DATABASE"}
    env = {name: value for name, value in os.environ.items() if name not in outside}
    home = tmp_path / "home"
    home.mkdir()
    env |= {"REDTHREAD_HOME": str(home), "PYTHONPATH": str(ROOT)}
    env["DJANGO_SETTINGS_MODULE"] = "redthread.config.settings"
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        with copy_on_postgres(url) as copy:
            yield env | {"DATABASE_URL": copy}
    else:
        copy_of_sqlite(home / "redthread.sqlite3")
        yield env


# Migrating anew would take longer than all the kills. When the database itself is killed, it is migrated.


def copy_of_sqlite(there: Path) -> None:
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(there)) as copy:
        connection.connection.backup(copy)


@contextlib.contextmanager
def copy_on_postgres(url: str) -> Iterator[str]:
    name, (server_at, _mark, options) = f"redthread_faults_{os.getpid()}", url.partition("?")
    connection.close()  # nobody may use what is copied
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {connection.settings_dict['NAME']}")
        try:
            yield f"{server_at.rsplit('/', 1)[0]}/{name}?{options}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def command(env: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Supervised:
    """A server that is killed, and there again at once."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.log, self.kills = log, 0
        with log.open("a") as errors:
            self.process = subprocess.Popen(
                [sys.executable, str(Path("tests") / "faults" / "supervised.py"), str(self.port)],
                cwd=ROOT,
                env=env,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
        self.serving = self._next()

    def _next(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())

    def kill(self) -> None:
        os.kill(self.serving, signal.SIGKILL)
        self.serving = self._next()
        self.kills += 1

    def end(self) -> None:
        """The server and what starts it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate(timeout=10)
