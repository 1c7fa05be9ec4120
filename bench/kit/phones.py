"""Phones by the thousand in one process: streams that note when something came, and requests beside them."""

from __future__ import annotations

import asyncio
import json
import resource
import time
from collections.abc import Callable
from typing import Any

AT_ONCE = 200  # connections that are opened at the same time


def raise_limit() -> None:
    """A connection is an open file."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Stream(asyncio.Protocol):
    """One open stream. `on_data` is given what came, joined over the places where it was cut."""

    __slots__ = ("address", "bytes", "headers", "lost", "on_data", "opened", "tail", "transport")

    def __init__(
        self, address: str, headers: str = "", on_data: Callable[[bytes], None] | None = None
    ) -> None:
        self.address, self.headers, self.on_data = address, headers, on_data
        self.transport: asyncio.Transport | None = None
        self.opened = asyncio.get_running_loop().create_future()
        self.lost: Callable[[], None] | None = None
        self.tail = b""
        self.bytes = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(f"GET {self.address} HTTP/1.1\r\nHost: localhost\r\n{self.headers}\r\n".encode())

    def data_received(self, data: bytes) -> None:
        self.bytes += len(data)
        if not self.opened.done():
            self.tail += data
            head, found, rest = self.tail.partition(b"\r\n\r\n")
            if not found or not rest:
                return  # waits for the first word after the head
            self.tail = b""
            self.opened.set_result(int(head.split()[1]))
            data = rest
        if self.on_data is not None:
            self.on_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_result(0)
        if self.lost is not None:
            self.lost()

    def close(self) -> None:
        self.lost = None
        if self.transport is not None:
            self.transport.abort()


async def open_streams(port: int, streams: list[Stream]) -> float:
    """All of them, some at a time; answers the seconds until each has been greeted."""
    gate, began = asyncio.Semaphore(AT_ONCE), time.monotonic()

    async def open_one(stream: Stream) -> None:
        async with gate:
            await asyncio.get_running_loop().create_connection(lambda: stream, "127.0.0.1", port)
            status = await stream.opened
            if status != 200:
                raise SystemExit(f"{stream.address} answered {status}")

    await asyncio.gather(*map(open_one, streams))
    return time.monotonic() - began


async def ask(port: int, method: str, address: str, body: bytes = b"", headers: str = "") -> tuple[int, Any]:
    """One request on a connection of its own; the status and the JSON, or (0, None) without an answer."""
    head = f"{method} {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}"
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = await reader.read()
        writer.close()
    except OSError:
        return 0, None
    first, _, content = answer.partition(b"\r\n\r\n")
    if not first:
        return 0, None
    if b"transfer-encoding: chunked" in first.lower():
        content = content.partition(b"\r\n")[2].rpartition(b"\r\n0\r\n")[0]
    try:
        return int(first.split()[1]), json.loads(content)
    except ValueError:
        return int(first.split()[1]), None


def memory_of(process: int) -> float:
    """KiB in use by that process."""
    with open(f"/proc/{process}/status") as status:
        return next(float(line.split()[1]) for line in status if line.startswith("VmRSS:"))
