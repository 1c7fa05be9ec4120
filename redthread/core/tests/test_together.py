"""Many at once with one kind of work."""

from __future__ import annotations

import asyncio
import threading

from django.db import OperationalError

from redthread.core.together import Together


def asked(together: Together[int, float | None], *jobs: int) -> list[float | None]:
    """What each is answered, when all ask in the same moment."""

    async def all_of_them() -> list[float | None]:
        return list(await asyncio.gather(*(together.take("", job) for job in jobs)))

    return asyncio.run(all_of_them())


def test_each_gets_the_outcome_of_its_own_job_and_those_who_wait_go_together() -> None:
    sizes = []

    def double(_lane: str, jobs: list[int]) -> list[float | None]:
        sizes.append(len(jobs))
        return [2 * job for job in jobs]

    together = Together(double, most=4, failed=None)
    assert asked(together, *range(10)) == [2 * number for number in range(10)]
    assert sizes == [4, 4, 2]
    assert asked(together, 7) == [14]  # also in another loop


def test_one_that_fails_takes_none_of_the_others_with_it() -> None:
    def inverse(_lane: str, jobs: list[int]) -> list[float | None]:
        return [1 / job for job in jobs]

    assert asked(Together(inverse, most=50, failed=None), 0, 1, 2, 4) == [None, 1, 0.5, 0.25]


def test_while_the_database_is_away_nobody_is_tried_alone() -> None:
    tries = []

    def away(_lane: str, jobs: list[int]) -> list[float | None]:
        tries.append(len(jobs))
        raise OperationalError

    assert asked(Together(away, most=50, failed=None), 1, 2, 3) == [None, None, None]
    assert tries == [3]


def test_lanes_do_not_wait_for_each_others_line() -> None:
    lanes = []

    def note(lane: str, jobs: list[int]) -> list[float | None]:
        lanes.append((lane, threading.current_thread().name.startswith("together")))
        return [None] * len(jobs)

    together = Together(note, most=1, failed=None)

    async def both() -> None:
        await asyncio.gather(*(together.take(lane, 1) for lane in ("a", "a", "b")))

    asyncio.run(both())
    assert lanes == [("a", True), ("b", True), ("a", True)]
