"""How far down each slot of a path diagram stands: near what it is linked with, on no other. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redthread.pictures.path_columns import Columns, Slot

ROUNDS = 200
STRAIGHT = 4.0  # how much more an arrow is held in line between two columns that it passes


def places_of(columns: Columns, tall: Mapping[Slot, float], gaps: Sequence[float]) -> dict[Slot, float]:
    """The middle of each slot; the highest edge is at 0. `gaps` are those between two slots, by column."""
    down = {}
    for column, gap in zip(columns.slots, gaps, strict=True):
        at = -sum(tall[slot] + gap for slot in column) / 2
        for slot in column:
            down[slot] = at + (tall[slot] + gap) / 2
            at += tall[slot] + gap
    linked: dict[Slot, list[tuple[Slot, float]]] = {slot: [] for slot in down}
    for one, other in columns.links:
        weight = _weight(one, other, columns)
        linked[one].append((other, weight))
        linked[other].append((one, weight))
    for number in range(ROUNDS):
        for place in range(len(gaps))[:: -1 if number % 2 == 0 else 1]:
            column = columns.slots[place]
            wanted = [_middle(slot, linked[slot], down) for slot in column]
            down |= dict(
                zip(column, _apart(wanted, [tall[slot] for slot in column], gaps[place]), strict=True)
            )
    top = min(down[slot] - tall[slot] / 2 for slot in down)
    return {slot: at - top for slot, at in down.items()}


def _weight(one: Slot, other: Slot, columns: Columns) -> float:
    """A bundle weighs as much as what it leads to."""
    if not other.end:
        return float(
            sum(
                link[0].start == other.start and not link[0].end and bool(link[1].end)
                for link in columns.links
            )
        )
    return STRAIGHT if one.start != one.end and other.start != other.end else 1.0


def _middle(slot: Slot, linked: Sequence[tuple[Slot, float]], down: Mapping[Slot, float]) -> float:
    if not linked:
        return down[slot]
    return sum(down[other] * weight for other, weight in linked) / sum(weight for _other, weight in linked)


def _apart(wanted: Sequence[float], tall: Sequence[float], gap: float) -> list[float]:
    """As near to where each would be as the order and the heights let them: pools that share their distance.

    >>> _apart([0, 0], [10, 10], 2)
    [-6.0, 6.0]
    """
    offsets, at = [], 0.0
    for before, height in zip([0.0, *tall], tall, strict=False):
        at += (before + height) / 2 + gap if before else 0.0
        offsets.append(at)
    pools: list[list[float]] = []
    for place, offset in zip(wanted, offsets, strict=True):
        pools.append([place - offset])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    level = [_mean(pool) for pool in pools for _one in pool]
    return [one + offset for one, offset in zip(level, offsets, strict=True)]


def _mean(pool: Sequence[float]) -> float:
    return sum(pool) / len(pool)
