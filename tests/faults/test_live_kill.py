"""`kill -9` of the server, or of the database, while the room writes: nothing that was signed for is lost,
and nothing is there twice.

`REDTHREAD_KILL_SUBMISSIONS=10000` goes on until so many have been signed for, else until twenty kills.
"""

from __future__ import annotations

import hmac
import http.client
import json
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from tests.faults.database import Database
from tests.faults.server import Supervised, command, environment

__all__ = ["environment"]
KILLS, LONGEST = 20, 300.0
SUBMISSIONS = int(os.environ.get("REDTHREAD_KILL_SUBMISSIONS", "0"))
PHONES = max(16, SUBMISSIONS // 400 + 1)  # each at a table of its own, which holds 600 things a phase
BETWEEN_KILLS = max(12, SUBMISSIONS // (KILLS + 5))  # signed for, before the next kill

pytestmark = pytest.mark.slow


class Phone(threading.Thread):
    """Writes one idea after the other, and sends each with its key until the answer is signed for it."""

    def __init__(
        self, port: int, number: int, room: str, seat: dict[str, str], chance: random.Random
    ) -> None:
        super().__init__(daemon=True)
        self.port, self.number, self.room, self.seat, self.chance = port, number, room, seat, chance
        self.signed: dict[str, str] = {}  # text → the idea's address
        self.sent: set[str] = set()
        self.differing: list[str] = []
        self.tries = 0
        self.must_stop = threading.Event()

    def run(self) -> None:
        count = 0
        while not self.must_stop.is_set():
            count += 1
            text = f"{self.number}:{count}"
            body = {"key": f"phone-{self.number:04d}-{count:06d}", "do": "write", "phase": "skriv"}
            body |= {"kind": "idea", "text": text, "pen": f"pen-{self.number}"}
            self.sent.add(text)
            told = self.send_until_signed(body)
            if told is None:
                return
            self.signed[text] = told
            if self.chance.random() < 0.1 and self.send_until_signed(body) not in (told, None):
                self.differing.append(text)

    def send_until_signed(self, body: dict[str, str]) -> str | None:
        """The address of the idea; None when the test ended first."""
        ack = hmac.new(self.seat["ack"].encode(), body["key"].encode(), sha256).hexdigest()
        while not self.must_stop.is_set():
            self.tries += 1
            try:
                answer = self.post(body)
            except (OSError, http.client.HTTPException, ValueError):
                time.sleep(0.05)
                continue
            if answer.get("ack") == ack:
                return str(answer["id"])
            assert "wait" in answer or answer == {}, answer  # nothing, while the database is away
            time.sleep(0.3)
        return None

    def post(self, body: dict[str, str]) -> dict[str, object]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        headers = {"Content-Type": "application/json", "X-Rom": "1"}
        headers["Cookie"] = f"rom-{self.room}={self.seat['cookie']}"
        try:
            line.request("POST", f"/rom/okt/{self.room}/send/", json.dumps(body), headers)
            answer: dict[str, object] = json.loads(line.getresponse().read())
        finally:
            line.close()
        return answer


def test_killed_again_and_again_nothing_signed_for_is_lost_and_nothing_is_there_twice(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with served(environment, tmp_path) as server:
        write_while_killed(server, server, environment)


def test_when_the_database_is_killed_again_and_again_it_is_the_same(
    environment: dict[str, str], tmp_path: Path, database: Database
) -> None:
    environment["DATABASE_URL"] = database.url
    command(environment, "-m", "django", "migrate", "--verbosity", "0")
    with served(environment, tmp_path) as server:
        write_while_killed(server, database, environment)


@pytest.fixture
def database() -> Iterator[Database]:
    made = Database()
    yield made
    made.end()


@contextmanager
def served(environment: dict[str, str], tmp_path: Path) -> Iterator[Supervised]:
    server = Supervised(environment, tmp_path / "server.log")
    try:
        yield server
    finally:
        server.end()


def write_while_killed(
    server: Supervised, killed: Supervised | Database, environment: dict[str, str]
) -> None:
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    script = str(Path("tests") / "faults" / "room.py")
    room = json.loads(command(environment, script, "build", str(PHONES)))
    phones = [
        Phone(server.port, number, room["session"], seat, chance) for number, seat in enumerate(room["seats"])
    ]
    try:
        write_and_kill(killed, phones, chance)
    finally:
        for phone in phones:
            phone.must_stop.set()
        for phone in phones:
            phone.join(20)
    stored = json.loads(command(environment, script, "tell"))
    signed = {text: told for phone in phones for text, told in phone.signed.items()}
    told = f"seed {seed}, {killed.kills} kills, {len(signed)} signed, {sum(p.tries for p in phones)} tries"
    texts = [text for text, _id in stored["stored"]]
    assert len(texts) == len(set(texts)), told
    assert {text: there for text, there in stored["stored"] if text in signed} == signed, told
    assert set(texts) <= {text for phone in phones for text in phone.sent}, told
    assert stored["receipts"] == len(texts), told
    assert [text for phone in phones for text in phone.differing] == [], told
    assert stored["health"] == "ok", told
    assert killed.kills >= KILLS, f"{told}\n{server.log.read_text()[-2000:]}"
    assert len(signed) >= max(SUBMISSIONS, KILLS * BETWEEN_KILLS), told


def write_and_kill(killed: Supervised | Database, phones: list[Phone], chance: random.Random) -> None:
    """Kill each time some more have been signed for, at any moment between two answers."""
    for phone in phones:
        phone.start()
    next_kill = BETWEEN_KILLS
    ends = time.monotonic() + (3600 if SUBMISSIONS else LONGEST)
    while time.monotonic() < ends:
        time.sleep(0.005)
        signed = sum(len(phone.signed) for phone in phones)
        if killed.kills >= KILLS and signed >= max(SUBMISSIONS, next_kill):
            return
        if killed.kills < KILLS and signed >= next_kill:
            time.sleep(chance.random() * 0.05)
            killed.kill()
            next_kill = sum(len(phone.signed) for phone in phones) + BETWEEN_KILLS
