"""What the colours and shapes stand for, in a row above the figures; it breaks where the sheet ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from redthread.pictures.colours import INK, PAPER
from redthread.pictures.lettering import LINE_HEIGHT, SMALL, lines_of, width_of
from redthread.pictures.sheet import Bar, Dot, Sheet, Words

SWATCH, BESIDE, APART = 14, 7, 18


class Entry(NamedTuple):
    text: str
    colour: str
    shape: str = ""  # of a dot; without one it is a square of colour, as a part of a bar


def draw_legend(sheet: Sheet, entries: Sequence[Entry], *, width: float) -> float:
    """Draws the entries from the top of the sheet, and tells at which pixel they end."""
    across, down = 0.0, 0
    for entry in entries:
        lines = lines_of(entry.text, width - SWATCH - BESIDE, SMALL)
        needed = SWATCH + BESIDE + max(width_of(line, SMALL) for line in lines)
        if across > 0 and across + needed > width:
            across, down = 0.0, down + LINE_HEIGHT + 3
        _draw(sheet, entry, lines, across, down)
        down += LINE_HEIGHT * (len(lines) - 1)
        across += needed + APART
    return down + LINE_HEIGHT + 3


def _draw(sheet: Sheet, entry: Entry, lines: Sequence[str], across: float, down: float) -> None:
    start, end = sheet.at(across), sheet.at(across + SWATCH)
    if entry.shape:
        dot = Dot((start + end) / 2, down + 8, entry.colour, entry.shape)
        sheet.dots([dot], stroke=PAPER, strokeWidth=1.5)
    else:
        sheet.bars([Bar(start, end, down + 1, down + 1 + SWATCH, entry.colour)], cornerRadius=2)
    words = sheet.at(across + SWATCH + BESIDE)
    sheet.words(
        [Words(words, down + 13 + LINE_HEIGHT * row, line, INK) for row, line in enumerate(lines)], size=SMALL
    )
