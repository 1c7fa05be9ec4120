"""The installed command, from the outside: what it says, its exit code, and that it stops in time."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from redthread.config.cli import main
from redthread.config.tests.terminal import finished, free_port, started, wait_until

pytestmark = pytest.mark.slow
NEW_PERSON = "from redthread.people.models import Person; Person.objects.create_user('{0}', 'Liv Berg')"


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the tables are made already; to be copied."""
    home = tmp_path_factory.mktemp("made")
    run_inside(home, "from redthread.config.storage import prepare_database; prepare_database()")
    return home


@pytest.fixture
def home(made_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_home, tmp_path / "home"))


@pytest.fixture
def server(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with serving(home) as served:
        yield served


@contextmanager
def serving(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    process = started(home, "serve", PORT=str(port))
    try:
        wait_until(lambda: process.poll() is not None or answers(f"http://127.0.0.1:{port}"))
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/konto/innlogging/") as page:
            return bool(page.status == 200)
    except OSError:
        return False


def of_group(process: subprocess.Popen[str]) -> list[str]:
    """The processes that were started together with this one and still run."""
    lines = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True)
    found = [line.split(None, 2) for line in lines.stdout.splitlines()]
    return [args for group, state, args in found if int(group) == process.pid and not state.startswith("Z")]


def test_serving_answers_works_and_stops_with_everything_within_three_seconds(tmp_path: Path) -> None:
    """From nothing: the tables are made on the way."""
    with serving(tmp_path) as (process, address):
        assert answers(address)
        wait_until(lambda: any(" work " in line for line in of_group(process)))
        code, _, complaint = finished(tmp_path, "restore", "nowhere.zip")
        assert (code, complaint) == (2, "redthread: There is no file nowhere.zip.\n")
        stopped_at = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(3) == 0
        wait_until(lambda: of_group(process) == [])
        assert time.monotonic() - stopped_at < 3


def test_a_locked_database_does_not_delay_the_stop(
    server: tuple[subprocess.Popen[str], str], home: Path
) -> None:
    process, address = server
    wait_until(lambda: "worker last seen" in finished(home, "doctor")[1])
    with closing(sqlite3.connect(home / "redthread.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        visit = threading.Thread(target=answers, args=[address + "/innlogging/abc"], daemon=True)
        visit.start()
        time.sleep(1)  # the request and the worker wait for the database now
        stopped_at = time.monotonic()
        process.terminate()
        assert process.wait(3) == 0
        wait_until(lambda: of_group(process) == [])
        assert time.monotonic() - stopped_at < 3
    visit.join(5)


def test_a_worker_that_is_killed_comes_back_and_one_whose_server_is_killed_goes(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    process, _ = server
    wait_until(lambda: len(of_group(process)) == 2)
    subprocess.run(["pkill", "-9", "-g", str(process.pid), "-f", "redthread work --parent"], check=True)
    wait_until(lambda: len(of_group(process)) == 1)
    wait_until(lambda: len(of_group(process)) == 2)
    process.kill()
    wait_until(lambda: of_group(process) == [])


def test_a_taken_port_is_told_and_nothing_is_started(
    server: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    port = server[1].rsplit(":", 1)[1]
    code, said, complaint = finished(tmp_path, "serve", PORT=port)
    assert (code, said) == (2, "")
    assert re.fullmatch(rf"redthread: Cannot listen on 127.0.0.1:{port} \(.+\)\. .*PORT\.\n", complaint)


def test_a_refusal_is_one_line_and_an_exit_code_not_a_stack(tmp_path: Path) -> None:
    code, said, complaint = finished(tmp_path, "serve", PORT="much")
    assert (code, said) == (2, "")
    assert complaint == "redthread: PORT must be a number from 1 to 65535, not “much”.\n"


def test_background_work_alone_stops_when_told(home: Path) -> None:
    process = started(home, "work")
    wait_until(lambda: "last seen" in finished(home, "doctor")[1])
    process.terminate()
    assert process.wait(3) == 0
    process.communicate()


def test_backup_and_restore_from_one_machine_to_another(home: Path, tmp_path: Path) -> None:
    empty, new, archive = tmp_path / "empty", tmp_path / "new", tmp_path / "saved.zip"
    assert finished(empty, "backup", str(archive))[0] == 2  # no tables yet: nothing to save
    run_inside(home, NEW_PERSON.format("liv@fjordvik.example"))
    assert finished(home, "backup", str(archive))[:1] == (0,)
    assert archive.stat().st_mode & 0o077 == 0
    assert finished(new, "restore", "--verify", str(archive))[0] == 0
    assert finished(new, "restore", str(archive))[0] == 0
    code, _, complaint = finished(new, "restore", str(archive))
    assert (code, "add --replace" in complaint) == (2, True)
    assert finished(new, "restore", "--replace", str(archive))[0] == 0
    link = finished(new, "signin-link", "LIV@fjordvik.example ")[1]
    assert re.fullmatch(r"http://localhost:8000/innlogging/[\w-]{20,}/\n", link)
    code, _, complaint = finished(new, "signin-link", "ola@fjordvik.example")
    assert (code, "Nobody active" in complaint) == (2, True)
    said = finished(new, "doctor")[1]
    assert "people: 1" in said
    assert "integrity ok" in said


def run_inside(home: Path, code: str) -> None:
    """Let Python do something with the product that is at home there."""
    settings = "redthread.config.settings"
    surroundings = {**os.environ, "REDTHREAD_HOME": str(home), "DJANGO_SETTINGS_MODULE": settings}
    for name in ("REDTHREAD_TEST", "DATABASE_URL"):
        surroundings.pop(name, None)
    subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"], env=surroundings, check=True
    )


def test_help_needs_no_home_and_no_settings(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for command in ("serve", "demo", "import", "work", "doctor", "signin-link", "backup", "restore"):
        assert command in said
