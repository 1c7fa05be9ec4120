"""What was answered to each item: one bar each, with the neutral answer in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.pictures.colours import EDGE, PAPER, QUIET, diverging, on
from redthread.pictures.counts import answers
from redthread.pictures.figures import percent, refuse_nonsense
from redthread.pictures.finishing import drawn
from redthread.pictures.hidden import draw_hidden, height_of, reason_of
from redthread.pictures.legend import Entry, draw_legend
from redthread.pictures.lettering import LINE_HEIGHT, SMALL, lines_of, readable, width_of
from redthread.pictures.picture import NARROW, WIDE, Picture, Table
from redthread.pictures.sheet import Bar, Sheet, Stroke, Words

THICK, APART = 28, 18


class LikertItem(NamedTuple):
    """One item. `shares` of each answer, lowest first, from 0 to 1; None where hidden, with the reason."""

    text: str
    shares: tuple[float, ...] | None
    people: int | None = None
    reason: str = ""


def diverging_bars(
    items: Sequence[LikertItem], labels: Sequence[str], *, title: str = "", caption: str = ""
) -> Picture:
    """A bar an item, in the order given. `labels` are the answers, lowest first.

    Raises ValueError for shares that are not one for each label, or that do not make a whole.
    """
    for item in items:
        _refuse_wrong(item, labels)
    title, caption = title or _("Hva folk har svart"), caption or _("Nøytrale svar står midt i hver stolpe.")
    svg, narrow = (
        _drawing(items, labels, width=width, title=title, told=caption) for width in (WIDE, NARROW)
    )
    return Picture(svg, title, caption, _table(items, labels), narrow)


def _refuse_wrong(item: LikertItem, labels: Sequence[str]) -> None:
    if item.shares is None:
        return
    refuse_nonsense(item.shares)
    if len(item.shares) != len(labels):
        raise ValueError(f"{item.text!r} has {len(item.shares)} shares; there are {len(labels)} answers.")
    if min(item.shares) < 0 or abs(sum(item.shares) - 1) > 0.02:
        raise ValueError(f"The shares of {item.text!r} do not make a whole.")


def _table(items: Sequence[LikertItem], labels: Sequence[str]) -> Table:
    rows = []
    for item in items:
        if item.shares is None:
            figures = [reason_of(item.reason)] * len(labels) + ["–"]
        else:
            figures = [percent(share) for share in item.shares]
            figures.append("–" if item.people is None else str(item.people))
        rows.append((readable(item.text), *figures))
    return Table((_("Påstand"), *map(readable, labels), _("Antall svar")), tuple(rows))


def _start(shares: Sequence[float]) -> float:
    """Where a bar begins, when its neutral answer (or the place between the halves) stands at 0."""
    half = len(shares) // 2
    return -sum(shares[:half]) - (shares[half] / 2 if len(shares) % 2 else 0)


def _drawing(items: Sequence[LikertItem], labels: Sequence[str], *, width: int, title: str, told: str) -> str:
    starts = [_start(item.shares) for item in items if item.shares]
    ends = [_start(item.shares) + sum(item.shares) for item in items if item.shares]
    beside = 0 if width <= NARROW else 264  # pixels for the items' text; on a phone it stands above the bar
    domain = (min(starts, default=-0.5), max(ends, default=0.5))
    sheet = Sheet(domain=domain, left=beside, right=width - 1)
    colours = diverging(len(labels))
    entries = [Entry(label, colour) for label, colour in zip(labels, colours, strict=True)]
    down = draw_legend(sheet, entries, width=width) + 14
    for item in items:
        down = _draw_item(sheet, item, colours, down, width=width, beside=beside)
    return drawn(sheet.spec(width, down - APART + 6), title=title, told=told)


def _draw_item(
    sheet: Sheet, item: LikertItem, colours: Sequence[str], down: float, *, width: int, beside: int
) -> float:
    """Draws one item and tells where the next begins."""
    people = answers(item.people) if item.shares else ""
    room = beside - 20 if beside else width - (width_of(people, SMALL) + 16 if people else 0)
    lines = lines_of(item.text, room)
    sheet.words([Words(sheet.at(0), down + 14 + LINE_HEIGHT * row, line) for row, line in enumerate(lines)])
    tall = LINE_HEIGHT * len(lines)
    if beside:
        sheet.words([Words(sheet.at(0), down + tall + 13, people, QUIET)] if people else [], size=SMALL)
        tall += LINE_HEIGHT if people else 0
        top = down + max(0, (tall - THICK) / 2)
    else:
        sheet.words(
            [Words(sheet.at(width), down + 14, people, QUIET)] if people else [], size=SMALL, align="right"
        )
        top = down + tall + 5
    if item.shares is None:
        draw_hidden(sheet, item.reason, left=beside, right=width, top=top)
    else:
        _draw_bar(sheet, item.shares, colours, top)
    return max(top + _thickness(item, width - beside), down + tall) + APART


def _thickness(item: LikertItem, room: float) -> float:
    return height_of(item.reason, room) if item.shares is None else THICK


def _draw_bar(sheet: Sheet, shares: Sequence[float], colours: Sequence[str], top: float) -> None:
    bars, figures, start = [], [], _start(shares)
    for share, colour in zip(shares, colours, strict=True):
        end = start + share
        text = percent(share)
        if share > 0:
            bars.append(Bar(start, end, top, top + THICK, colour))
        if sheet.pixel(end) - sheet.pixel(start) >= width_of(text, SMALL) + 3:
            figures.append(Words((start + end) / 2, top + THICK / 2 + 5, text, on(colour)))
        start = end
    sheet.strokes([Stroke(0, 0, top - 4, top + THICK + 4, EDGE)])
    sheet.bars(bars, stroke=PAPER, strokeWidth=1.5)
    sheet.words(figures, size=SMALL, align="center", fontWeight=560)
