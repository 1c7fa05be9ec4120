"""What comes in at the same time is stored in one transaction.

A transaction waits for the disk as long for twenty as for one, and SQLite takes one at a time; so while one
is stored, what comes in gathers for the next. Nobody is answered before what they sent is stored, and what is
refused, or fails, takes none of the others with it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from django.db import InterfaceError, OperationalError, connection

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")
logger = logging.getLogger(__name__)


class Together(Generic[Job, Outcome]):
    """`do` is given a lane and jobs of that lane in the order they came, and answers one outcome a job.

    When it fails, nothing may be stored of any, and each is tried by itself; while the database is away, none
    is. `failed` is the outcome of what failed.
    """

    def __init__(self, do: Callable[[str, list[Job]], list[Outcome]], *, most: int, failed: Outcome) -> None:
        self._do, self._most, self._failed = do, most, failed
        self._line: _Line[Job, Outcome] | None = None

    async def take(self, lane: str, job: Job) -> Outcome:
        """The outcome, when it is stored."""
        if self._line is None or self._line.loop is not asyncio.get_running_loop():  # another server in here
            self._line = _Line(self.now, self._most)
        return await self._line.take(lane, job)

    def now(self, lane: str, jobs: list[Job]) -> list[Outcome]:
        """The outcomes, in the thread that asks."""
        try:
            return self._do(lane, jobs)
        except Exception as error:
            connection.close()  # the next takes a new one
            if len(jobs) > 1 and not isinstance(error, OperationalError | InterfaceError):
                return [outcome for job in jobs for outcome in self.now(lane, [job])]
            logger.exception("What phones sent could not be stored")
            return [self._failed] * len(jobs)


class _Line(Generic[Job, Outcome]):
    """Those who wait, in one event loop; one thread works for all of them."""

    def __init__(self, do: Callable[[str, list[Job]], list[Outcome]], most: int) -> None:
        self.loop = asyncio.get_running_loop()
        self.do, self.most = do, most
        self.waiting: dict[str, list[tuple[Job, asyncio.Future[Outcome]]]] = {}  # while a lane is worked at
        self.working: set[asyncio.Task[None]] = set()
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="together")

    async def take(self, lane: str, job: Job) -> Outcome:
        answered: asyncio.Future[Outcome] = self.loop.create_future()
        if lane in self.waiting:
            self.waiting[lane].append((job, answered))
        else:
            self.waiting[lane] = [(job, answered)]
            task = self.loop.create_task(self._do_all(lane))
            self.working.add(task)
            task.add_done_callback(self.working.discard)
        return await answered

    async def _do_all(self, lane: str) -> None:
        while together := self.waiting[lane][: self.most]:
            del self.waiting[lane][: self.most]
            jobs = [job for job, _answered in together]
            outcomes = await self.loop.run_in_executor(self.worker, self.do, lane, jobs)
            for (_job, answered), outcome in zip(together, outcomes, strict=True):
                if not answered.done():  # the phone may have gone
                    answered.set_result(outcome)
        del self.waiting[lane]
        if not self.waiting:
            self.worker.submit(let_go)


def let_go() -> None:
    """Close the connection of the thread that this is called in, or hand it back where they are shared."""
    connection.close()
