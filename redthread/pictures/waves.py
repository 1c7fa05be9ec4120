"""Indices over the waves: a line each, with the interval at every wave; what is hidden is a gap in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.pictures.colours import LINE, PAPER, QUIET, SERIES
from redthread.pictures.counts import answers
from redthread.pictures.figures import decimal, interval, refuse_nonsense
from redthread.pictures.finishing import drawn
from redthread.pictures.hidden import draw_hidden, height_of, reason_of
from redthread.pictures.lettering import LINE_HEIGHT, SMALL, lines_of, readable
from redthread.pictures.picture import NARROW, WIDE, Picture, Table
from redthread.pictures.scale import Scale, refuse_outside, ticks
from redthread.pictures.sheet import Dot, Sheet, Stroke, Words

TALL, ABOVE, BELOW, APART, FIGURES = 92, 24, 26, 22, 34
COLOUR = SERIES[0]


class WavePoint(NamedTuple):
    """The mean at one wave, with its interval; None where hidden, with the reason why."""

    mean: float | None
    low: float | None = None
    high: float | None = None
    people: int | None = None
    reason: str = ""


class WaveLine(NamedTuple):
    name: str
    points: Sequence[WavePoint]


def waves(
    lines: Sequence[WaveLine],
    names: Sequence[str],
    *,
    scale: Scale = (1, 5),
    title: str = "",
    caption: str = "",
) -> Picture:
    """A panel a line, in the order given; `names` are those of the waves, the first one first.

    Raises ValueError for a mean outside the scale, and for a line that has not one point for each wave.
    """
    points = [point for line in lines for point in line.points]
    refuse_outside((point.mean for point in points), scale)
    refuse_nonsense(edge for point in points for edge in (point.low, point.high))
    if any(len(line.points) != len(names) for line in lines):
        raise ValueError("A line has one point for each wave.")
    title = title or _("Fra runde til runde")
    caption = caption or _("Prikken er gjennomsnittet. Den brede streken viser hvor det trolig ligger.")
    svg, narrow = (
        _drawing(lines, names, scale, width=width, title=title, told=caption) for width in (WIDE, NARROW)
    )
    return Picture(svg, title, caption, _table(lines, names), narrow)


def _table(lines: Sequence[WaveLine], names: Sequence[str]) -> Table:
    heading = (_("Indeks"), _("Runde"), _("Gjennomsnitt"), _("95 % intervall"), _("Antall svar"))
    rows = [
        (readable(line.name), readable(name), *_told(point))
        for line in lines
        for name, point in zip(names, line.points, strict=True)
    ]
    return Table(heading, tuple(rows))


def _told(point: WavePoint) -> tuple[str, str, str]:
    if point.mean is None:
        return reason_of(point.reason), "–", "–"
    between = "–" if point.low is None or point.high is None else interval(point.low, point.high)
    return decimal(point.mean), between, "–" if point.people is None else str(point.people)


class _Panel(NamedTuple):
    """Where a line is drawn: pixels. `step` is the room of one wave."""

    left: float
    right: float
    top: float
    tall: float
    step: float
    scale: Scale

    def across(self, place: int) -> float:
        return self.left + (place + 0.5) * self.step

    def down(self, figure: float) -> float:
        low, high = self.scale
        share = (min(max(figure, low), high) - low) / (high - low)
        return self.top + self.tall * (1 - share)


def _drawing(
    lines: Sequence[WaveLine], names: Sequence[str], scale: Scale, *, width: int, title: str, told: str
) -> str:
    beside = 0 if width <= NARROW else 224
    sheet = Sheet(domain=(0, width), left=0, right=width)
    left, down = beside + FIGURES, 4.0
    step = (width - left) / max(1, len(names))
    headings = [lines_of(name, step - 8, SMALL) for name in names]
    for place, heading in enumerate(headings):
        words = [
            Words(left + (place + 0.5) * step, down + 13 + LINE_HEIGHT * row, word)
            for row, word in enumerate(heading)
        ]
        sheet.words(words, size=SMALL, align="center", fontWeight=600)
    down += LINE_HEIGHT * max(map(len, headings), default=0)
    for line in lines:
        down = _draw_line(sheet, line, scale, down, width=width, left=left, step=step)
    return drawn(sheet.spec(width, down - APART + 4), title=title, told=told)


def _draw_line(
    sheet: Sheet, line: WaveLine, scale: Scale, down: float, *, width: int, left: float, step: float
) -> float:
    """Draws one line and tells where the next begins."""
    is_narrow = width <= NARROW
    name = lines_of(line.name, width if is_narrow else left - FIGURES - 16)
    first = down + (20 if is_narrow else ABOVE + 14)
    words = [Words(0, first + LINE_HEIGHT * row, word) for row, word in enumerate(name)]
    sheet.words(words, fontWeight=600)
    top = down + ABOVE + (LINE_HEIGHT * len(name) + 6 if is_narrow else 0)
    hidden = [height_of(point.reason, step - 6) + 8 for point in line.points if point.mean is None]
    panel = _Panel(left, width, top, max(TALL, *hidden, 0) if hidden else TALL, step, scale)
    _draw_scale(sheet, panel)
    _draw_gaps(sheet, line, panel)
    _draw_points(sheet, line, panel)
    named = 0 if is_narrow else ABOVE + LINE_HEIGHT * len(name)
    return max(top + panel.tall + BELOW, down + named) + APART


def _draw_scale(sheet: Sheet, panel: _Panel) -> None:
    steps = ticks(panel.scale)
    sheet.strokes(
        [Stroke(panel.left, panel.right, panel.down(step), panel.down(step), LINE) for step in steps]
    )
    ends = [
        Words(panel.left - 8, panel.down(step) + 5, decimal(step, 0 if step == int(step) else 1), QUIET)
        for step in (steps[0], steps[-1])
    ]
    sheet.words(ends, size=SMALL, align="right")


def _draw_gaps(sheet: Sheet, line: WaveLine, panel: _Panel) -> None:
    for place, point in enumerate(line.points):
        if point.mean is None:
            middle, reach = panel.across(place), panel.step / 2 - 3
            top = panel.top + (panel.tall - height_of(point.reason, 2 * reach)) / 2
            draw_hidden(sheet, point.reason, left=middle - reach, right=middle + reach, top=top)


def _draw_points(sheet: Sheet, line: WaveLine, panel: _Panel) -> None:
    known = [(place, point, point.mean) for place, point in enumerate(line.points) if point.mean is not None]
    between = [
        Stroke(panel.across(one), panel.across(other), panel.down(mean), panel.down(later), COLOUR)
        for (one, _point, mean), (other, _other, later) in pairwise(known)
        if other == one + 1
    ]
    sheet.strokes(between, width=2)
    dots, bars, words, people = [], [], [], []
    for place, point, mean in known:
        across = panel.across(place)
        highest = panel.down(mean if point.high is None else point.high)
        lowest = panel.down(mean if point.low is None else point.low)
        bars.append(Stroke(across, across, highest, lowest, COLOUR))
        dots.append(Dot(across, panel.down(mean), COLOUR))
        words.append(Words(across, min(highest, panel.down(mean) - 6) - 7, decimal(mean)))
        people.append(Words(across, panel.top + panel.tall + 20, answers(point.people), QUIET))
    sheet.strokes(bars, width=5, strokeOpacity=0.35, strokeCap="round")
    sheet.dots(dots, area=130, stroke=PAPER, strokeWidth=1.5)
    sheet.words(words, align="center", fontWeight=600, stroke=PAPER, strokeWidth=3)
    sheet.words([one for one in people if one.text], size=SMALL, align="center")
