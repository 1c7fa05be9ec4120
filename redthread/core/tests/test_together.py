"""Many threads with one kind of work."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from redthread.core.together import Together


def test_each_gets_the_outcome_of_its_own_job_and_those_who_wait_go_together() -> None:
    begun, go_on, sizes = threading.Event(), threading.Event(), []

    def double(jobs: Sequence[int]) -> list[int]:
        sizes.append(len(jobs))
        begun.set()
        go_on.wait(10)
        return [2 * job for job in jobs]

    together = Together(double, most=4)
    with ThreadPoolExecutor(10) as pool:
        first = pool.submit(together, 0)
        begun.wait(10)
        others = [pool.submit(together, number) for number in range(1, 10)]
        while len(together._waiting) < 9:
            threading.Event().wait(0.01)
        go_on.set()
        assert [first.result(), *(one.result() for one in others)] == [2 * number for number in range(10)]
    assert sizes == [1, 4, 4, 1]


def test_one_that_fails_takes_none_of_the_others_with_it() -> None:
    def inverse(jobs: Sequence[int]) -> list[float]:
        return [1 / job for job in jobs]

    together = Together(inverse, most=50)
    with ThreadPoolExecutor(8) as pool:
        asked = {number: pool.submit(together, number) for number in (0, 1, 2, 4)}
        with pytest.raises(ZeroDivisionError):
            asked[0].result()
        assert [asked[number].result() for number in (1, 2, 4)] == [1, 0.5, 0.25]
