"""A hundred phones with holes in their lines: whatever they miss, they end with what the server has."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from redthread.core.errors import RuleError
from redthread.live.actions.steering import go_on
from redthread.live.broadcast import Broadcaster
from redthread.live.commands import carry_out
from redthread.live.entrance import Reader
from redthread.live.models import Contribution, LiveSession, Participant, Receipt
from redthread.live.pictures import channels_of, pictures
from redthread.live.progress import Place
from redthread.live.reading import read_room
from redthread.live.screens import Screen
from redthread.live.tests.rooms import open_room, seat
from redthread.testing.cast import build

PHONES, TABLES, WRITES = 100, 10, 60
WITHIN = 10.0  # seconds after the last line is whole again


class Phone:
    """Keeps the newest of each slice, as the page does; what is said while the line is broken is lost."""

    def __init__(self, reader: Reader, room: Broadcaster, chance: random.Random) -> None:
        self.reader, self.room, self.chance = reader, room, chance
        self.screen: Screen | None = None
        self.slices: dict[str, dict[str, Any]] = {}
        self.is_cut = False

    def connect(self) -> None:
        self.is_cut = False
        self.screen = Screen(self.reader, self.hear, self.room.loop.time())
        self.room.add(self.screen)

    def disconnect(self) -> None:
        if self.screen is not None:
            self.room.remove(self.screen)
            self.screen = None

    async def hear(self, message: Mapping[str, Any]) -> None:
        if not self.is_cut:
            for frame in bytes(message["body"]).decode().split("\n\n"):
                self.understand(dict(line.partition(": ")[::2] for line in frame.split("\n")))

    def understand(self, frame: dict[str, str]) -> None:
        if "data" not in frame:
            return
        data = json.loads(frame["data"])
        if frame.get("event") == "hello":
            self.slices = {name: {} for name in data["channels"]}
        elif data["v"] is None:
            self.slices[data["c"]].pop(data["s"], None)
        else:
            self.slices[data["c"]][data["s"]] = data["v"]

    async def wander(self, ends: float) -> None:
        """On the line and off it: cut without a word, or closed; then there again."""
        while time.monotonic() < ends:
            self.connect()
            await asyncio.sleep(self.chance.uniform(0.05, 0.8))
            self.is_cut = self.chance.random() < 0.5
            await asyncio.sleep(self.chance.uniform(0.05, 0.5) if self.is_cut else 0)
            self.disconnect()
            await asyncio.sleep(self.chance.uniform(0, 0.5))
        self.connect()


def in_thread(do: Callable[[], Any]) -> Any:
    try:
        return do()
    except RuleError:
        return None
    finally:
        connection.close()


def write(who: int, number: int, chance: random.Random) -> None:
    """The answer is lost now and then, and the phone asks again with the same key."""
    body = {"key": f"phone-{who:06d}-{number:06d}", "do": "write", "phase": "skriv", "kind": "idea"}
    body |= {"text": f"{who}:{number}", "pen": f"pen-{who}"}
    for _ in range(1 + (chance.random() < 0.3)):
        participant = Participant.objects.select_related("session").get(pk=who)
        carry_out(participant=participant, body=body, now=timezone.now())


async def live_through(
    session: LiveSession, people: list[tuple[int, str]], chance: random.Random
) -> list[Phone]:
    """Everything that happens, until everybody has been whole and silent."""
    room = Broadcaster()
    phones = [Phone(Reader(session.pk, key, hashed), room, chance) for key, hashed in people]
    wandering = [asyncio.create_task(phone.wander(time.monotonic() + 3)) for phone in phones]
    for number in range(WRITES):
        who = chance.choice(people)[0]
        await asyncio.to_thread(in_thread, partial(write, who, number, chance))
        if number % 20 == 10:
            await asyncio.to_thread(in_thread, partial(forward, session))
    await asyncio.gather(*wandering)
    expected = await asyncio.to_thread(in_thread, partial(truth, session))
    ends = time.monotonic() + WITHIN
    while any(phone.slices != expected[phone.reader.participant] for phone in phones):
        if time.monotonic() > ends:
            break
        await asyncio.sleep(0.02)
    for phone in phones:
        phone.disconnect()
    room.worker.shutdown()
    return phones


def forward(session: LiveSession) -> None:
    """«Neste», with a reason."""
    room = read_room(session)
    go_on(
        session=session, seen=min(room.places.values()), why="Tid", by=session.opened_by, now=timezone.now()
    )


def truth(session: LiveSession) -> dict[int, Any]:
    """What each phone shall hold, as JSON has it."""
    room = read_room(LiveSession.objects.get(pk=session.pk))
    drawn = json.loads(json.dumps(pictures(room)))
    return {one.pk: {name: drawn.get(name, {}) for name in channels_of(room, one)} for one in room.people}


@pytest.mark.django_db(transaction=True)
def test_a_hundred_phones_with_broken_lines_come_to_hold_what_the_server_has() -> None:
    cast = build()
    session = open_room(cast, "igp", TABLES)
    seats = [seat(session, number % TABLES + 1)[0] for number in range(PHONES)]
    for place in (Place(-1), Place(0)):
        go_on(session=session, seen=place, why="", by=cast.liv, now=timezone.now())
    seed = random.randrange(10**6)
    people = [(one.pk, one.key_hash) for one in seats]
    phones = asyncio.run(live_through(session, people, random.Random(seed)))
    expected = truth(session)
    differing = [p.reader.participant for p in phones if p.slices != expected[p.reader.participant]]
    assert differing == [], seed
    assert Contribution.objects.count() == Receipt.objects.count() == WRITES, seed
    assert len({*Contribution.objects.values_list("text", flat=True)}) == WRITES, seed
