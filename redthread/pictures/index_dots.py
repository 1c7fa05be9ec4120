"""Indices by level: a dot for each group's mean, on the interval in which it may lie."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.pictures.colours import INK, PAPER, QUIET, SERIES
from redthread.pictures.counts import answers
from redthread.pictures.figures import decimal, interval, refuse_nonsense
from redthread.pictures.finishing import drawn
from redthread.pictures.hidden import draw_hidden, height_of, reason_of
from redthread.pictures.lettering import LINE_HEIGHT, SIZE, SMALL, lines_of, readable
from redthread.pictures.picture import NARROW, WIDE, Picture, Table
from redthread.pictures.scale import Scale, draw_figures, draw_steps, refuse_outside
from redthread.pictures.sheet import Dot, Sheet, Stroke, Words

APART, VALUE, PEOPLE = 22, 44, 76
COLOUR = SERIES[0]


class DotRow(NamedTuple):
    """One group's mean of one index, with its interval; None where hidden, with the reason why."""

    index: str  # type: ignore[assignment]  # hides the method of tuples, which nobody needs here
    group: str
    mean: float | None
    low: float | None = None
    high: float | None = None
    people: int | None = None
    reason: str = ""


def index_dots(
    rows: Sequence[DotRow], *, scale: Scale = (1, 5), title: str = "", caption: str = ""
) -> Picture:
    """The rows in the order given; those of one index stand together, under its name.

    An interval is drawn as far as the scale goes. Raises ValueError for a mean outside the scale.
    """
    refuse_outside((row.mean for row in rows), scale)
    refuse_nonsense(edge for row in rows for edge in (row.low, row.high))
    title = title or _("Indeksene, nivå for nivå")
    caption = caption or _("Prikken er gjennomsnittet. Streken viser hvor det trolig ligger.")
    svg, narrow = (_drawing(rows, scale, width=width, title=title, told=caption) for width in (WIDE, NARROW))
    return Picture(svg, title, caption, _table(rows), narrow)


def _table(rows: Sequence[DotRow]) -> Table:
    heading = (_("Indeks"), _("Gruppe"), _("Gjennomsnitt"), _("95 % intervall"), _("Antall svar"))
    return Table(heading, tuple((readable(row.index), readable(row.group), *_told(row)) for row in rows))


def _told(row: DotRow) -> tuple[str, str, str]:
    if row.mean is None:
        return reason_of(row.reason), "–", "–"
    between = "–" if row.low is None or row.high is None else interval(row.low, row.high)
    return decimal(row.mean), between, "–" if row.people is None else str(row.people)


def _drawing(rows: Sequence[DotRow], scale: Scale, *, width: int, title: str, told: str) -> str:
    is_narrow = width <= NARROW
    beside = 116 if is_narrow else 224
    right = width - VALUE - (0 if is_narrow else PEOPLE)
    sheet = Sheet(domain=scale, left=beside + 8, right=right - 14)
    draw_figures(sheet, scale, down=12)
    down = 20.0
    for index, group in groupby(rows, lambda row: row.index):
        top = down + 16
        names = lines_of(index, width, SIZE + 1)
        words = [Words(sheet.at(0), top + LINE_HEIGHT * place, name) for place, name in enumerate(names)]
        sheet.words(words, size=SIZE + 1, fontWeight=600)
        down = top + LINE_HEIGHT * len(names) - 6
        members = list(group)
        tall = [_height(row, beside, width) for row in members]
        draw_steps(sheet, scale, top=down, bottom=down + sum(tall))
        for row, height in zip(members, tall, strict=True):
            _draw_row(sheet, row, down + height / 2, width=width, beside=beside, right=right)
            down += height
        down += APART
    return drawn(sheet.spec(width, down - APART + 4), title=title, told=told)


def _label(row: DotRow, beside: float, *, is_narrow: bool) -> list[tuple[str, str]]:
    """The lines beside a row: the group, and on a phone also how many have answered."""
    lines = [(line, INK) for line in lines_of(row.group, beside - 8)]
    people = answers(row.people) if is_narrow and row.mean is not None else ""
    return [*lines, (people, QUIET)] if people else lines


def _height(row: DotRow, beside: float, width: int) -> float:
    label = LINE_HEIGHT * len(_label(row, beside, is_narrow=width <= NARROW)) + 12
    return max(34, label, height_of(row.reason, width - beside) + 8 if row.mean is None else 0)


def _draw_row(sheet: Sheet, row: DotRow, middle: float, *, width: int, beside: float, right: float) -> None:
    is_narrow = width <= NARROW
    label = _label(row, beside, is_narrow=is_narrow)
    first = middle - LINE_HEIGHT * (len(label) - 1) / 2 + 5
    words = [
        Words(sheet.at(0), first + LINE_HEIGHT * place, text, colour)
        for place, (text, colour) in enumerate(label)
    ]
    sheet.words(words)
    if row.mean is None:
        top = middle - height_of(row.reason, width - beside) / 2
        draw_hidden(sheet, row.reason, left=beside, right=width, top=top)
        return
    low, high = _kept_within(sheet, row)
    sheet.strokes([Stroke(low, high, middle, middle, COLOUR)], width=5, strokeOpacity=0.35, strokeCap="round")
    sheet.dots([Dot(row.mean, middle, COLOUR)], area=130, stroke=PAPER, strokeWidth=1.5)
    sheet.words([Words(sheet.at(right + 2), middle + 5, decimal(row.mean))], fontWeight=600)
    if not is_narrow and row.people is not None:
        words = [Words(sheet.at(width), middle + 5, answers(row.people), QUIET)]
        sheet.words(words, size=SMALL, align="right")


def _kept_within(sheet: Sheet, row: DotRow) -> tuple[float, float]:
    assert row.mean is not None
    low, high = sheet.domain
    return max(low, row.mean if row.low is None else row.low), min(
        high, row.mean if row.high is None else row.high
    )
