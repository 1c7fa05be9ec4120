"""`kill -9` while a thousand summaries are saved: nothing that was answered is lost, nothing is there twice.

A real server process on its own home and database; phones that keep trying with the same key until the answer
comes, as the page's script does.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PHONES, SAVES_EACH = 8, 125
SAVES_BETWEEN_KILLS = 110

pytestmark = [pytest.mark.slow, pytest.mark.any_database]


@contextmanager
def postgres_of_its_own(url: str) -> Iterator[str]:
    """A new database on the server that `DATABASE_URL` names; without one, SQLite in the home."""
    if not url.startswith("postgres"):
        yield ""
        return
    name, (server_at, _mark, options) = f"redthread_faults_{os.getpid()}", url.partition("?")
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server_at.rsplit('/', 1)[0]}/{name}?{options}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """As an installation has it, and not as the tests around us."""
    outside = {"REDTHREAD_TEST", "DJANGO_ALLOW_ASYNC_UNSAFE", "DATABASE_URL", "REDTHREAD_TEST_DATABASE"}
    env = {name: value for name, value in os.environ.items() if name not in outside}
    env |= {"REDTHREAD_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    env["DJANGO_SETTINGS_MODULE"] = "redthread.config.settings"
    with postgres_of_its_own(os.environ.get("DATABASE_URL", "")) as database:
        yield env | ({"DATABASE_URL": database} if database else {})


def command(env: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Server:
    """One web process that can be killed and started again on the same port."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.env, self.log, self.kills = env, log, 0
        self.start()

    def start(self) -> None:
        words = ["-m", "uvicorn", "redthread.config.asgi:application", "--port", str(self.port)]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, *words, "--log-level", "error"],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        self.kills += 1


class Phone(threading.Thread):
    """Saves one school's summary again and again, each time until our own answer has come."""

    def __init__(self, port: int, number: int, token: str, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.port, self.number, self.token, self.chance = port, number, token, chance
        self.answered: dict[str, int] = {}
        self.differing: list[str] = []
        self.tries = 0
        self.must_stop = threading.Event()

    def run(self) -> None:
        text, version = "", 0
        for count in range(1, SAVES_EACH + 1):
            key, new = f"phone-{self.number}-{count:04d}", f"{self.number}:{count}"
            body = {"key": key, "version": version, "did": new, "base_did": text}
            version = self.save_until_answered(key, body)
            self.answered[key] = version
            if self.chance.random() < 0.1 and self.save_until_answered(key, body) != version:
                self.differing.append(key)
            text = new

    def save_until_answered(self, key: str, body: dict[str, object]) -> int:
        while not self.must_stop.is_set():
            self.tries += 1
            try:
                answer = self.post(body)
            except (OSError, http.client.HTTPException, ValueError):
                time.sleep(0.05)
                continue
            if answer.get("saved") is True and answer.get("key") == key:
                return int(str(answer["version"]))
            raise AssertionError(f"{key}: {answer}")
        raise TimeoutError(key)

    def post(self, body: dict[str, object]) -> dict[str, object]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            line.request("POST", f"/oppsummering/{self.token}/", urlencode(body), headers)
            answer: dict[str, object] = json.loads(line.getresponse().read())
        finally:
            line.close()
        return answer


def test_killed_again_and_again_no_answered_summary_is_lost_and_none_is_there_twice(
    environment: dict[str, str], tmp_path: Path
) -> None:
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    town = str(Path("tests") / "faults" / "town.py")
    command(environment, "-m", "django", "migrate", "--verbosity", "0")
    tokens: list[str] = json.loads(command(environment, town, "build", str(PHONES)))
    server = Server(environment, tmp_path / "server.log")
    phones = [Phone(server.port, number, token, chance) for number, token in enumerate(tokens)]
    try:
        save_and_kill(server, phones, chance)
    finally:
        for phone in phones:
            phone.must_stop.set()
        server.kill()
    stored = json.loads(command(environment, town, "tell"))
    answered = {key: version for phone in phones for key, version in phone.answered.items()}
    told = f"seed {seed}, {server.kills} kills, {sum(phone.tries for phone in phones)} tries"
    assert len(answered) == PHONES * SAVES_EACH, f"{told}\n{server.log.read_text()[-2000:]}"
    assert set(answered) - set(stored["saves"]) == set(), told
    assert stored["saves"] == answered, told
    assert stored["keys"] == len(answered), told
    assert stored["summaries"] == {f"{number}:{SAVES_EACH}": SAVES_EACH for number in range(PHONES)}, told
    assert [key for phone in phones for key in phone.differing] == [], told
    assert stored["health"] == "ok", told
    assert server.kills > 5, told


def save_and_kill(server: Server, phones: list[Phone], chance: random.Random) -> None:
    """Kill the server each time about a hundred more saves have been answered, until all have been."""
    for phone in phones:
        phone.start()
    next_kill, deadline = SAVES_BETWEEN_KILLS, time.monotonic() + 240
    while any(phone.is_alive() for phone in phones) and time.monotonic() < deadline:
        time.sleep(0.01)
        if sum(len(phone.answered) for phone in phones) >= next_kill:
            time.sleep(chance.random() * 0.05)
            server.kill()
            server.start()
            next_kill += SAVES_BETWEEN_KILLS
