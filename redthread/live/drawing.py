"""The pictures of a session as bytes: each slice is encoded once, however many screens it is sent to."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redthread.live.models import LiveSession
from redthread.live.pictures import channels_of, pictures
from redthread.live.reading import read_room

RETRY, HEARTBEAT = b"retry: 2000\n", b":\n\n"
GOODBYE = b"retry: 300\n\n"  # the server starts again; come back soon
Encoded = dict[str, dict[str, bytes]]  # channel → slice → JSON


@dataclass(frozen=True, slots=True)
class Seat:
    """What a participant's phone may read, and the key that it must hold."""

    key_hash: str
    channels: tuple[str, ...]


@dataclass(slots=True)
class Drawing:
    """A session at one moment; `news` is what differs from the drawing before, by channel."""

    at: int  # milliseconds
    encoded: Encoded
    seats: dict[int, Seat]  # by the participant's key
    news: dict[str, bytes]
    _whole: dict[str, bytes] = field(default_factory=dict)

    def whole(self, channels: Iterable[str]) -> bytes:
        """Everything in those channels."""
        return b"".join(map(self._whole_channel, channels))

    def _whole_channel(self, channel: str) -> bytes:
        if channel not in self._whole:
            self._whole[channel] = _frames(self.at, channel, self.encoded.get(channel, {}))
        return self._whole[channel]


def draw(key: int, before: Drawing | None) -> Drawing | None:
    """The session with that key as it is stored now, None when it is gone."""
    at = milliseconds()
    session = LiveSession.objects.filter(pk=key).first()
    if session is None:
        return None
    room = read_room(session)
    encoded = {
        channel: {name: _json(value) for name, value in slices.items()}
        for channel, slices in pictures(room).items()
    }
    seats = {one.pk: Seat(one.key_hash, channels_of(room, one)) for one in room.people}
    return Drawing(at, encoded, seats, _news(at, before.encoded, encoded) if before else {})


def _news(at: int, before: Encoded, now: Encoded) -> dict[str, bytes]:
    """The frames that bring a screen from one to the other; a slice that is gone is sent as null."""
    found = {}
    for channel in before.keys() | now.keys():
        old, new = before.get(channel, {}), now.get(channel, {})
        if old != new:
            changed = {name: value for name, value in new.items() if old.get(name) != value}
            found[channel] = _frames(at, channel, changed | dict.fromkeys(old.keys() - new.keys(), b"null"))
    return found


def _frames(at: int, channel: str, slices: dict[str, bytes]) -> bytes:
    head = b'data: {"c":%b,"s":' % _json(channel)
    frames = [b'%b%b,"v":%b}\n\n' % (head, _json(name), value) for name, value in slices.items()]
    return b"id: %d\n%b" % (at, b"".join(frames)) if frames else b""


def hello(channels: Sequence[str]) -> bytes:
    """What a screen is told first, and again when its channels are others."""
    words = _json({"now": milliseconds(), "channels": channels})
    return b"%bevent: hello\ndata: %b\n\n" % (RETRY, words)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def milliseconds() -> int:
    """The server's clock, which every screen goes by."""
    return int(time.time() * 1000)
