"""How the arrows of a path diagram go between its shapes. Pure.

`along` goes from column to column, `down` within one; what goes down the sheet is turned afterwards.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from redthread.pictures.path_columns import Slot, chain_of

STEPS = 24  # points on a curve
NEAREST, PORT = 24.0, 13.0  # how far out the first arc goes; between two arrows at one side of a shape
Point = tuple[float, float]


class Shape(NamedTuple):
    """A variable on the sheet: its middle, and how far it goes in all; round when it is latent."""

    along: float
    down: float
    deep: float
    tall: float
    is_round: bool

    def edge(self, side: int, offset: float) -> Point:
        """Where an arrow meets it, so far from the middle of a side."""
        share = math.sqrt(max(0.0, 1 - (2 * offset / self.tall) ** 2)) if self.is_round else 1.0
        return self.along + side * self.deep / 2 * share, self.down + offset


class Link(NamedTuple):
    """An arrow. `is_bundled` goes with the others of its start; `is_pair` is a covariance."""

    start: str
    end: str
    is_bundled: bool = False
    is_pair: bool = False


class Places(NamedTuple):
    """The shapes, their columns, and where that which passes a column goes: (from, to, down)."""

    shapes: Mapping[str, Shape]
    columns: Mapping[str, int]
    passed: Mapping[Slot, tuple[float, float, float]]

    @property
    def last(self) -> int:
        return max(self.columns.values())


def lanes_of(links: Sequence[Link], columns: Mapping[str, int], down: Mapping[str, float]) -> dict[Link, int]:
    """How far out each arc goes: those within a column, the shortest nearest, none inside its own span."""
    arcs = [link for link in links if is_arc(link, columns, down)]
    arcs.sort(key=lambda one: (abs(down[one.start] - down[one.end]), down[one.start], one))
    lanes: dict[Link, int] = {}
    for arc in arcs:
        taken = {
            lanes[one] for one in lanes if columns[one.start] == columns[arc.start] and _meet(one, arc, down)
        }
        lanes[arc] = next(lane for lane in range(len(arcs)) if lane not in taken)
    return lanes


def is_arc(link: Link, columns: Mapping[str, int], down: Mapping[str, float]) -> bool:
    """Within a column, but not straight down to the next."""
    return columns[link.start] == columns[link.end] and not _is_next(link, columns, down)


def _is_next(link: Link, columns: Mapping[str, int], down: Mapping[str, float]) -> bool:
    low, high = sorted((down[link.start], down[link.end]))
    between = [name for name, at in columns.items() if at == columns[link.start] and low < down[name] < high]
    return not link.is_pair and not between


def _meet(one: Link, other: Link, down: Mapping[str, float]) -> bool:
    spans = [sorted((down[link.start], down[link.end])) for link in (one, other)]
    return spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]


def side_of(column: int, last: int) -> int:
    """Arcs stand outside the first column and the last, and after those between."""
    return -1 if column == 0 else 1


def routes_of(
    links: Sequence[Link], places: Places, lanes: Mapping[Link, int], step: float
) -> list[list[Point]]:
    """The points of each arrow, from the edge of its start to that of its end."""
    ends = _Ends(links, places, lanes)
    return [_route(link, places, lanes, ends, step) for link in links]


def _route(link: Link, places: Places, lanes: Mapping[Link, int], ends: _Ends, step: float) -> list[Point]:
    start, end = (places.shapes[name] for name in (link.start, link.end))
    columns = places.columns
    if link in lanes:
        side = side_of(columns[link.start], places.last)
        return _arc(ends.at(link, link.start), ends.at(link, link.end), side, NEAREST + lanes[link] * step)
    if columns[link.start] == columns[link.end]:
        sign = 1 if end.down > start.down else -1
        return _line(
            (start.along, start.down + sign * start.tall / 2), (end.along, end.down - sign * end.tall / 2)
        )
    if link.is_pair:
        return _bow(start, end)
    return _through([ends.at(link, link.start), *_passed(link, places), ends.at(link, link.end)])


class _Ends:
    """Arrows that meet a shape at the same side stand apart there, in the order of where they come from."""

    def __init__(self, links: Sequence[Link], places: Places, lanes: Mapping[Link, int]) -> None:
        asked: dict[tuple[str, int], list[tuple[float, Link]]] = defaultdict(list)
        self._places, self._sides = places, {}
        for link in links:
            for name, other in ((link.start, link.end), (link.end, link.start)):
                if (side := _side(link, name, other, places, lanes)) is not None:
                    self._sides[link, name] = side
                    asked[name, side].append((_towards(link, name, other, places), link))
        self._offsets: dict[tuple[str, int, Link], float] = {}
        for (name, side), some in asked.items():
            room = min(PORT, (places.shapes[name].tall - 16) / max(1, len(some) - 1))
            for number, (_down, link) in enumerate(sorted(some)):
                self._offsets[name, side, link] = (number - (len(some) - 1) / 2) * room

    def at(self, link: Link, name: str) -> Point:
        side = self._sides[link, name]
        return self._places.shapes[name].edge(side, self._offsets[name, side, link])


def _side(link: Link, name: str, other: str, places: Places, lanes: Mapping[Link, int]) -> int | None:
    columns = places.columns
    if link in lanes:
        return side_of(columns[name], places.last)
    if link.is_pair or columns[name] == columns[other]:
        return None
    return 1 if columns[other] > columns[name] else -1


def _towards(link: Link, name: str, other: str, places: Places) -> float:
    passed = _passed(link, places)
    return (passed[0 if name == link.start else -1] if passed else places.shapes[other].edge(1, 0))[1]


def _passed(link: Link, places: Places) -> list[Point]:
    """Where the arrow enters and leaves each column that it passes; a bundle goes straight."""
    if link.is_bundled or places.columns[link.start] == places.columns[link.end]:
        return []
    is_back = places.columns[link.start] > places.columns[link.end]
    one, other = (link.end, link.start) if is_back else (link.start, link.end)
    chain = chain_of(one, other, places.columns, is_bundled=False)[1:-1]
    found = [point for slot in chain for point in _across(places.passed[slot])]
    return found[::-1] if is_back else found


def _across(passed: tuple[float, float, float]) -> list[Point]:
    start, end, down = passed
    return [(start, down), (end, down)]


def _line(start: Point, end: Point) -> list[Point]:
    return [
        (start[0] + (end[0] - start[0]) * at / STEPS, start[1] + (end[1] - start[1]) * at / STEPS)
        for at in range(STEPS + 1)
    ]


def _arc(start: Point, end: Point, side: int, reach: float) -> list[Point]:
    """Out to `reach` from the outermost end, and back."""
    outer = side * max(side * start[0], side * end[0])
    out = outer + side * reach * 4 / 3
    return _curve(start, (out, start[1]), (out, end[1]), end)


def _bow(start: Shape, end: Shape) -> list[Point]:
    """Between columns a covariance goes above both, so that it is not taken for an arrow between them."""
    one, other = (start.along, start.down - start.tall / 2), (end.along, end.down - end.tall / 2)
    top = min(one[1], other[1]) - 20 - abs(one[0] - other[0]) * 0.08
    return _curve(one, (one[0], top), (other[0], top), other)


def _through(points: Sequence[Point]) -> list[Point]:
    """Straight where nothing is passed, else smooth, and level where a column is passed."""
    if len(points) == 2:
        return _line(*points)
    found = [points[0]]
    for one, other in pairwise(points):
        half = (other[0] - one[0]) / 2
        found += _curve(one, (one[0] + half, one[1]), (other[0] - half, other[1]), other)[1:]
    return found


def _curve(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """Bézier's, of the third degree."""
    found = []
    for number in range(STEPS + 1):
        at = number / STEPS
        weights = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
        points = (start, first, second, end)
        found.append(
            (
                sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
                sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
            )
        )
    return found
