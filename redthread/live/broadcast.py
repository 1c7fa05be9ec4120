"""The broadcaster: draws each session that somebody watches when it has changed, and sends what is new.

There is one in each process, in the server's event loop. Drawings are made one at a time in a thread of their
own; while one is sent no other is made, for a thread that calculates holds up the loop that sends.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

from redthread.core.asgi import body
from redthread.core.together import let_go
from redthread.live import changes, neighbours
from redthread.live.drawing import HEARTBEAT, Drawing, draw
from redthread.live.entrance import is_still_admitted
from redthread.live.screens import Screen, Shared

T = TypeVar("T")
HEARTBEAT_EVERY = 15.0  # seconds; a proxy cuts what has been silent for thirty or sixty
ASK_AGAIN_AFTER = 600.0  # whether a leader may still lead
REST = 4.0  # times what the drawing took
LONGEST_REST = 0.8
AT_A_TIME = 250  # screens, before other requests have their turn
logger = logging.getLogger(__name__)


class Hall:
    """One session and the screens that watch it."""

    def __init__(self, key: int) -> None:
        self.key = key
        self.screens: set[Screen] = set()
        self.drawing: Drawing | None = None
        self.changed = asyncio.Event()
        self.task: asyncio.Task[None] | None = None


class Broadcaster:
    """Every method but `tell` is called in the event loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.halls: dict[int, Hall] = {}
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="live")
        self.turn = asyncio.Lock()  # first come, first drawn
        self.busy = 0  # halls that are drawn, or rest after it
        self.is_ending = False
        self.beside: list[asyncio.Task[None]] = []  # what runs while there are screens

    async def ask(self, question: Callable[[], T]) -> T:
        """The answer to something that asks the database, from the thread that draws."""
        try:
            return await self.loop.run_in_executor(self.worker, _in_database, question)
        finally:
            if not self.halls:  # nobody may come, for whoever asked may be refused
                self.worker.submit(let_go)

    def tell(self, key: int) -> None:
        """A session has changed. From any thread."""
        try:
            self.loop.call_soon_threadsafe(self.mark, key)
        except RuntimeError:  # the loop has ended
            changes.stop_listening(self.tell)

    def mark(self, key: int) -> None:
        if key in self.halls:
            self.halls[key].changed.set()

    def mark_all(self) -> None:
        for hall in self.halls.values():
            hall.changed.set()

    def add(self, screen: Screen) -> None:
        """From now on the screen is sent what it may see, at once if that has been drawn."""
        if self.is_ending:
            screen.end()
            return
        if not self.halls:
            self._open()
        hall = self.halls.get(screen.reader.session)
        if hall is None:
            hall = self.halls[screen.reader.session] = Hall(screen.reader.session)
            hall.task = self.loop.create_task(self._keep(hall))
        hall.screens.add(screen)
        if hall.drawing is not None and screen.is_in(hall.drawing):
            screen.show(hall.drawing, {})
        else:
            hall.changed.set()

    def remove(self, screen: Screen) -> None:
        hall = self.halls.get(screen.reader.session)
        if hall is None or screen not in hall.screens:
            return
        hall.screens.remove(screen)
        if not hall.screens and hall.task:
            hall.task.cancel()
            del self.halls[hall.key]
            if not self.halls:
                self._close()

    def end(self) -> None:
        """Every stream ends, and who comes from now on is asked to come again soon."""
        self.is_ending = True
        for screen in [screen for hall in self.halls.values() for screen in hall.screens]:
            screen.end()

    def _open(self) -> None:
        changes.listen(self.tell)
        self.beside = [self.loop.create_task(self._beat())]
        if connection.vendor == "postgresql":
            self.beside.append(self.loop.create_task(neighbours.listen(self.mark, self.mark_all)))

    def _close(self) -> None:
        changes.stop_listening(self.tell)
        for task in self.beside:
            task.cancel()
        self.worker.submit(let_go)

    async def _keep(self, hall: Hall) -> None:
        """Draw and send for as long as somebody watches."""
        while True:
            await hall.changed.wait()
            self.busy += 1
            try:
                async with self.turn:
                    hall.changed.clear()  # what changes from here on is seen by the next drawing
                    started = self.loop.time()
                    await self._draw(hall)
                    took = self.loop.time() - started
                await asyncio.sleep(min(LONGEST_REST, REST * took * self.busy))
            finally:
                self.busy -= 1

    async def _draw(self, hall: Hall) -> None:
        before = hall.drawing
        try:
            drawing = await self.ask(lambda: draw(hall.key, before))
        except Exception:
            logger.exception("A session in the room could not be drawn")
            hall.changed.set()
            return
        if drawing is None:
            for screen in tuple(hall.screens):
                screen.end(b"")
            return
        hall.drawing = drawing
        shared: Shared = {}
        for number, screen in enumerate(tuple(hall.screens), start=1):
            screen.show(drawing, shared)
            if number % AT_A_TIME == 0:
                await asyncio.sleep(0)

    async def _beat(self) -> None:
        """Keep the ways open, and ask again for those who lead."""
        message = body(HEARTBEAT)
        while True:
            await asyncio.sleep(HEARTBEAT_EVERY)
            screens = [screen for hall in self.halls.values() for screen in hall.screens]
            for number, screen in enumerate(screens, start=1):
                screen.beat(message)
                await self._ask_again(screen)
                if number % AT_A_TIME == 0:
                    await asyncio.sleep(0)

    async def _ask_again(self, screen: Screen) -> None:
        if screen.reader.ticket and self.loop.time() - screen.asked_at >= ASK_AGAIN_AFTER:
            screen.asked_at = self.loop.time()
            if not await self.ask(lambda: is_still_admitted(screen.reader)):
                screen.end(b"")


def _in_database(question: Callable[[], T]) -> T:
    """The thread keeps its connection; after a fault it takes a new one."""
    try:
        return question()
    except Exception:
        connection.close()
        raise
