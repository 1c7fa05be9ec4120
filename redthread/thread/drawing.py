"""Where the strands run: pure layout of the thread, from plain values to curves.

A fan is drawn in a box of 100 by 100, stretched to the width of the screen. The thread is its left edge; each
school has a lane, and a strand swings from the thread to the middle of its lane, or from there back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from redthread.thread.loops import Loop, School, Strand, Thread

MOST_LANES = 12  # at 390 px a lane is then 28 px wide: room for a finger
_KIND_OF_SCHOOL = re.compile(
    r"\s+(?:(?:barne-? og )?(?:barne|ungdoms|grunn|friskole|sentral)?(?:skole|skule)"
    r"|fylkeskommune|kommune|videregående (?:skole|skule)|oppvekstsenter|skole og barnehage|barnehage)$"
)
CLEAR = 5  # per cent kept free beside the thread; the same as the padding of `.lanes` in thread.css
BEND = 62  # how far down the box a strand keeps the direction it had


@dataclass(frozen=True)
class Curve:
    """One strand in a fan: the path, and the middle of its lane in per cent of the width."""

    path: str
    x: float
    is_back: bool


@dataclass(frozen=True)
class Bundle:
    """Lanes side by side: strands leave the thread above them and come back below them.

    A lane is None where the school took nothing home from this gathering.
    """

    lanes: tuple[Strand | None, ...]
    leaving: tuple[Curve, ...]
    returning: tuple[Curve, ...]


@dataclass(frozen=True)
class Row:
    """A gathering and the bundles below it."""

    loop: Loop
    bundles: tuple[Bundle, ...]


def labels(names: Sequence[str]) -> list[str]:
    """The names without «skole» and the like, where they still tell the schools apart.

    >>> labels(["Åsen skole", "Brekka barneskole", "Brekka ungdomsskole"])
    ['Åsen', 'Brekka barneskole', 'Brekka ungdomsskole']
    """
    cut = [_KIND_OF_SCHOOL.sub("", name).strip() or name for name in names]
    return [short if cut.count(short) == 1 else name for short, name in zip(cut, names, strict=True)]


def short_names(names: Sequence[str]) -> list[str]:
    """The fewest letters, two or three, that tell each name from the others; else two letters and a number.

    >>> short_names(["Åsen skole", "Brekka skole", "Bruvik skole"])
    ['Ås', 'Bre', 'Bru']
    """
    shorts: list[str] = []
    for index, name in enumerate(names):
        others = [other for at, other in enumerate(names) if at != index]
        unique = (name[:n] for n in (2, 3) if not any(other[:n] == name[:n] for other in others))
        shorts.append(next(unique, f"{name[:2].strip()}{index + 1}").strip())
    return shorts


def lane_middles(count: int) -> list[float]:
    """The middle of each of `count` equal lanes, in per cent from the thread, clear of the thread itself."""
    return [round(CLEAR + (lane + 0.5) * (100 - CLEAR) / count, 2) for lane in range(count)]


def leaving_path(x: float) -> str:
    """From the thread at the top to the lane's middle at the bottom, straight down at both ends."""
    return f"M0 0C0 {BEND} {x:g} {100 - BEND} {x:g} 100"


def returning_path(x: float) -> str:
    """From the lane's middle at the top back to the thread at the bottom."""
    return f"M{x:g} 0C{x:g} {BEND} 0 {100 - BEND} 0 100"


def split_evenly(schools: Sequence[School], most: int = MOST_LANES) -> list[tuple[School, ...]]:
    """The schools in order, in as few and as even groups as fit side by side."""
    if not schools:
        return []
    groups = -(-len(schools) // most)
    size, rest = divmod(len(schools), groups)
    ends = [size * n + min(n, rest) for n in range(groups + 1)]
    return [tuple(schools[a:b]) for a, b in pairwise(ends)]


def bundle_of(schools: Sequence[School], strands: Sequence[Strand]) -> Bundle | None:
    """The bundle of these schools' strands, or None when none of them took anything home."""
    by_school = {strand.school.key: strand for strand in strands}
    lanes = tuple(by_school.get(school.key) for school in schools)
    drawn = [(x, lane) for x, lane in zip(lane_middles(len(lanes)), lanes, strict=True) if lane]
    if not drawn:
        return None
    return Bundle(
        lanes,
        tuple(Curve(leaving_path(x), x, lane.is_back) for x, lane in drawn),
        tuple(Curve(returning_path(x), x, True) for x, lane in drawn if lane.is_back),
    )


def draw(thread: Thread) -> list[Row]:
    """The rows of the drawing, the oldest gathering first; a school keeps its lane all the way."""
    groups = split_evenly(thread.schools)
    return [
        Row(loop, tuple(b for b in (bundle_of(group, loop.strands) for group in groups) if b))
        for loop in thread.loops
    ]
