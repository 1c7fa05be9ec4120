"""Commands on their way in: those that wait for the same session are stored in one transaction.

A transaction waits for the disk as long for twenty commands as for one, and SQLite takes one at a time; so
while one is stored, what comes in gathers for the next. Nobody is answered before the transaction is stored,
and a command that is refused, or that fails, takes none of the others with it.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone, translation

from redthread.live.broadcast import let_go
from redthread.live.changes import tell_neighbours
from redthread.live.door import hold_seats
from redthread.live.models import Participant
from redthread.live.receiving import Answered, answer_to

MOST_TOGETHER = 25
FAILED: Answered = (500, {})
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Command:
    """What a phone sent, the key of its seat, and the language of whoever holds it."""

    key: str
    content: bytes
    language: str


Waiting = tuple[Command, "asyncio.Future[Answered]"]


class Intake:
    """Of one event loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.waiting: dict[str, list[Waiting]] = {}  # by session, while something of it is stored
        self.storing: set[asyncio.Task[None]] = set()
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="intake")

    async def take(self, pk: str, command: Command) -> Answered:
        """The answer, when what it says is stored."""
        answered: asyncio.Future[Answered] = self.loop.create_future()
        if pk in self.waiting:
            self.waiting[pk].append((command, answered))
        else:
            self.waiting[pk] = [(command, answered)]
            task = self.loop.create_task(self._store_all(pk))
            self.storing.add(task)
            task.add_done_callback(self.storing.discard)
        return await answered

    async def _store_all(self, pk: str) -> None:
        while together := self.waiting[pk][:MOST_TOGETHER]:
            del self.waiting[pk][:MOST_TOGETHER]
            commands = [command for command, _answered in together]
            answers = await self.loop.run_in_executor(self.worker, store, pk, commands)
            for (_command, answered), answer in zip(together, answers, strict=True):
                if not answered.done():  # the phone may have gone
                    answered.set_result(answer)
        del self.waiting[pk]
        if not self.waiting:
            self.worker.submit(let_go)


def store(pk: str, commands: list[Command]) -> list[Answered]:
    """Carry out commands to one session in the order they came, and store them together.

    When one of them fails, nothing is stored of any, and each is tried by itself; while the database is away,
    none is.
    """
    try:
        with transaction.atomic():
            seated = hold_seats(pk, {command.key for command in commands})
            answers = [_carry_out(seated.get(command.key), command) for command in commands]
            for one in seated.values():
                tell_neighbours(one.session_id)
                break  # they all sit in the same
            return answers
    except Exception as error:
        connection.close()  # the next takes a new one
        if len(commands) > 1 and not isinstance(error, OperationalError | InterfaceError):
            return [answer for command in commands for answer in store(pk, [command])]
        logger.exception("What phones sent could not be stored")
        return [FAILED] * len(commands)


def _carry_out(participant: Participant | None, command: Command) -> Answered:
    with translation.override(command.language):
        return answer_to(participant, command.content, timezone.now())
