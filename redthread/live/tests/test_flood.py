"""How much one phone, and one address, may ask for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from redthread.core.buckets import MOST_COUNTED, Bucket
from redthread.testing.at_once import at_once


def test_a_burst_goes_through_and_the_next_is_told_how_long_to_wait() -> None:
    bucket = Bucket(3, 30)
    assert [bucket.wait("mona", 0.0) for _ in range(3)] == [0, 0, 0]
    assert bucket.wait("mona", 0.0) == 10
    assert bucket.wait("rita", 0.0) == 0
    assert bucket.wait("mona", 4.0) == 6
    assert bucket.wait("mona", 10.0) == 0
    assert bucket.wait("mona", 10.0) > 0


def test_asking_while_one_must_wait_costs_nothing() -> None:
    bucket = Bucket(1, 10)
    assert bucket.wait("mona", 0.0) == 0
    assert all(bucket.wait("mona", second / 10) > 0 for second in range(1, 99))
    assert bucket.wait("mona", 10.1) == 0


@given(
    amount=st.integers(1, 20),
    seconds=st.integers(1, 60),
    gaps=st.lists(st.floats(0, 5, allow_nan=False), max_size=200),
)
def test_never_more_than_the_burst_and_the_rate_pass(amount: int, seconds: int, gaps: list[float]) -> None:
    bucket, now, passed = Bucket(amount, seconds), 0.0, 0
    for gap in gaps:
        now += gap
        passed += bucket.wait("mona", now) == 0
        assert passed <= amount + now * amount / seconds + 1e-6


def test_it_forgets_those_who_were_here_longest_ago() -> None:
    bucket = Bucket(1, 1000)
    for number in range(MOST_COUNTED + 10):
        bucket.wait(str(number), 0.0)
    assert len(bucket.left) == MOST_COUNTED
    assert bucket.wait(str(MOST_COUNTED + 9), 0.0) > 0
    assert bucket.wait("0", 0.0) == 0


def test_two_at_once_do_not_get_the_same_place() -> None:
    bucket, passed = Bucket(5, 10_000), []
    at_once(*[lambda: passed.append(bucket.wait("mona", 0.0) == 0) for _ in range(12)])
    assert sum(passed) == 5
