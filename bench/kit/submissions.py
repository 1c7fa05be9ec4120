"""A thousand phones in eight sessions that all write at once, and two servers of which one is killed."""

from __future__ import annotations

import asyncio
import hmac
import json
import os
import random
import re
import secrets
import signal
import time
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from bench.kit.phones import Stream, ask, memory_of, open_streams
from bench.kit.rooms import Hall, Phone

TRIES, PAUSE = 20, 0.3
WRITTEN = re.compile(rb'"written":(\d+)')


@dataclass
class Sent:
    """One thing that was written, and when: seconds by the machine's clock."""

    hall: int
    text: str
    began: float
    acked: float = 0.0  # 0 until there is an acknowledgement that could be verified
    tries: int = 0
    refused: int = 0  # the status of an answer that will not change


@dataclass
class Board:
    """The screen of the one who leads: how much was written at all tables, and when it was shown."""

    shown: list[tuple[float, int]] = field(default_factory=list)
    rest: bytes = b""

    def note(self, data: bytes) -> None:
        *messages, self.rest = (self.rest + data).split(b"\n\n")
        for message in messages:
            if b'"c":"lead","s":""' in message:
                self.shown.append((time.monotonic(), sum(map(int, WRITTEN.findall(message)))))


class Room:
    """All sessions with every phone's stream open; each phone knows all servers and uses one."""

    def __init__(self, halls: list[Hall], ports: list[int]) -> None:
        self.halls, self.ports = halls, ports
        self.phones = [(n, phone) for n, hall in enumerate(halls) for phone in hall.phones]
        self.boards = [Board() for _ in halls]
        self.streams: list[Stream] = []
        self.sent: list[Sent] = []

    async def open(self) -> None:
        """The phones are shared between the servers, and so are those who lead."""
        for at, port in enumerate(self.ports):
            mine = [stream_of(phone) for _n, phone in self.phones[at :: len(self.ports)]]
            leads = list(zip(self.halls, self.boards, strict=True))[at :: len(self.ports)]
            mine += [lead_stream(hall, board) for hall, board in leads]
            await open_streams(port, mine)
            self.streams += mine

    def close(self) -> None:
        for stream in self.streams:
            stream.close()

    async def write(self, at: int, text: str, *, delay: float = 0) -> None:
        """Until it is acknowledged, with the same key each time, to the next server after each failure."""
        await asyncio.sleep(delay)
        number, phone = self.phones[at % len(self.phones)]
        sent = Sent(number, text, time.monotonic())
        self.sent.append(sent)
        key = secrets.token_urlsafe(18)
        body = json.dumps(
            {"key": key, "do": "write", "phase": "skriv", "kind": "idea", "text": text, "pen": f"pen{at}"}
        ).encode()
        headers = f"Cookie: {phone.cookie}\r\nX-Rom: 1\r\nContent-Type: application/json\r\n"
        for sent.tries in range(1, TRIES + 1):
            port = self.ports[(at + sent.tries - 1) % len(self.ports)]
            status, answer = await ask(port, "POST", f"/rom/okt/{phone.session}/send/", body, headers)
            if status == 200 and is_signed(phone, key, answer):
                sent.acked = time.monotonic()
                return
            if status in (403, 409, 422):
                sent.refused = status
                return
            await asyncio.sleep(PAUSE)

    def delays(self) -> list[float]:
        """Seconds from writing to the acknowledgement."""
        return [one.acked - one.began for one in self.sent if one.acked]

    def board_delays(self) -> list[float]:
        """Seconds from writing to when the one who leads could see that as much was written."""
        found = []
        for number, board in enumerate(self.boards):
            mine = sorted((s for s in self.sent if s.hall == number and s.acked), key=lambda s: s.acked)
            for count, one in enumerate(mine, start=1):
                shown = next((at for at, total in board.shown if total >= count), None)
                found.append(shown - one.began if shown else float("inf"))
        return found


def is_signed(phone: Phone, key: str, answer: Any) -> bool:
    expected = hmac.new(phone.ack.encode(), key.encode(), sha256).hexdigest()
    return isinstance(answer, dict) and answer.get("ack") == expected


def stream_of(phone: Phone) -> Stream:
    return Stream(f"/rom/okt/{phone.session}/strom/", f"Cookie: {phone.cookie}\r\n")


def lead_stream(hall: Hall, board: Board) -> Stream:
    return Stream(f"/rom/okt/{hall.session.public_id}/strom/?billett={hall.ticket}", "", board.note)


async def submit(room: Room, seconds: float) -> None:
    """One thing from each phone, spread evenly over the time."""
    chance = random.Random(1)
    await room.open()
    await asyncio.sleep(1)
    await asyncio.gather(
        *(
            room.write(at, f"Tanke nummer {at} om lesing", delay=chance.random() * seconds)
            for at in range(len(room.phones))
        )
    )
    await asyncio.sleep(2)
    room.close()


async def soak(room: Room, processes: list[int], seconds: float) -> list[float]:
    """KiB of all servers, once a minute or so, while people write, fall out and come back."""
    chance, found = random.Random(2), []
    await room.open()
    ends, number, each = time.monotonic() + seconds, 0, max(2.0, seconds / 60)
    while time.monotonic() < ends:
        until = time.monotonic() + each
        while time.monotonic() < until:
            await asyncio.gather(*(room.write(number + at, f"Tanke {number + at}") for at in range(5)))
            number += 5
            await reopen(room, chance.randrange(len(room.streams)))
            await asyncio.sleep(0.25)
        found.append(sum(map(memory_of, processes)))
    room.close()
    return found


async def reopen(room: Room, at: int) -> None:
    gone = room.streams[at]
    gone.close()
    room.streams[at] = Stream(gone.address, gone.headers, gone.on_data)
    await open_streams(room.ports[at % len(room.ports)], [room.streams[at]])


async def kill_one(room: Room, processes: list[int], seconds: float) -> list[float]:
    """Kill the first server while all write; the seconds until each of its phones is greeted by another."""
    await room.open()
    back: list[float] = []
    here = {stream for stream in room.streams if port_of(stream) == room.ports[0]}
    killed = 0.0

    async def come_back(stream: Stream) -> None:
        while True:
            again = Stream(stream.address, stream.headers, stream.on_data)
            await asyncio.sleep(0.3)
            try:
                await open_streams(room.ports[1], [again])
            except OSError:
                continue
            back.append(time.monotonic() - killed)
            room.streams.append(again)
            return

    waiting: list[asyncio.Task[None]] = []
    for stream in here:
        stream.lost = lambda stream=stream: waiting.append(asyncio.ensure_future(come_back(stream)))
    chance = random.Random(3)
    writing = [
        asyncio.ensure_future(room.write(at, f"Tanke nummer {at}", delay=chance.random() * seconds))
        for at in range(len(room.phones))
    ]
    await asyncio.sleep(seconds / 2)
    killed = time.monotonic()
    os.kill(processes[0], signal.SIGKILL)
    await asyncio.gather(*writing)
    await asyncio.sleep(0.5)
    await asyncio.gather(*waiting)
    room.close()
    if len(back) != len(here):
        raise SystemExit(f"{len(here) - len(back)} phones never noticed")
    return back


def port_of(stream: Stream) -> int:
    assert stream.transport is not None
    port: int = stream.transport.get_extra_info("peername")[1]
    return port
