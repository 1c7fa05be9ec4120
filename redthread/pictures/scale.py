"""A scale across the sheet: thin lines at whole steps, and their figures."""

from __future__ import annotations

import math
from collections.abc import Iterable

from redthread.pictures.colours import LINE, QUIET
from redthread.pictures.figures import decimal, refuse_nonsense
from redthread.pictures.lettering import SMALL
from redthread.pictures.sheet import Sheet, Stroke, Words

Scale = tuple[float, float]


def ticks(scale: Scale) -> list[float]:
    """Ten steps or fewer, of 1, 2 or 5 times a power of ten; the ends are there when they are whole steps.

    >>> ticks((1, 5)), ticks((0, 100))
    ([1, 2, 3, 4, 5], [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    """
    low, high = scale
    rough = max((high - low) / 10, 1e-9)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
    step = max(step, 1.0) if high - low >= 2 else step
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(place * step, 9) for place in range(first, last + 1)]


def draw_steps(sheet: Sheet, scale: Scale, *, top: float, bottom: float) -> None:
    sheet.strokes([Stroke(step, step, top, bottom, LINE) for step in ticks(scale)])


def draw_figures(sheet: Sheet, scale: Scale, *, down: float) -> None:
    steps = ticks(scale)
    decimals = 0 if all(step == int(step) for step in steps) else 1
    figures = [Words(step, down, decimal(step, decimals), QUIET) for step in steps]
    sheet.words(figures, size=SMALL, align="center")


def refuse_outside(figures: Iterable[float | None], scale: Scale) -> None:
    """Raises ValueError for a mean that lies outside its scale, and for what is no figure."""
    known = [figure for figure in figures if figure is not None]
    refuse_nonsense(known)
    if any(not scale[0] <= figure <= scale[1] for figure in known):
        raise ValueError(f"A mean lies outside the scale from {scale[0]:g} to {scale[1]:g}.")
