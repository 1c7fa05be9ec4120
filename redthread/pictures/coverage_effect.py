"""Modules by how much they are covered, and how they go together with the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.pictures.colours import EDGE, INK, LINE, ON_STRONG, PAPER, QUIET, SERIES
from redthread.pictures.figures import decimal, interval, refuse_nonsense
from redthread.pictures.finishing import drawn
from redthread.pictures.hidden import draw_hidden, height_of, reason_of
from redthread.pictures.lettering import LINE_HEIGHT, NO_BREAK, SMALL, lines_of, readable
from redthread.pictures.picture import NARROW, WIDE, Picture, Table
from redthread.pictures.scale import Scale, draw_figures, refuse_outside, ticks
from redthread.pictures.sheet import Dot, Sheet, Stroke, Words

COLOUR = SERIES[0]
CLEAR = ("keep", "extend")
DISC, SIDE, APART = 22, 36, 8  # a module's number on a disc, the figures of the effect, between modules


class CoveragePoint(NamedTuple):
    """One module: how much of it people met, and its correlation with the outcome; None where hidden, with
    the reason. `place` is that of `stats.coverage`: keep, extend, question or leave."""

    name: str
    coverage: float | None
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    place: str = ""
    people: int | None = None
    reason: str = ""


def coverage_effect(
    points: Sequence[CoveragePoint],
    *,
    scale: Scale = (1, 5),
    middle: float | None = None,
    title: str = "",
    caption: str = "",
) -> Picture:
    """Each module as its number, with the names below in the order given. `middle` parts much covered from
    little; without it, that of the scale.

    Raises ValueError for coverage outside the scale, a correlation that is none, and coverage without effect.
    """
    known = [point for point in points if point.coverage is not None]
    refuse_outside((point.coverage for point in known), scale)
    if any(point.effect is None for point in known):
        raise ValueError("A module that is covered has an effect too.")
    edges = [edge for point in known for edge in (point.effect, point.low, point.high) if edge is not None]
    refuse_nonsense(edges)
    if any(not -1 <= edge <= 1 for edge in edges):
        raise ValueError("A correlation lies between -1 and 1.")
    title = title or _("Dekning og virkning")
    caption = caption or _(
        "Lenger til høyre er mer dekket; lenger opp henger mer sammen med utbyttet. "
        "Streken viser hvor sammenhengen trolig ligger; går den over null, er sirkelen åpen. "
        "Sirkler som ville ha dekket hverandre, står litt ved siden av. "
        "Figuren sier ikke hva som fører til hva."
    )
    parted = sum(scale) / 2 if middle is None else middle
    svg, narrow = (
        _drawing(points, scale, parted, width=width, title=title, told=caption) for width in (WIDE, NARROW)
    )
    return Picture(svg, title, caption, _table(points), narrow)


def place_words(place: str) -> str:
    """«keep» as «Ta vare på»."""
    words = {
        "keep": _("Ta vare på"),
        "extend": _("Gjør mer av"),
        "question": _("Se nærmere på"),
        "leave": _("La ligge"),
    }
    return words.get(place, "–")


def _table(points: Sequence[CoveragePoint]) -> Table:
    heading = (
        _("Modul"),
        _("Dekning"),
        _("Sammenheng med utbyttet"),
        _("95 % intervall"),
        _("Antall svar"),
        _("Hva nå?"),
    )
    rows = [(f"{number}. {readable(point.name)}", *_told(point)) for number, point in enumerate(points, 1)]
    return Table(heading, tuple(rows))


def _told(point: CoveragePoint) -> tuple[str, str, str, str, str]:
    if point.coverage is None or point.effect is None:
        return reason_of(point.reason), "–", "–", "–", "–"
    between = "–" if point.low is None or point.high is None else interval(point.low, point.high, 2)
    people = "–" if point.people is None else str(point.people)
    return decimal(point.coverage, 1), decimal(point.effect, 2), between, people, place_words(point.place)


def _drawing(
    points: Sequence[CoveragePoint], scale: Scale, middle: float, *, width: int, title: str, told: str
) -> str:
    tall = 300 if width <= NARROW else 380
    sheet = Sheet(domain=scale, left=SIDE + 14, right=width - 14)
    frame = _Frame(_effects(points), 30.0, tall)
    _draw_frame(sheet, frame, middle, scale, width=width)
    _draw_points(sheet, points, frame, middle)
    down = frame.top + tall + 58
    down = _draw_names(sheet, points, down, width=width)
    return drawn(sheet.spec(width, down), title=title, told=told)


def _effects(points: Sequence[CoveragePoint]) -> Scale:
    """From and to in whole tenths, wide enough for all intervals, and never without 0."""
    edges = [
        edge
        for point in points
        for edge in (point.effect, point.low, point.high)
        if edge is not None and point.coverage is not None
    ]
    low, high = min([-0.2, *edges]), max([0.6, *edges])
    return (max(-1.0, int(low * 10 - 0.999) / 10), min(1.0, int(high * 10 + 0.999) / 10))


class _Frame(NamedTuple):
    """Where the effects stand: pixels down."""

    effects: Scale
    top: float
    tall: float

    def down(self, effect: float) -> float:
        low, high = self.effects
        return self.top + self.tall * (high - effect) / (high - low)


def _draw_frame(sheet: Sheet, frame: _Frame, middle: float, scale: Scale, *, width: int) -> None:
    bottom, right = frame.top + frame.tall, sheet.at(width)
    left, zero = sheet.at(SIDE + 2), frame.down(0)
    steps = [step for step in ticks(frame.effects) if round(step * 10) % 2 == 0]
    sheet.strokes([Stroke(left, right, frame.down(step), frame.down(step), LINE) for step in steps])
    sheet.strokes([Stroke(left, right, zero, zero, EDGE), Stroke(middle, middle, frame.top, bottom, EDGE)])
    figures = [Words(sheet.at(SIDE - 2), frame.down(step) + 5, decimal(step), QUIET) for step in steps]
    sheet.words(figures, size=SMALL, align="right")
    draw_figures(sheet, scale, down=bottom + 18)
    corners = ((frame.top - 10, "extend", "keep"), (bottom + 40, "leave", "question"))
    for down, little, much in corners:
        for across, align, place in ((sheet.at(SIDE + 6), "left", little), (sheet.at(width), "right", much)):
            sheet.words([Words(across, down, place_words(place), QUIET)], align=align, fontWeight=600)


def _draw_points(sheet: Sheet, points: Sequence[CoveragePoint], frame: _Frame, middle: float) -> None:
    """A full disc where the interval is clear of 0. One by one: a number lies on its own disc."""
    taken: list[tuple[float, float]] = []
    for number, point in enumerate(points, 1):
        if point.coverage is None or point.effect is None:
            continue
        down = frame.down(point.effect)
        across = sheet.at(_beside(taken, sheet.pixel(point.coverage), down, sheet.pixel(middle)))
        highest, lowest = (
            frame.down(point.effect if edge is None else edge) for edge in (point.high, point.low)
        )
        is_clear = point.place in CLEAR
        sheet.strokes(
            [Stroke(across, across, highest, lowest, COLOUR)], width=4, strokeOpacity=0.35, strokeCap="round"
        )
        disc = Dot(across, down, COLOUR if is_clear else PAPER)
        sheet.dots([disc], area=400, stroke=PAPER if is_clear else COLOUR, strokeWidth=1.5)
        words = Words(across, down + 5, str(number), ON_STRONG if is_clear else INK)
        sheet.words([words], size=SMALL, align="center", fontWeight=600)


def _beside(taken: list[tuple[float, float]], across: float, down: float, middle: float) -> float:
    """The nearest pixel on the same side of the middle where the disc covers no other."""
    for reach in (sign * step for step in range(0, 200, 2) for sign in (-1, 1)):
        there = across + reach
        is_free = all(abs(there - one) >= DISC or abs(down - other) >= DISC for one, other in taken)
        if is_free and (there >= middle) == (across >= middle):
            taken.append((there, down))
            return there
    return across


def _draw_names(sheet: Sheet, points: Sequence[CoveragePoint], down: float, *, width: int) -> float:
    """The numbers with their names. Tells where they end."""
    for number, point in enumerate(points, 1):
        told = "" if point.coverage is None else " – " + place_words(point.place).replace(" ", NO_BREAK)
        lines = lines_of(point.name + told, width - SIDE - 4)
        sheet.words([Words(sheet.at(SIDE - 8), down + 14, f"{number}", QUIET)], align="right")
        words = [Words(sheet.at(SIDE), down + 14 + LINE_HEIGHT * row, line) for row, line in enumerate(lines)]
        sheet.words(words)
        down += LINE_HEIGHT * len(lines)
        if point.coverage is None:
            draw_hidden(sheet, point.reason, left=SIDE, right=width, top=down + 4)
            down += height_of(point.reason, width - SIDE) + 6
        down += APART
    return down
