"""Storage that may lose what it promised is refused before anything is served (trust.md R33)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from redthread.config import gate
from redthread.config.gate import (
    RefusedError,
    asset_problems,
    disk_type,
    postgres_problems,
    refuse_unsafe,
    storage_problems,
)

GOOD = {
    "fsync": "on",
    "full_page_writes": "on",
    "data_sync_retry": "off",
    "server_encoding": "UTF8",
    "synchronous_commit": "on",
    "server_version_num": "150013",
}
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")
on_postgres = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")
assert connection


def test_the_database_of_the_tests_is_safe(db: None) -> None:
    assert storage_problems() == []
    refuse_unsafe()


@on_sqlite
@pytest.mark.parametrize(
    ("pragma", "told"), [("synchronous=NORMAL", "synchronous"), ("foreign_keys=OFF", "foreign keys")]
)
def test_each_unsafe_setting_of_sqlite_stops_the_start(
    transactional_db: None, pragma: str, told: str
) -> None:
    before = connection.settings_dict["OPTIONS"]["init_command"]
    connection.close()
    connection.settings_dict["OPTIONS"]["init_command"] = f"{before}PRAGMA {pragma};"
    try:
        with pytest.raises(RefusedError, match=told):
            refuse_unsafe()
    finally:
        connection.close()
        connection.settings_dict["OPTIONS"]["init_command"] = before


@on_sqlite
def test_a_write_ahead_log_on_a_faulty_sqlite_stops_the_start(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = connection.settings_dict["OPTIONS"]["init_command"]
    connection.close()
    connection.settings_dict["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
    monkeypatch.setattr(gate, "journal_mode", lambda: "DELETE")
    try:
        assert "WAL mode" in storage_problems()[0]
    finally:
        connection.close()
        connection.settings_dict["OPTIONS"]["init_command"] = before


@on_postgres
def test_a_postgres_session_that_does_not_wait_for_the_disk_stops_the_start(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    with pytest.raises(RefusedError, match="synchronous_commit"):
        refuse_unsafe()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fsync", "off"),
        ("full_page_writes", "off"),
        ("data_sync_retry", "on"),
        ("synchronous_commit", "off"),
        ("server_encoding", "SQL_ASCII"),
    ],
)
def test_each_unsafe_setting_of_postgres_is_told(name: str, value: str) -> None:
    assert postgres_problems(GOOD) == []
    [problem] = postgres_problems(GOOD | {name: value})
    assert name in problem


def test_an_old_postgres_is_told() -> None:
    assert postgres_problems(GOOD | {"server_version_num": "130009"}) == [
        "PostgreSQL is older than 14. Upgrade the server first."
    ]


def test_a_database_on_a_network_disk_is_found_by_its_nearest_mount() -> None:
    mounted = [("/", "ext4"), ("/srv", "nfs4"), ("/srv/local", "xfs")]
    assert disk_type(Path("/srv/redthread"), mounted) == "nfs4"
    assert disk_type(Path("/srv/local/redthread"), mounted) == "xfs"
    assert disk_type(Path("/srvx"), mounted) == "ext4"


@on_sqlite
def test_sqlite_on_a_network_disk_stops_the_start(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "mounts", lambda: [("/", "nfs4")])
    with pytest.raises(RefusedError, match="local disk or use PostgreSQL"):
        refuse_unsafe()


def test_a_database_from_a_newer_release_stops_the_start(db: None) -> None:
    MigrationRecorder(connection).record_applied("people", "9999_from_the_future")
    with pytest.raises(RefusedError, match=r"newer release \(people.9999_from_the_future\)"):
        refuse_unsafe()


def test_a_database_that_is_away_is_told_in_words(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "ensure_connection", away)
        found = storage_problems()
    assert found == ["The database does not answer: connection refused. Check DATABASE_URL and that it runs."]


def test_missing_front_end_files_are_told_in_an_installation(settings: Any) -> None:
    settings.STATICFILES_DIRS = []
    assert "install the package again" in asset_problems()[0]
    settings.HAS_ASSETS = True
    assert asset_problems() == []
