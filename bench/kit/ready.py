"""The database that pages are measured on, made once and used again until it has grown old."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

import psycopg

POSTGRES = os.environ.get("REDTHREAD_BENCH_POSTGRES", "postgres:///redthread_bench")
FRESH_FOR = timedelta(days=5)


def set_environment(database: str, *, is_small: bool, apart: str = "") -> None:
    """Point the settings at the bench's own home and database; call before Django is set up.

    A bench that fills the database with much of its own has it `apart`, by a name.
    `REDTHREAD_BENCH_POSTGRES` names another PostgreSQL database, in the short form postgres://server/name.
    """
    ending = "".join(f"-{part}" for part in ("small" if is_small else "", apart) if part)
    name = f"{database}{ending}"
    home = Path(os.environ.get("REDTHREAD_BENCH_HOME", tempfile.gettempdir())) / f"redthread-bench-{name}"
    home.mkdir(mode=0o700, exist_ok=True)
    os.environ["REDTHREAD_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "redthread.config.settings"
    os.environ.pop("DATABASE_URL", None)
    if database == "postgres":
        os.environ["DATABASE_URL"] = POSTGRES + ending.replace("-", "_")
        _create_postgres(os.environ["DATABASE_URL"])


def make_assets() -> None:
    """Style sheets, scripts and fonts as an installation has them; call before Django is set up."""
    subprocess.run([sys.executable, "-m", "redthread.config.assets"], check=True)


def make_ready(*, is_small: bool, now: datetime) -> None:
    """Migrate, and fill the database unless it is full and fresh."""
    from redthread.config.storage import prepare_database

    prepare_database()
    from bench.kit import country

    size = country.SMALL if is_small else country.COUNTRY
    if _is_fresh(size.networks, now):
        return
    empty()
    prepare_database()
    started = time.perf_counter()
    country.build(size, now)
    sys.stderr.write(f"built {size.networks} networks in {time.perf_counter() - started:.0f} s\n")


def _is_fresh(networks: int, now: datetime) -> bool:
    from redthread.gatherings.models import Gathering
    from redthread.networks.models import Network

    last = Gathering.objects.published().past(now).first()
    return (
        Network.objects.count() == networks
        and last is not None
        and now - last.ends_at < timedelta(days=21) + FRESH_FOR
    )


def _create_postgres(url: str) -> None:
    server, _, name = url.rpartition("/")
    with psycopg.connect(server.replace("postgres:", "postgresql:") + "/postgres", autocommit=True) as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            admin.execute(f'CREATE DATABASE "{name}"')


def empty() -> None:
    """An empty database: the file away, or the schema dropped."""
    from django.db import connection

    from redthread.config.storage import close_database

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        return
    close_database()
    Path(str(connection.settings_dict["NAME"])).unlink(missing_ok=True)


def options(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--small", action="store_true", help="a town instead of the country, to try it out")
    parser.add_argument("--rounds", type=int, default=40, help="requests a page and person")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    return parser
