"""Where the figures of a path diagram stand on their arrows, so that none covers another or a shape. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from redthread.pictures.path_routes import Point

TALL, AIR = 18.0, 3.0
SHARES = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8)
CROSSED = 0.25  # a line through a figure is as bad as standing so much of the way from where it should
Box = tuple[float, float, float, float]  # left, top, right, bottom


def labels_of(
    routes: Sequence[Sequence[Point]], wide: Sequence[float], wanted: Sequence[float], shapes: Sequence[Box]
) -> list[Box] | None:
    """A box on each route, as near `wanted` of its length as can be; None when there is no room for all.

    A width of 0 is a route without a figure: its box is empty.
    """
    found: dict[int, Box] = {}
    for number in sorted(range(len(routes)), key=lambda one: (length_of(routes[one]), one)):
        if not wide[number]:
            found[number] = (0.0, 0.0, 0.0, 0.0)
            continue
        others = [route for other, route in enumerate(routes) if other != number]
        taken = [*shapes, *(box for one, box in found.items() if wide[one])]
        best = _best(routes[number], wide[number], wanted[number], taken, others)
        if best is None:
            return None
        found[number] = best
    return [found[number] for number in range(len(routes))]


def _best(
    route: Sequence[Point],
    wide: float,
    wanted: float,
    taken: Sequence[Box],
    others: Sequence[Sequence[Point]],
) -> Box | None:
    best: tuple[float, Box] | None = None
    for share in (wanted, *SHARES):
        across, down = point_at(route, share)
        box = (across - wide / 2, down - TALL / 2, across + wide / 2, down + TALL / 2)
        if any(overlap(box, other) for other in taken):
            continue
        cost = abs(share - wanted) + CROSSED * sum(_goes_through(other, box) for other in others)
        if best is None or cost < best[0] - 1e-9:
            best = (cost, box)
    return best[1] if best else None


def overlap(one: Box, other: Box, air: float = AIR) -> bool:
    return (
        one[0] < other[2] + air
        and other[0] < one[2] + air
        and one[1] < other[3] + air
        and other[1] < one[3] + air
    )


def _goes_through(route: Sequence[Point], box: Box) -> bool:
    left, top, right, bottom = box
    return any(left < across < right and top < down < bottom for across, down in _dense(route))


def _dense(route: Sequence[Point]) -> list[Point]:
    return [
        (one[0] + (other[0] - one[0]) * at / 4, one[1] + (other[1] - one[1]) * at / 4)
        for one, other in pairwise(route)
        for at in range(4)
    ]


def length_of(route: Sequence[Point]) -> float:
    return sum(hypot(other[0] - one[0], other[1] - one[1]) for one, other in pairwise(route))


def point_at(route: Sequence[Point], share: float) -> Point:
    """The point so much of the way along."""
    left = share * length_of(route)
    for one, other in pairwise(route):
        reach = hypot(other[0] - one[0], other[1] - one[1])
        if left <= reach and reach:
            at = left / reach
            return one[0] + (other[0] - one[0]) * at, one[1] + (other[1] - one[1]) * at
        left -= reach
    return route[-1]
