"""Which database, and the settings under which a saved answer survives a power cut (trust.md R33).

SQLite is the default: one file in `REDTHREAD_HOME`. `DATABASE_URL` switches to PostgreSQL.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from redthread.config.env import env

SAFE_WAL = (3, 51, 3)  # before this, SQLite's write-ahead log may damage the file (WAL-reset fault)


def journal_mode(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """Write-ahead log where it is safe, else the older and slower rollback journal."""
    return "WAL" if version >= SAFE_WAL else "DELETE"


POOL = {"min_size": 1, "max_size": 12, "timeout": 10}  # seconds to wait for a free connection


def default_database(home: Path, *, is_test: bool) -> dict[str, Any]:
    """Django's settings for the one database.

    Raises ImproperlyConfigured when `DATABASE_URL` names something else than SQLite or PostgreSQL.
    """
    address = env.str("DATABASE_URL", default="")
    chosen: dict[str, Any] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(home / "redthread.sqlite3"),
    }
    if address:
        chosen = env.db_url_config(address)
    match chosen.get("ENGINE", ""):
        case "django.db.backends.sqlite3":
            chosen["OPTIONS"] = sqlite_options()
        case "django.db.backends.postgresql":
            chosen.setdefault("OPTIONS", {})
        case _:
            raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite://.")
    if is_test:
        # Browser tests read the database from another thread, which needs a file.
        chosen["TEST"] = {"NAME": env.str("REDTHREAD_TEST_DATABASE", default=str(home / "test.sqlite3"))}
    return chosen


def sqlite_options() -> dict[str, Any]:
    return {
        "transaction_mode": "IMMEDIATE",  # a change takes its turn at once instead of failing half-way
        "timeout": 20,
        "init_command": (
            f"PRAGMA journal_mode={journal_mode()};PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA secure_delete=ON;"  # what is taken away is not left in the file, and no order of answers
        ),
    }
