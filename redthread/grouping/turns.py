"""Whose turn it is: the one who has waited longest. One turn at a time, or a whole year at once. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from redthread.grouping.assigning import cheapest_columns

T = TypeVar("T")
S = TypeVar("S")

CANNOT, CAN, WOULD_LIKE = -1, 0, 1


def fair_turn(order: Sequence[T], last_time: Mapping[T, datetime]) -> T | None:
    """Whose turn it is. Those who never had one come first, then the one whose turn is longest ago.

    `order` is the agreed turn and settles the rest. So nobody loses a turn when two swap.

    >>> fair_turn(["Åsen", "Brekka"], {}), fair_turn([], {})
    ('Åsen', None)
    """
    return next(iter(by_wait(order, last_time)), None)


def by_wait(order: Sequence[T], last_time: Mapping[T, datetime]) -> list[T]:
    """Everybody, the one whose turn it is first."""
    waiting = [one for one in order if one not in last_time]
    had = [one for one in order if one in last_time]
    return waiting + sorted(had, key=lambda one: last_time[one])


def share_turns(
    order: Sequence[T],
    last_time: Mapping[T, datetime],
    slots: Sequence[S],
    *,
    suits: Callable[[T, S], int],
) -> list[T | None]:
    """Who takes each slot, fair over all the slots together; None where nobody can.

    `suits` answers CANNOT, CAN or WOULD_LIKE. In this order: nobody is given a slot they cannot take;
    as many slots as possible are taken; turns are as even as they can be (counts differ by at most one
    wherever that is possible); an extra turn goes to whoever has waited longest; as many as possible get a
    slot they would like; and the longest wait comes first in time. The same input always gives the same
    answer.

    >>> share_turns(["Åsen", "Brekka"], {}, [9, 1], suits=lambda one, slot: -(one == "Åsen" and slot == 9))
    ['Brekka', 'Åsen']
    """
    turn = by_wait(order, last_time)
    if not turn or not slots:
        return [None] * len(slots)
    # A column is one turn of one person: the first turns of everybody, then the second ones, and so on.
    turns = range(len(turn) * len(slots))
    weigh = _weights(len(turn), len(slots))
    costs = [
        [
            *(weigh(suits(turn[column % len(turn)], slot), column, place) for column in turns),
            *(weigh.nobody for _slot in slots),  # nobody takes it
        ]
        for place, slot in enumerate(slots)
    ]
    return [turn[column % len(turn)] if column < len(turns) else None for column in cheapest_columns(costs)]


class _weights:  # noqa: N801 (is called like a function)
    """The cost of one turn as one whole number, whose digits are the wishes in their order."""

    def __init__(self, people: int, slots: int) -> None:
        self.people = people
        columns = people * slots
        self.like = slots * columns**2 + 1  # more than all the order can cost together
        self.who = self.like * (slots + 1)
        self.even = self.who * (slots * columns + 1)
        self.nobody = self.even * (slots**3 + 1)
        self.never = self.nobody * (slots + 1)

    def __call__(self, suits: int, column: int, place: int) -> int:
        if suits < CAN:
            return self.never
        nth = column // self.people  # rises with each turn, so the sum is least when turns are even
        return (
            nth * self.even + column * self.who + (self.like if suits == CAN else 0) + (column - place) ** 2
        )
