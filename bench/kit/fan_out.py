"""One change to many phones, ours and the bare broadcaster in turn."""

from __future__ import annotations

import asyncio
import gc
import time
from statistics import median, quantiles
from typing import NamedTuple

from bench.kit.phones import Stream, ask, memory_of, open_streams
from bench.kit.rooms import Hall

REST = 0.7  # seconds between changes, so that each is the first after a quiet time


class FanOut(NamedTuple):
    """Milliseconds from the drawing (or the bare server's start) to the phone, of all phones and rounds."""

    phones: int
    ours: tuple[float, float]  # p50 and p99
    bare: tuple[float, float]
    whole: tuple[float, float]  # from when it was stored
    drawing: float  # the median
    kib: float  # a connection
    bare_kib: float
    connecting: float  # seconds

    @property
    def ratio(self) -> float:
        return self.ours[1] / self.bare[1]


class Crowd:
    """All the phones of one server, and when the word they wait for reached each of them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.word = b""
        self.content = b""  # what the word last came in, without the marks round a piece of an answer
        self.came: list[float] = []
        self.streams: list[Stream] = []
        self.all_came = asyncio.Event()

    def note(self, data: bytes) -> None:
        if self.word and self.word in data:
            self.came.append(time.monotonic())
            if len(self.came) == len(self.streams):
                self.content = data.partition(b"\r\n")[2].removesuffix(b"\r\n")
                self.all_came.set()

    def wait_for(self, word: str) -> None:
        self.word, self.came = word.encode(), []
        self.all_came.clear()

    async def everybody(self) -> list[float]:
        await asyncio.wait_for(self.all_came.wait(), 30)
        return self.came


async def fan_out(hall: Hall, ours: tuple[int, int], bare: tuple[int, int], rounds: int) -> FanOut:
    """`ours` and `bare` are port and process of each server."""
    people, plain = Crowd(ours[0]), Crowd(bare[0])
    address = f"/rom/okt/{hall.session.public_id}/strom/"
    people.streams = [Stream(address, f"Cookie: {p.cookie}\r\n", people.note) for p in hall.phones]
    plain.streams = [Stream("/", "", plain.note) for _ in hall.phones]
    await open_streams(ours[0], people.streams[:1])  # the first drawing is not the connections'
    await asyncio.sleep(1)
    before, bare_before = memory_of(ours[1]), memory_of(bare[1])
    connecting = await open_streams(ours[0], people.streams[1:])
    await open_streams(bare[0], plain.streams)
    await asyncio.sleep(2)
    count = len(hall.phones)
    kib, bare_kib = (memory_of(ours[1]) - before) / count, (memory_of(bare[1]) - bare_before) / count
    gc.collect()
    gc.freeze()
    gc.disable()
    mine: list[float] = []
    whole: list[float] = []
    theirs: list[float] = []
    drawings: list[float] = []
    for number in range(rounds + 3):
        sent, stored, drawn = await change_ours(people, f"Runde-nummer-{number:04d}")
        came = await change_bare(plain, f"Runde-nummer-{number:04d}", people.content)
        if number >= 3:
            mine += [1000 * (at - drawn[1]) for at in sent]
            whole += [1000 * (at - stored) for at in sent]
            drawings.append(1000 * (drawn[1] - drawn[0]))
            theirs += came
    gc.enable()
    for stream in people.streams + plain.streams:
        stream.close()
    await asyncio.sleep(1)
    return FanOut(count, both(mine), both(theirs), both(whole), median(drawings), kib, bare_kib, connecting)


async def change_ours(crowd: Crowd, word: str) -> tuple[list[float], float, list[float]]:
    crowd.wait_for(word)
    _status, stored = await ask(crowd.port, "GET", f"/bench/?{word}")
    came = await crowd.everybody()
    _status, drawn = await ask(crowd.port, "GET", "/bench/drawn/")
    await asyncio.sleep(REST)
    return came, stored[0], drawn


async def change_bare(crowd: Crowd, word: str, content: bytes) -> list[float]:
    crowd.wait_for(word)
    _status, began = await ask(crowd.port, "POST", "/bench/", content)
    came = await crowd.everybody()
    await asyncio.sleep(0.2)
    return [1000 * (at - began[0]) for at in came]


def both(values: list[float]) -> tuple[float, float]:
    return median(values), quantiles(values, n=100)[-1]
