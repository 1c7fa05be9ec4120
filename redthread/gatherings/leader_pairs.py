"""Who might lead an item together: a leader and a union representative, from different places. Pure.

Sessions were led by pairs of a leader and a union representative, also from different municipalities
(002 L649-655). Those who have led the fewest items come first, so that it goes round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Candidate(NamedTuple):
    key: int
    place: int | None  # the organisation that the person represents
    is_leader: bool
    is_union: bool


def suggest_pair(people: Sequence[Candidate], led: Mapping[int, int]) -> tuple[int, int] | None:
    """The keys of a leader and a union representative; None when the network does not have both.

    Two from different places go before two from the same, and those who have led least before the others;
    among equals the order of `people` decides.
    """
    pairs = list(_pairs(people))
    if not pairs:
        return None
    best = min(pairs, key=lambda pair: (_same_place(*pair), sum(led.get(one.key, 0) for one in pair)))
    return best[0].key, best[1].key


def _pairs(people: Sequence[Candidate]) -> Iterable[tuple[Candidate, Candidate]]:
    for leader in people:
        for union in people:
            if leader.is_leader and union.is_union and leader.key != union.key:
                yield leader, union


def _same_place(one: Candidate, other: Candidate) -> bool:
    return one.place is not None and one.place == other.place
