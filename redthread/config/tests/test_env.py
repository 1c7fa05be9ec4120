"""A wrong setting stops the start, in words; the defaults are safe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from redthread.config import databases
from redthread.config.databases import default_database, journal_mode
from redthread.config.env import (
    PACKAGE,
    home,
    host_names,
    is_debugging,
    is_local,
    port,
    secret_key,
    web_address,
)

ROOT = PACKAGE.parent


def test_the_home_folder_is_made_for_this_account_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDTHREAD_HOME", str(tmp_path / "a" / "b"))
    assert home() == tmp_path / "a" / "b"
    assert home().stat().st_mode & 0o077 == 0


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("REDTHREAD_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(ImproperlyConfigured, match="REDTHREAD_HOME"):
        home()


def test_the_key_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    made = secret_key(tmp_path)
    assert (len(made) >= 48, secret_key(tmp_path)) == (True, made)
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_key_that_others_can_read_or_that_is_short_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret_key(tmp_path)
    (tmp_path / "secret_key").chmod(0o644)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        secret_key(tmp_path)
    (tmp_path / "secret_key").chmod(0o600)
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(ImproperlyConfigured, match="32 characters"):
        secret_key(tmp_path)
    monkeypatch.setenv("REDTHREAD_SECRET_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match="REDTHREAD_SECRET_KEY"):
        secret_key(tmp_path)


@pytest.mark.parametrize("value", ["0", "65536", "-1", "8000x", "８０００", " "])
def test_a_port_is_a_number_in_range(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", value)
    with pytest.raises(ImproperlyConfigured, match="PORT"):
        port()


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("http://rodtrad.kommune.no", "use https"),
        ("http://8.8.8.8:8000", "use https"),
        ("rodtrad.kommune.no", "must look like"),
        ("ftp://rodtrad.kommune.no", "must look like"),
        ("https://rodtrad.kommune.no/sti", "must look like"),
        ("https://", "must look like"),
    ],
)
def test_an_address_that_is_unsafe_or_wrong_is_refused(
    value: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDTHREAD_URL", value)
    with pytest.raises(ImproperlyConfigured, match=reason):
        web_address(8000)


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("", "http://localhost:8000"),
        ("https://rodtrad.kommune.no/", "https://rodtrad.kommune.no"),
        ("http://192.168.1.20:8000", "http://192.168.1.20:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_https_everywhere_and_http_on_the_local_network(
    value: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDTHREAD_URL", value)
    assert web_address(8000) == address


def test_the_server_answers_under_its_own_names_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDTHREAD_HOSTS", raising=False)
    assert host_names("https://rodtrad.kommune.no") == ["rodtrad.kommune.no", "127.0.0.1", "localhost"]
    monkeypatch.setenv("REDTHREAD_HOSTS", "a.no,b.no")
    assert host_names("https://rodtrad.kommune.no")[:2] == ["a.no", "b.no"]
    monkeypatch.setenv("REDTHREAD_HOSTS", "a.no,*")
    with pytest.raises(ImproperlyConfigured, match="REDTHREAD_HOSTS"):
        host_names("https://rodtrad.kommune.no")


def test_debugging_is_for_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDTHREAD_DEBUG", "1")
    assert is_debugging("http://localhost:8000")
    with pytest.raises(ImproperlyConfigured, match="REDTHREAD_DEBUG"):
        is_debugging("https://rodtrad.kommune.no")
    assert (is_local("minskole.local"), is_local("localhost.evil.no")) == (True, False)


def test_the_write_ahead_log_is_used_only_where_sqlite_is_mended() -> None:
    assert [journal_mode(v) for v in [(3, 40, 1), (3, 51, 2), (3, 51, 3), (4, 0, 0)]] == [
        "DELETE",
        "DELETE",
        "WAL",
        "WAL",
    ]


def test_the_embedded_database_waits_its_turn_and_syncs_fully(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    chosen = default_database(tmp_path / "a+b %20", is_test=False)
    assert chosen["NAME"] == str(tmp_path / "a+b %20" / "redthread.sqlite3")
    assert chosen["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in chosen["OPTIONS"]["init_command"]


def test_postgres_is_taken_with_its_options_and_anything_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@db/redthread?sslmode=require")
    chosen = default_database(tmp_path, is_test=False)
    assert (chosen["HOST"], chosen["OPTIONS"]) == ("db", {"sslmode": "require"})
    monkeypatch.setenv("DATABASE_URL", "mysql://u:p@db/redthread")
    with pytest.raises(ImproperlyConfigured, match="postgres://"):
        databases.default_database(tmp_path, is_test=False)


def test_every_variable_that_is_read_is_told_to_operators() -> None:
    names: set[str] = set()
    for file in (PACKAGE / "config").glob("*.py"):
        names |= set(re.findall(r"""\benv\.\w+\(\s*["']([A-Z_]+)["']""", file.read_text()))
    told = (ROOT / "docs" / "operating.md").read_text()
    internal = {"REDTHREAD_TEST", "REDTHREAD_TEST_DATABASE"}
    assert {"PORT", "DATABASE_URL", "EMAIL_URL", "REDTHREAD_HOME"} <= names
    assert sorted(name for name in names - internal if f"`{name}`" not in told) == []
