"""How few repeat meetings there can be, and how well wishes can be met, by counting. Pure.

A bound is a promise that nobody can do better; it may be lower than what is possible.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from redthread.grouping.asking import Rule, Seated
from redthread.grouping.costs import MUST, Counts, Matrix


def fewest_repeats(sizes: Sequence[int], rounds: int, met: Counts, counts: Matrix) -> int:
    """The greatest of three bounds on the meetings, in these rounds, of two who have met already."""
    return max(
        _by_pairs(sizes, rounds, met, counts),
        _by_person(sizes, rounds, met, counts),
        _by_rounds(sizes, rounds, counts),
    )


def _by_pairs(sizes: Sequence[int], rounds: int, met: Counts, counts: Matrix) -> int:
    """There are only so many pairs who have not met."""
    meetings = rounds * sum(size * (size - 1) // 2 for size in sizes)
    new, free = _new_and_free(met, counts)
    return max(0, meetings - int(new.sum() + rounds * free.sum()) // 2)


def _by_person(sizes: Sequence[int], rounds: int, met: Counts, counts: Matrix) -> int:
    """Nobody sits with fewer than the smallest table has, and has only so many left to meet."""
    if not sizes:
        return 0
    new, free = _new_and_free(met, counts)
    again = np.maximum(0, rounds * (min(sizes) - 1) - new - rounds * free)
    return math.ceil(float(again.sum()) / 2)


def _new_and_free(met: Counts, counts: Matrix) -> tuple[Counts, Counts]:
    """For each person: how many they have not met, and how many whom it does not count to meet."""
    counted = counts > 0
    new = (counted & (met == 0)).sum(axis=1)
    free = (~counted).sum(axis=1) - 1  # less the person
    return new, free


def _by_rounds(sizes: Sequence[int], rounds: int, counts: Matrix) -> int:
    """With larger tables than there are tables, two rounds always have some who sit together in both.

    The people of one table are spread at best evenly over the tables of another round. A pair that meets
    c times is shared by c(c − 1)/2 pairs of rounds, which is at most c − 1 times half the rounds.
    """
    if rounds < 2 or (counts + np.eye(len(counts)) == 0).any():
        return 0
    return (rounds - 1) * sum(_fewest_together(size, len(sizes)) for size in sizes)


def _fewest_together(people: int, tables: int) -> int:
    """Pairs who share a table when so many are spread as evenly as can be."""
    least, over = divmod(people, tables)
    return over * (least + 1) * least // 2 + (tables - over) * least * (least - 1) // 2


def least_wishes(people: Sequence[Seated], rule: Rule, tables: int) -> float:
    """What the wishes of the rule cost in one round at the least: traits spread evenly, and all else met."""
    least = -sum(max(0.0, wish) for wish in rule.nearness.values()) - MUST * len(rule.together)
    for trait, weight in rule.spread.items():
        values = Counter(value for one in people if (value := one.traits.get(trait, "")))
        together = sum(_fewest_together(count, tables) for count in values.values())
        least += weight * together if weight >= 0 else weight * len(people) ** 2
    return least
