"""`kill -9` while a thousand summaries are saved: nothing that was answered is lost, nothing is there twice.

A real server process on its own home and database; phones that keep trying with the same key until the answer
comes, as the page's script does.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.faults.server import Supervised, command, environment

__all__ = ["environment"]
PHONES, SAVES_EACH = 8, 125
SAVES_BETWEEN_KILLS = 110

pytestmark = pytest.mark.slow


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
    tokens: list[str] = json.loads(command(environment, town, "build", str(PHONES)))
    server = Supervised(environment, tmp_path / "server.log")
    phones = [Phone(server.port, number, token, chance) for number, token in enumerate(tokens)]
    try:
        save_and_kill(server, phones, chance)
    finally:
        for phone in phones:
            phone.must_stop.set()
        server.end()
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


def save_and_kill(server: Supervised, phones: list[Phone], chance: random.Random) -> None:
    """Kill the server each time about a hundred more saves have been answered, until all have been."""
    for phone in phones:
        phone.start()
    next_kill, deadline = SAVES_BETWEEN_KILLS, time.monotonic() + 240
    while any(phone.is_alive() for phone in phones) and time.monotonic() < deadline:
        time.sleep(0.01)
        if sum(len(phone.answered) for phone in phones) >= next_kill:
            time.sleep(chance.random() * 0.05)
            server.kill()
            next_kill += SAVES_BETWEEN_KILLS
