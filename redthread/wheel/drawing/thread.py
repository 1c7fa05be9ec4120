"""The red thread on the wheel: out to each gathering, in through the work between them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, cos, pi

from redthread.wheel.drawing.circle import point

STEP = 4.0  # degrees between the points that the curve goes through
DEEPEST_AFTER = 34.0  # degrees, about five weeks: closer gatherings leave less time to go in


def thread_path(angles: Sequence[float], outer: float, inner: float, start: float, end: float) -> str:
    """The part from `start` to `end` of the thread through all of `angles`; empty when there is none."""
    places = [
        (angle, radius)
        for a, b in pairwise(sorted(set(angles)))
        for angle, radius in _swing(a, b, outer, inner, max(a, start), min(b, end))
    ]
    points = [point(angle, radius) for angle, radius in places]
    kept = [p for n, p in enumerate(points) if n == 0 or p != points[n - 1]]
    return _smooth(kept) if len(kept) > 1 else ""


def _swing(
    a: float, b: float, outer: float, inner: float, start: float, end: float
) -> list[tuple[float, float]]:
    """The thread between two gatherings, as far as it lies between `start` and `end`."""
    if end <= start:
        return []
    depth = (outer - inner) * min(1.0, (b - a) / DEEPEST_AFTER)
    steps = max(2, ceil((end - start) / STEP))
    angles = [start + (end - start) * n / steps for n in range(steps + 1)]
    return [(angle, outer - depth * (1 - cos(2 * pi * (angle - a) / (b - a))) / 2) for angle in angles]


def _smooth(points: Sequence[tuple[float, float]]) -> str:
    """A curve through the points (Catmull and Rom), as cubic pieces."""
    first, last = points[0], points[-1]
    around = [first, *points, last]
    pieces = [f"M{first[0]:g} {first[1]:g}"]
    for n in range(len(points) - 1):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = around[n : n + 4]
        pieces.append(
            f"C{x1 + (x2 - x0) / 6:.1f} {y1 + (y2 - y0) / 6:.1f}"
            f" {x2 - (x3 - x1) / 6:.1f} {y2 - (y3 - y1) / 6:.1f} {x2:g} {y2:g}"
        )
    return "".join(pieces)
