"""The drawn tree of one family, and the drawn spread of ideas between schools over time. Pure.

The tree is a row for each try-out, with a piece of the drawing beside its words, so that it can be read on a
phone. The spread has a lane for each school and runs from left to right; curves stretch with the page while
dots and words keep their size, so positions across are in per cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from redthread.betweenwork.lineage import Branch, Node

STEP, NARROW = 26, 130  # between generations, and the widest the drawing may become beside the words
LANE, TOP, BOTTOM = 52, 12, 40  # heights in pixels
EDGE = 3.0  # room at both ends, in per cent


class TreeRow(NamedTuple):
    """One try-out, and what is drawn beside it: `lines` stretch with the height of the row."""

    branch: Branch
    width: int
    dot: int  # across
    lines: str


def draw_tree(branches: Sequence[Branch]) -> list[TreeRow]:
    deepest = max((branch.depth for branch in branches), default=0)
    step = min(STEP, NARROW // max(deepest, 1))
    width = step * deepest + 24
    return [TreeRow(one, width, _across(one.depth, step), _lines(one, step)) for one in branches]


def _across(depth: int, step: int) -> int:
    return depth * step + 12


def _lines(branch: Branch, step: int) -> str:
    """In a box 100 high: those that pass by, the one that comes in from above, the one that goes on."""
    # A lane of generation g is drawn beneath its parent, which stands at depth g.
    paths = [f"M{_across(g, step)} 0V100" for g, goes_on in enumerate(branch.lanes) if goes_on]
    here = _across(branch.depth, step)
    if branch.depth:
        parent = _across(branch.depth - 1, step)
        paths.append(f"M{parent} 0C{parent} 30 {here} 14 {here} 50")
        if not branch.is_last:
            paths.append(f"M{parent} 0V100")
    if branch.has_more:
        paths.append(f"M{here} 50V100")
    return "".join(paths)


class Dot(NamedTuple):
    """A school's place in the drawing of one try-out. `is_joined` when it came along on another's."""

    node: Node
    x: float
    y: int
    school: int
    is_joined: bool


class Tick(NamedTuple):
    x: str  # with a point, whatever language the page is in
    first: date
    is_year: bool


class Spread(NamedTuple):
    height: int
    lanes: list[tuple[int, int]]  # school and height of its lane
    ticks: list[Tick]
    curves: str  # who was inspired by whom, in a box 1000 wide
    ties: str  # who does it together
    dots: list[Dot]


def draw_spread(nodes: Sequence[Node], schools: Sequence[int]) -> Spread | None:
    """All try-outs, with the schools' lanes in the order given; None when there is nothing to draw."""
    if not nodes:
        return None
    days = [taker.since for node in nodes for taker in node.takers]
    first, last = min(days), max(days)
    span = max((last - first).days, 30)
    lane = {school: TOP + LANE * number + LANE // 2 for number, school in enumerate(schools)}

    def x_of(day: date) -> float:
        return round(EDGE + (100 - 2 * EDGE) * (day - first).days / span, 2)

    dots = [
        Dot(node, x_of(taker.since), lane[taker.school], taker.school, place > 0)
        for node in sorted(nodes, key=lambda one: (one.begins, one.title, one.key))
        for place, taker in enumerate(node.takers)
    ]
    at = {dot.node.key: dot for dot in dots if not dot.is_joined}
    curves = [_curve(at[one.node.source], one) for one in at.values() if one.node.source in at]
    ties = [_curve(at[dot.node.key], dot) for dot in dots if dot.is_joined]
    ticks = [
        Tick(f"{x_of(day):.2f}", day, day.month == 8) for day in _months(first, first + timedelta(days=span))
    ]
    height = TOP + LANE * len(schools) + BOTTOM
    return Spread(height, list(lane.items()), ticks, "".join(curves), "".join(ties), dots)


def _curve(one: Dot, other: Dot) -> str:
    a, b = round(one.x * 10, 1), round(other.x * 10, 1)
    if one.y == other.y:
        rise = one.y - LANE * 0.42
        return f"M{a} {one.y}C{a} {rise:.0f} {b} {rise:.0f} {b} {other.y}"
    bend = round((a + b) / 2, 1)
    return f"M{a} {one.y}C{bend} {one.y} {bend} {other.y} {b} {other.y}"


def _months(first: date, last: date) -> Iterable[date]:
    """The first of some months, so few that their names have room: never more than about eight."""
    every = max(1, round((last - first).days / 30 / 6))
    every = next(size for size in (1, 2, 3, 4, 6, 12, 24, 48, 96, 192) if size >= every)
    year, month = first.year, first.month
    number = year * 12 + month  # the month after the first, counted from year 0
    while True:
        day = date(number // 12, number % 12 + 1, 1)
        if day > last:
            return
        if (number % 12 + 1 - 8) % min(every, 12) == 0 and (every <= 12 or number // 12 % (every // 12) == 0):
            yield day
        number += 1
