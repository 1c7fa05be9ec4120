"""The colours of paper, each with a name that `web/pictures.css` gives its own colour in light and dark.

Brown to teal is told apart also by those who do not see red and green, and says neither good nor bad.
"""

from __future__ import annotations

from collections.abc import Sequence

INK, QUIET, LINE, EDGE, PAPER = "#2b2620", "#60584d", "#dcd2c1", "#84796b", "#fffdf8"
HATCH = "#efe8da"  # stands for the pattern of what is hidden
ON_STRONG = "#fffdfa"
LOW_3, LOW_2, LOW_1 = "#7a4a12", "#99621d", "#dfbd82"
MIDDLE = "#dad3c6"
HIGH_1, HIGH_2, HIGH_3 = "#9cc6c1", "#2f6a68", "#174443"
SERIES = ("#2e6967", "#b0721c", "#46609c", "#7d4a78", "#66732a", "#57504a")
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")

NAMES = {
    INK: "ink",
    QUIET: "quiet",
    LINE: "line",
    EDGE: "edge",
    PAPER: "paper",
    HATCH: "hatch",
    ON_STRONG: "on-strong",
    LOW_3: "low-3",
    LOW_2: "low-2",
    LOW_1: "low-1",
    MIDDLE: "middle",
    HIGH_1: "high-1",
    HIGH_2: "high-2",
    HIGH_3: "high-3",
    **{colour: f"series-{place}" for place, colour in enumerate(SERIES, start=1)},
}
STRONG = (LOW_3, LOW_2, HIGH_2, HIGH_3)
_LOW = {1: (LOW_2,), 2: (LOW_2, LOW_1), 3: (LOW_3, LOW_2, LOW_1)}
_HIGH = {1: (HIGH_2,), 2: (HIGH_1, HIGH_2), 3: (HIGH_1, HIGH_2, HIGH_3)}


def diverging(options: int) -> list[str]:
    """A colour for each option from the lowest to the highest; an odd number has a neutral one in the middle.

    >>> [NAMES[colour] for colour in diverging(5)]
    ['low-2', 'low-1', 'middle', 'high-1', 'high-2']
    """
    side = options // 2
    neutral = [MIDDLE] if options % 2 else []
    return (
        [*_spread(_LOW[min(side, 3)], side), *neutral, *_spread(_HIGH[min(side, 3)], side)]
        if side
        else neutral
    )


def _spread(colours: Sequence[str], count: int) -> list[str]:
    """As many as are asked for: beyond three to a side, neighbours share a colour."""
    return [colours[place * len(colours) // count] for place in range(count)]


def on(colour: str) -> str:
    """The colour of text that stands on this one."""
    return ON_STRONG if colour in STRONG else INK


def series(place: int) -> tuple[str, str]:
    """Colour and shape of one of several groups."""
    return SERIES[place % len(SERIES)], SHAPES[place % len(SHAPES)]
