"""A screen for the tests: reads a stream over a plain socket, byte by byte as it was sent."""

from __future__ import annotations

import json
import socket
import time
from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

from redthread.live.models import LiveSession

PATIENCE = 10.0  # seconds


class Listener:
    """Holds the newest of each slice, as a phone does, and everything that was said."""

    def __init__(
        self, live: str, session: LiveSession | str, *, key: str = "", ticket: str = "", method: str = "GET"
    ) -> None:
        pk = session if isinstance(session, str) else session.public_id
        address = urlsplit(live)
        self.socket = socket.create_connection((address.hostname or "", address.port or 80), PATIENCE)
        query = f"?billett={ticket}" if ticket else ""
        cookie = f"Cookie: noe=annet; rom-{pk}={key}\r\n" if key else ""
        asked = f"{method} /rom/okt/{pk}/strom/{query} HTTP/1.1\r\nHost: {address.netloc}\r\n{cookie}\r\n"
        self.socket.sendall(asked.encode())
        self.raw = b""  # not read yet
        self.text = ""  # of the stream, whole
        self.taken = 0  # how much of it is understood
        self.channels: list[str] = []
        self.slices: dict[str, dict[str, Any]] = defaultdict(dict)
        self.frames: list[tuple[str, str]] = []  # channel and slice of each message
        self.hellos = 0
        self.has_ended = False
        head = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        self.status = int(head[0].split()[1])
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}

    def _more(self) -> None:
        got = self.socket.recv(65536)
        if not got:
            raise ConnectionError("The server closed the connection")
        self.raw += got

    def _until(self, mark: bytes) -> bytes:
        while mark not in self.raw:
            self._more()
        found, _, self.raw = self.raw.partition(mark)
        return found

    def _chunk(self) -> None:
        size = int(self._until(b"\r\n"), 16)
        while len(self.raw) < size + 2:
            self._more()
        self.text += self.raw[:size].decode()
        self.raw = self.raw[size + 2 :]
        self.has_ended = size == 0
        self._understand()

    def _understand(self) -> None:
        *messages, _rest = self.text[self.taken :].split("\n\n")
        self.taken += sum(len(message) + 2 for message in messages)
        for message in messages:
            fields = dict(line.partition(": ")[::2] for line in message.split("\n"))
            if fields.get("event") == "hello":
                self.hellos += 1
                self.channels = json.loads(fields["data"])["channels"]
                self.slices = defaultdict(dict, {c: s for c, s in self.slices.items() if c in self.channels})
            elif "data" in fields:
                data = json.loads(fields["data"])
                self.frames.append((data["c"], data["s"]))
                self.slices[data["c"]][data["s"]] = data["v"]

    def wait_for(self, is_there: Any, patience: float = PATIENCE) -> None:
        """Read until it holds; else the test fails."""
        ends = time.monotonic() + patience
        while not is_there(self):
            self.socket.settimeout(max(0.01, ends - time.monotonic()))
            self._chunk()

    def hear(self, seconds: float) -> str:
        """What is said in that time."""
        before, ends = len(self.text), time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0 and not self.has_ended:
            self.socket.settimeout(left)
            try:
                self._chunk()
            except TimeoutError:
                break
        return self.text[before:]

    def seen(self, circle: str, name: str = "") -> Any:
        return self.slices[circle].get(name)

    def close(self) -> None:
        self.socket.close()
