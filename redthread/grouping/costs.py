"""What it costs that two sit together, and what every exchange of two people would change. Pure.

All costs are in one number: a broken must outweighs any repeat meeting, and a repeat any sum of wishes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redthread.grouping.asking import Pair, Rule, Seated

Matrix = NDArray[np.float64]
Counts = NDArray[np.int64]

MUST, REPEAT, AGAIN = 1e9, 1e4, 2e3  # AGAIN: a third meeting is dearer than a second one
ALONE, CROWD = 12.0, 4.0  # nobody from the same environment; one environment fills the table


@dataclass(frozen=True)
class Costs:
    """What the rule says of each two people.

    `pair[i, j]` is what it costs each time i and j share a table, and `counts[i, j]` whether that is a
    meeting to count. `company[i, j]` says that they come from one environment; None when it does not matter.
    """

    pair: Matrix
    counts: Matrix
    company: Matrix | None


def costs_of(people: Sequence[Seated], rule: Rule) -> Costs:
    """The rule as matrices over the people in their order. Pairs with unknown ids are left out."""
    place = {one.id: number for number, one in enumerate(people)}
    pair = np.zeros((len(people), len(people)))
    for trait, weight in rule.spread.items():
        pair += weight * _alike(people, trait)
    for (first, second), wish in rule.nearness.items():
        _add(pair, place, [(first, second)], -wish)
    _add(pair, place, rule.together, -MUST)
    _add(pair, place, rule.apart, MUST)
    company = _alike(people, rule.company) if rule.company else None
    counts = 1 - np.eye(len(people))
    if company is not None:
        counts *= 1 - company
    for first, second in rule.together:
        if first in place and second in place:
            counts[place[first], place[second]] = counts[place[second], place[first]] = 0
    return Costs(pair, counts, company)


def _alike(people: Sequence[Seated], trait: str) -> Matrix:
    """1 where two different people have the same value, which is not blank."""
    values = [one.traits.get(trait, "") for one in people]
    number = {value: place for place, value in enumerate(sorted(set(values)), start=1)}
    of = np.array([number[value] if value else -place for place, value in enumerate(values)])
    alike: Matrix = (of[:, None] == of[None, :]).astype(float)
    np.fill_diagonal(alike, 0)
    return alike


def _add(pair: Matrix, place: Mapping[str, int], pairs: Iterable[Pair], cost: float) -> None:
    for first, second in pairs:
        if first in place and second in place and first != second:
            i, j = place[first], place[second]
            pair[i, j] += cost
            pair[j, i] += cost


def met_before(people: Sequence[Seated], history: Mapping[Pair, int]) -> Counts:
    """How often each two have met, as a matrix. Pairs with somebody who is not here are left out."""
    place = {one.id: number for number, one in enumerate(people)}
    met = np.zeros((len(people), len(people)), dtype=np.int64)
    for (first, second), times in history.items():
        if first in place and second in place and first != second:
            met[place[first], place[second]] += times
            met[place[second], place[first]] += times
    return met


def next_meeting(met: Counts) -> Matrix:
    """What one meeting more costs two who have met so often."""
    return np.where(met > 0, REPEAT + AGAIN * np.minimum(met - 1, 4), 0.0)


def company_cost(pairs: Matrix, size: Matrix) -> Matrix:
    """What a table with so many pairs from one environment costs; one pair to each two people is enough."""
    most = size // 2
    return np.where(pairs < 1, ALONE, 0.0) + CROWD * np.maximum(0, pairs - most)
