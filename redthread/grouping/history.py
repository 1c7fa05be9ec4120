"""How often two have met before, read from earlier rounds. Pure."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from redthread.grouping.asking import Pair


class HistoryError(ValueError):
    """What is wrong in earlier rounds, with its place."""


def meetings(rounds: Iterable[Iterable[Sequence[str]]]) -> Counter[Pair]:
    """How often each two shared a table, with each pair in one order.

    >>> meetings([[["b", "a"], ["c"]], [["a", "b", "c"]]])[("a", "b")]
    2
    """
    met: Counter[Pair] = Counter()
    for one in rounds:
        for table in one:
            met.update(itertools.combinations(sorted(table), 2))
    return met


def read_history(said: Any) -> Counter[Pair]:
    """The meetings in what an earlier composition wrote: an object with `rounds`, or the rounds alone.

    Raises HistoryError with round and group for anything else, and for somebody who is twice in one round.
    """
    rounds = said.get("rounds") if isinstance(said, dict) else said
    if not isinstance(rounds, list):
        raise HistoryError('there is no "rounds" with lists of groups')
    return meetings([_round(one, number) for number, one in enumerate(rounds, start=1)])


def _round(said: Any, number: int) -> list[list[str]]:
    if not isinstance(said, list):
        raise HistoryError(f"round {number} is not a list of groups")
    seen: set[str] = set()
    return [_group(group, number, place, seen) for place, group in enumerate(said, start=1)]


def _group(said: Any, number: int, place: int, seen: set[str]) -> list[str]:
    where = f"round {number}, group {place}"
    if not isinstance(said, list) or not all(isinstance(one, str | int) for one in said):
        raise HistoryError(f"{where} is not a list of ids")
    ids = [str(one) for one in said]
    for one in ids:
        if one in seen:
            raise HistoryError(f"{where}: {one!r} is twice in this round, and nobody meets oneself")
        seen.add(one)
    return ids
