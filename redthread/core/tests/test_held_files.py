"""Files that wait between preview and yes."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from redthread.core.held_files import drop_file, forget_old_files, held_file, hold_file

NOW = timezone.now()


@pytest.fixture(autouse=True)
def _home(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def test_the_holder_gets_the_file_back_as_it_was() -> None:
    ticket = hold_file(b"Navn\nK\xe5re\r\n\n", "nye ../delt\nakere.csv", holder="mona", now=NOW)
    held = held_file(ticket, holder="mona", now=NOW)
    assert held is not None
    assert (held.filename, held.content.read()) == ("nye ../delt\nakere.csv", b"Navn\nK\xe5re\r\n\n")


@pytest.mark.parametrize("ticket", ["", "../../secret_key", "x\0y", "a" * 5000])
def test_a_made_up_ticket_finds_nothing(ticket: str) -> None:
    hold_file(b"x", "x.csv", holder="mona", now=NOW)
    assert held_file(ticket, holder="mona", now=NOW) is None


def test_anothers_ticket_finds_nothing() -> None:
    ticket = hold_file(b"x", "x.csv", holder="mona", now=NOW)
    assert held_file(ticket, holder="stein", now=NOW) is None


def test_a_file_is_forgotten_when_used_and_after_an_hour() -> None:
    used, old = (hold_file(b"x", "x.csv", holder="mona", now=NOW) for _ in range(2))
    drop_file(used, holder="mona")
    later = NOW + timedelta(minutes=61)
    assert held_file(used, holder="mona", now=NOW) is None
    assert held_file(old, holder="mona", now=NOW) is not None
    assert held_file(old, holder="mona", now=later) is None
    forget_old_files(now=later)
    assert held_file(old, holder="mona", now=NOW) is None


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path) -> None:
    hold_file(b"x", "x.csv", holder="mona", now=NOW)
    (path,) = (tmp_path / "held").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
