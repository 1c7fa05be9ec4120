"""Where everything in a path diagram stands on a sheet of a given width. Pure, and the same each time.

Causes stand before what they lead to. What only measures a factor stands in the last column, beside it. On a
phone the columns go down the sheet, or the factors stand in one column, with arcs between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from redthread.pictures.lettering import SMALL, width_of
from redthread.pictures.path_columns import Slot, columns_of, ranks_of
from redthread.pictures.path_graph import Graph, lines_in, sizes_of
from redthread.pictures.path_labels import AIR, Box, labels_of, overlap
from redthread.pictures.path_places import places_of
from redthread.pictures.path_routes import (
    NEAREST,
    Link,
    Places,
    Point,
    Shape,
    lanes_of,
    routes_of,
    side_of,
)
from redthread.pictures.picture import NARROW

BESIDE, BETWEEN, FURTHEST = 26.0, 54.0, 170.0  # room for a figure outside an arc; between columns
WIDTHS, SPREADS, STEPS = (136, 112, 92, 76), (1.0, 1.4, 1.9), (26.0, 17.0)
PASSING, PASSING_DOWN = 26.0, 40.0  # room for an arrow with its figure, across and down the sheet


class Layout(NamedTuple):
    """`boxes` and `lines` of each variable; `routes` and `labels` of each link, in their order."""

    height: float
    boxes: Mapping[str, Box]
    lines: Mapping[str, list[str]]
    routes: list[list[Point]]
    labels: list[Box]


class Way(NamedTuple):
    """One way to try. `is_down`: columns go down the sheet; `is_one`: all but indicators in one column."""

    width: int
    is_down: bool
    is_one: bool
    widest: int
    spread: float
    step: float


def laid_out(graph: Graph, width: int) -> Layout | None:
    """The first way in which nothing covers anything; None when there is none."""
    return next((found for way in _ways(graph, width) if (found := _tried(graph, way))), None)


def _ways(graph: Graph, width: int) -> Iterator[Way]:
    is_narrow = width <= NARROW
    kinds = [(is_narrow and not graph.indicators, is_narrow and bool(graph.indicators)), (False, True)]
    for (is_down, is_one), widest, step, spread in product(kinds, WIDTHS, STEPS, SPREADS):
        yield Way(width, is_down, is_one, widest, spread, step)


def _ranks(graph: Graph, way: Way) -> dict[str, int]:
    """The column of each variable."""
    measures = graph.indicators
    names = [node.name for node in graph.nodes if node.name not in measures]
    arrows = [one for one in (*graph.paths, *graph.loadings) if one[1] not in measures]
    ranks = ranks_of(names, arrows)
    if way.is_one:
        ranks = dict.fromkeys(sorted(names, key=ranks.__getitem__), 0)
    order = {name: number for number, name in enumerate(ranks)}
    factor = {end: order[start] for start, end in reversed(graph.loadings)}
    last = max(ranks.values(), default=-1) + 1
    return ranks | dict.fromkeys(sorted(measures, key=factor.__getitem__), last)


def _tried(graph: Graph, way: Way) -> Layout | None:
    ranks = _ranks(graph, way)
    lines = {node.name: lines_in(node, way.widest) for node in graph.nodes}
    sizes = sizes_of(graph.nodes, lines)
    links = graph.links
    places = _placed(graph, links, ranks, sizes, way)
    if places is None:
        return None
    down = {name: shape.down for name, shape in places.shapes.items()}
    routes = routes_of(links, places, lanes_of(links, ranks, down), way.step)
    return _on_sheet(graph, places, routes, lines, way)


def _placed(
    graph: Graph,
    links: Sequence[Link],
    ranks: Mapping[str, int],
    sizes: Mapping[str, tuple[float, float]],
    way: Way,
) -> Places | None:
    """None where it is too wide for the sheet."""
    deep, tall = (
        {name: size[1 if is_turned else 0] for name, size in sizes.items()}
        for is_turned in (way.is_down, not way.is_down)
    )
    columns = columns_of(ranks, [*graph.paths, *graph.loadings], graph.indicators)
    last = max(ranks.values())
    gaps = [_gap(graph, way, is_last=at == last) for at in range(last + 1)]
    heights = {
        slot: _height(slot, graph, tall, gaps[-1], ranks, way) for column in columns.slots for slot in column
    }
    down = places_of(columns, heights, gaps)
    middles = {name: down[Slot(name, name, ranks[name])] for name in ranks}
    margins = _margins(links, ranks, middles, way)
    widths = [max([deep[name] for name in ranks if ranks[name] == at]) for at in range(last + 1)]
    starts = _starts(widths, margins, way)
    if starts is None:
        return None
    shapes = {
        node.name: Shape(
            starts[ranks[node.name]] + widths[ranks[node.name]] / 2,
            middles[node.name],
            deep[node.name],
            tall[node.name],
            node.is_latent,
        )
        for node in graph.nodes
    }
    passed = {
        slot: (starts[slot.column], starts[slot.column] + widths[slot.column], at)
        for slot, at in down.items()
        if slot.start != slot.end
    }
    return Places(shapes, ranks, passed)


def _gap(graph: Graph, way: Way, *, is_last: bool) -> float:
    if is_last and graph.indicators:
        return 8 * way.spread
    if way.is_down:
        return 10.0
    return (48 if way.is_one else 26) * way.spread


def _height(
    slot: Slot, graph: Graph, tall: Mapping[str, float], gap: float, ranks: Mapping[str, int], way: Way
) -> float:
    """Of a variable, of an arrow with its figure, or of all arrows to what measures a factor."""
    if slot.start == slot.end:
        return tall[slot.start]
    if slot.end:
        return PASSING_DOWN if way.is_down else PASSING
    measured = [tall[end] + gap for start, end in graph.loadings if start == slot.start]
    last = max(ranks.values())
    return sum(measured) * (slot.column - ranks[slot.start]) / (last - ranks[slot.start])


def _margins(
    links: Sequence[Link], ranks: Mapping[str, int], down: Mapping[str, float], way: Way
) -> tuple[float, float]:
    """Room for arcs before the first column and after the last."""
    last, found = max(ranks.values()), {-1: 1.0, 1: 1.0}
    for link, lane in lanes_of(links, ranks, down).items():
        side = side_of(ranks[link.start], last)
        if ranks[link.start] in (0, last):
            found[side] = max(found[side], NEAREST + lane * way.step + (12 if way.is_down else BESIDE))
    return found[-1], found[1]


def _starts(widths: Sequence[float], margins: tuple[float, float], way: Way) -> list[float] | None:
    """Where each column begins. Down the sheet there is always room, across it is shared."""
    left, right = margins
    if way.is_down:
        between = BETWEEN * way.spread
    else:
        room = way.width - left - right - sum(widths)
        between = min(room / max(1, len(widths) - 1), FURTHEST)
        if room < 0 or (len(widths) > 1 and between < BETWEEN):
            return None
        left += (room - between * (len(widths) - 1)) / 2
    starts = []
    for wide in widths:
        starts.append(left)
        left += wide + between
    return starts


def _on_sheet(
    graph: Graph, places: Places, routes: list[list[Point]], lines: Mapping[str, list[str]], way: Way
) -> Layout | None:
    """Turned where it goes down, moved to the top of the sheet; None where something covers another."""
    boxes = {name: _box(shape) for name, shape in places.shapes.items()}
    if way.is_down:
        boxes = {name: (box[1], box[0], box[3], box[2]) for name, box in boxes.items()}
        routes = [[(down, along) for along, down in route] for route in routes]
        left, right = min(box[0] for box in boxes.values()), max(box[2] for box in boxes.values())
        if right - left > way.width - 2:
            return None
        boxes, routes = _moved(boxes, routes, (way.width - right - left) / 2, 0)
    wide = [width_of(label, SMALL) + 4 if label else 0.0 for label in graph.labels]
    wanted = [0.62 if link.is_bundled else 0.5 for link in graph.links]
    top = min([box[1] for box in boxes.values()] + [point[1] for route in routes for point in route])
    boxes, routes = _moved(boxes, routes, 0, 10 - top)
    labels = labels_of(routes, wide, wanted, list(boxes.values()))
    if labels is None or not _is_clear(graph, boxes, routes, labels, way.width):
        return None
    bottoms = [box[3] for box in (*boxes.values(), *labels)]
    height = max(bottoms + [point[1] for route in routes for point in route]) + 10
    return Layout(height, boxes, lines, routes, labels)


def _box(shape: Shape) -> Box:
    return (
        shape.along - shape.deep / 2,
        shape.down - shape.tall / 2,
        shape.along + shape.deep / 2,
        shape.down + shape.tall / 2,
    )


def _moved(
    boxes: Mapping[str, Box], routes: Sequence[Sequence[Point]], across: float, down: float
) -> tuple[dict[str, Box], list[list[Point]]]:
    moved = {
        name: (box[0] + across, box[1] + down, box[2] + across, box[3] + down) for name, box in boxes.items()
    }
    return moved, [[(one + across, other + down) for one, other in route] for route in routes]


def _is_clear(
    graph: Graph,
    boxes: Mapping[str, Box],
    routes: Sequence[Sequence[Point]],
    labels: Sequence[Box],
    width: int,
) -> bool:
    """Whether all is on the sheet, and no arrow goes through a variable that it is not of."""
    if any(box[0] < 0 or box[2] > width for box in (*boxes.values(), *labels)):
        return False
    return not any(
        overlap(box, (across, down, across, down), -AIR)
        for link, route in zip(graph.links, routes, strict=True)
        for name, box in boxes.items()
        if name not in (link.start, link.end)
        for across, down in route
    )
