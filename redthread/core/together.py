"""Work of many threads at once, done by one of them for all that wait: the disk is waited for once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")


class _Waiting(Generic[Job, Outcome]):
    def __init__(self, job: Job) -> None:
        self.job = job
        self.outcomes: list[Outcome] = []
        self.error: BaseException | None = None
        self.is_done = False


class Together(Generic[Job, Outcome]):
    """Calls of the same moment are gathered: `do` is given several jobs, and answers one outcome a job.

    Nobody is answered before `do` is done with their job. While one thread works, the jobs of the others
    gather for the next. When `do` fails for several, each is tried by itself, so that nobody fails for
    another's sake.
    """

    def __init__(self, do: Callable[[Sequence[Job]], Sequence[Outcome]], *, most: int) -> None:
        self._do, self._most = do, most
        self._waiting: deque[_Waiting[Job, Outcome]] = deque()
        self._turn = Lock()

    def __call__(self, job: Job) -> Outcome:
        """The outcome of this job; raises what `do` raised for it."""
        mine = _Waiting[Job, Outcome](job)
        self._waiting.append(mine)
        with self._turn:
            while not mine.is_done:
                self._carry_out([self._waiting.popleft() for _one in range(self._how_many())])
        if mine.error is not None:
            raise mine.error
        return mine.outcomes[0]

    def _how_many(self) -> int:
        return min(self._most, len(self._waiting))

    def _carry_out(self, some: Sequence[_Waiting[Job, Outcome]]) -> None:
        try:
            outcomes = self._do([one.job for one in some])
            for one, outcome in zip(some, outcomes, strict=True):
                one.outcomes.append(outcome)
        except Exception as error:
            if len(some) > 1:
                for one in some:
                    self._carry_out([one])
                return
            some[0].error = error
        for one in some:
            one.is_done = True
