"""What is drawn in a path diagram: variables, what is written in them, and what is between them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

from redthread.pictures.lettering import SIZE, SMALL, lines_of, width_of
from redthread.pictures.path_routes import Link

LINE = 17.0  # between the lines inside a shape
ROUND_ROOM = 0.72  # of the width of an ellipse, text has this


class Node(NamedTuple):
    """A variable with what stands under its name; round when it is latent."""

    name: str
    is_latent: bool = False
    below: str = ""


class Graph(NamedTuple):
    """`paths` and `loadings` lead from cause to effect; `labels` are the figures of all three, in turn."""

    nodes: Sequence[Node]
    paths: Sequence[tuple[str, str]]
    loadings: Sequence[tuple[str, str]]
    pairs: Sequence[tuple[str, str]]
    labels: Sequence[str]

    @property
    def indicators(self) -> list[str]:
        """What measures a factor and is nothing else, in the order of the factors."""
        latent = {node.name for node in self.nodes if node.is_latent}
        elsewhere = {name for path in self.paths for name in path}
        measures = dict.fromkeys(end for _start, end in self.loadings)
        return [name for name in measures if name not in latent and name not in elsewhere]

    @property
    def links(self) -> list[Link]:
        measures = set(self.indicators)
        return [
            *(Link(start, end) for start, end in self.paths),
            *(Link(start, end, is_bundled=end in measures) for start, end in self.loadings),
            *(Link(start, end, is_pair=True) for start, end in self.pairs),
        ]


def lines_in(node: Node, widest: float) -> list[str]:
    """The name broken after _ and dots too, as names of columns have no spaces."""
    room = widest * ROUND_ROOM if node.is_latent else widest - 16
    if width_of(node.name) <= room:
        found = [node.name]
    else:
        words = node.name.replace("_", "_ ").replace(".", ". ").split(" ")
        spaced = " ".join(_halved(word, room) for word in words)
        found = [line.replace("_ ", "_").replace(". ", ".") for line in lines_of(spaced, room)]
    return [*found, node.below] if node.below else found


def _halved(word: str, room: float) -> str:
    """What is too wide for a line, in parts of the same length.

    >>> _halved("skolekultur", 70)
    'skolek- ultur'
    """
    parts = ceil(width_of(word) / (room - width_of("-"))) if width_of(word) > room else 1
    each = max(1, ceil(len(word) / parts))
    return "- ".join(word[start : start + each] for start in range(0, len(word), each)) or word


def sizes_of(nodes: Sequence[Node], lines: Mapping[str, list[str]]) -> dict[str, tuple[float, float]]:
    """Boxes as wide as each other, and ellipses too."""
    found = {}
    for is_latent in (False, True):
        some = [node for node in nodes if node.is_latent == is_latent]
        texts = [
            width_of(line, SIZE if line != node.below else SMALL)
            for node in some
            for line in lines[node.name]
        ]
        wide = max([*texts, 34.0])
        for node in some:
            tall = LINE * len(lines[node.name])
            found[node.name] = (wide / ROUND_ROOM, tall + 22) if is_latent else (wide + 16, tall + 11)
    return found
