"""One open stream: a phone, a leader's screen or the wall, as the broadcaster holds it."""

from __future__ import annotations

import asyncio

from redthread.core.asgi import Message, Send, body
from redthread.live.drawing import GOODBYE, Drawing, hello
from redthread.live.entrance import Reader

Shared = dict[tuple[str, ...], Message]


class Screen:
    """Keeps nothing that waits to be sent. One that cannot take more is passed over, and is sent the newest
    state whole when it can."""

    __slots__ = ("asked_at", "catching_up", "channels", "has_ended", "newest", "reader", "send")

    def __init__(self, reader: Reader, send: Send, now: float) -> None:
        self.reader = reader
        self.send = send
        self.asked_at = now  # when the door was asked, by the loop's clock
        self.channels: tuple[str, ...] | None = None  # None until it has been told
        self.newest: Drawing | None = None
        self.catching_up: asyncio.Task[None] | None = None
        self.has_ended = False

    def show(self, drawing: Drawing, shared: Shared) -> None:
        """Send what is new to this screen in the drawing; `shared` holds what others were sent of it."""
        self.newest = drawing
        if self.catching_up is not None:
            return
        channels = self._channels_in(drawing)
        if channels is None:
            self.end(b"")
        elif channels != self.channels:
            self.channels = channels
            self._push(body(hello(channels) + drawing.whole(channels)))
        elif with_news := tuple(one for one in channels if one in drawing.news):
            if with_news not in shared:
                shared[with_news] = body(b"".join(drawing.news[one] for one in with_news))
            self._push(shared[with_news])

    def _channels_in(self, drawing: Drawing) -> tuple[str, ...] | None:
        """What it may read; None for a phone whose key is no longer that of its seat."""
        if not self.reader.participant:
            return self.reader.channels
        seat = drawing.seats.get(self.reader.participant)
        return seat.channels if seat and seat.key_hash == self.reader.key_hash else None

    def is_in(self, drawing: Drawing) -> bool:
        """Whether it had come in when that was drawn."""
        return self._channels_in(drawing) is not None

    def beat(self, message: Message) -> None:
        if self.catching_up is None:
            self._push(message)

    def end(self, last_words: bytes = GOODBYE) -> None:
        """The server closes the stream; the screen may ask for another."""
        if not self.has_ended:
            self.has_ended = True
            self._step(body(last_words, is_last=True))

    def _push(self, message: Message) -> None:
        if not self.has_ended and not self._step(message):
            self.catching_up = asyncio.get_running_loop().create_task(self._catch_up())

    def _step(self, message: Message) -> bool:
        """Send at once or not at all; says which.

        A task for each of five thousand screens would cost more than what they are sent. The server's `send`
        either writes, or waits for room before it has written anything, so that it can be given up there.
        """
        step = self.send(message)
        try:
            step.send(None)
        except StopIteration:
            return True
        step.close()
        return False

    async def _catch_up(self) -> None:
        await self.send(body(b""))  # comes back when there is room
        self.catching_up, self.channels = None, None
        if self.newest is not None:
            self.show(self.newest, {})
