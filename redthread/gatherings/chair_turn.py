"""Whose turn it is: the one who has waited longest. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

T = TypeVar("T")


def fair_turn(order: Sequence[T], last_time: Mapping[T, datetime]) -> T | None:
    """Whose turn it is. Those who never had one come first, then the one whose turn is longest ago.

    `order` is the agreed turn and settles the rest. So nobody loses a turn when two swap.

    >>> fair_turn(["Åsen", "Brekka"], {}), fair_turn([], {})
    ('Åsen', None)
    """
    waiting = [one for one in order if one not in last_time]
    if waiting:
        return waiting[0]
    return min(order, key=lambda one: last_time[one], default=None)
