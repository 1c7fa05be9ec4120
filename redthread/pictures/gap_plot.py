"""Items on which levels differ: a dot for each level, and how far apart they are; the widest gap first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.pictures.colours import EDGE, PAPER, QUIET, series
from redthread.pictures.figures import decimal
from redthread.pictures.finishing import drawn
from redthread.pictures.hidden import reason_of
from redthread.pictures.legend import Entry, draw_legend
from redthread.pictures.lettering import LINE_HEIGHT, SMALL, lines_of, readable
from redthread.pictures.picture import NARROW, WIDE, Picture, Table
from redthread.pictures.scale import Scale, draw_figures, draw_steps, refuse_outside
from redthread.pictures.sheet import Dot, Sheet, Stroke, Words

APART, GAP, THICK = 16, 56, 34
NEAR, OFFSETS = 10, (0, 9, -9)
NO_REASONS: Mapping[str, str] = {}


class GapRow(NamedTuple):
    """One item: the mean of each group; None where hidden, with the reason under the group's name."""

    item: str
    means: Mapping[str, float | None]
    reasons: Mapping[str, str] = NO_REASONS

    @property
    def known(self) -> dict[str, float]:
        return {group: mean for group, mean in self.means.items() if mean is not None}

    @property
    def gap(self) -> float | None:
        """The widest between two groups that may be seen; None for fewer than two."""
        known = self.known.values()
        return max(known) - min(known) if len(known) > 1 else None


def gap_plot(rows: Sequence[GapRow], *, scale: Scale = (1, 5), title: str = "", caption: str = "") -> Picture:
    """The rows, widest gap first; those without a gap last. Groups have their colour by the order they are
    met in.

    Raises ValueError for a mean outside the scale.
    """
    refuse_outside((mean for row in rows for mean in row.means.values()), scale)
    title = title or _("Der nivåene ser ulikt på det")
    caption = caption or _("Tallet til høyre er avstanden mellom gruppene som er lengst fra hverandre.")
    ordered = sorted(rows, key=lambda row: -1.0 if row.gap is None else row.gap, reverse=True)
    groups = list(dict.fromkeys(group for row in rows for group in row.means))
    svg, narrow = (
        _drawing(ordered, groups, scale, width=width, title=title, told=caption) for width in (WIDE, NARROW)
    )
    return Picture(svg, title, caption, _table(ordered, groups), narrow)


def _table(rows: Sequence[GapRow], groups: Sequence[str]) -> Table:
    told = [
        (
            readable(row.item),
            *(_told(row, group) for group in groups),
            "–" if row.gap is None else decimal(row.gap),
        )
        for row in rows
    ]
    return Table((_("Påstand"), *map(readable, groups), _("Avstand")), tuple(told))


def _told(row: GapRow, group: str) -> str:
    if group not in row.means:
        return "–"
    mean = row.means[group]
    return reason_of(row.reasons.get(group, "")) if mean is None else decimal(mean)


def _drawing(
    rows: Sequence[GapRow], groups: Sequence[str], scale: Scale, *, width: int, title: str, told: str
) -> str:
    beside = 0 if width <= NARROW else 264
    sheet = Sheet(domain=scale, left=beside + 10, right=width - GAP)
    looks = {group: series(place) for place, group in enumerate(groups)}
    down = draw_legend(sheet, [Entry(group, *look) for group, look in looks.items()], width=width) + 20
    draw_figures(sheet, scale, down=down)
    down += 16
    for row in rows:
        down = _draw_row(sheet, row, looks, down, width=width, beside=beside, scale=scale)
    return drawn(sheet.spec(width, down - APART + 6), title=title, told=told)


def _draw_row(
    sheet: Sheet,
    row: GapRow,
    looks: Mapping[str, tuple[str, str]],
    down: float,
    *,
    width: int,
    beside: int,
    scale: Scale,
) -> float:
    """Draws one item and tells where the next begins."""
    lines = lines_of(row.item, (beside or width) - 20)
    sheet.words(
        [Words(sheet.at(0), down + 14 + LINE_HEIGHT * place, line) for place, line in enumerate(lines)]
    )
    tall: float = LINE_HEIGHT * len(lines)
    tall += _draw_reasons(sheet, row, looks, down + tall, room=(beside or width) - 20)
    top = down + (tall - THICK) / 2 if beside and tall > THICK else down + (0 if beside else tall + 2)
    draw_steps(sheet, scale, top=top, bottom=top + THICK)
    if row.known:
        _draw_dots(sheet, row, looks, top + THICK / 2)
    if row.gap is not None:
        gap = Words(sheet.at(width), top + THICK / 2 + 5, decimal(row.gap))
        sheet.words([gap], align="right", fontWeight=600)
    return max(top + THICK, down + tall) + APART


def _draw_reasons(
    sheet: Sheet, row: GapRow, looks: Mapping[str, tuple[str, str]], down: float, *, room: float
) -> float:
    """An empty mark for each group that may not be seen, with its reason. Tells their height."""
    start = down
    for group in (group for group, mean in row.means.items() if mean is None):
        lines = lines_of(f"{group}: {reason_of(row.reasons.get(group, ''))}", room - 20, SMALL)
        mark = Dot(sheet.at(7), down + 9, EDGE, looks[group][1])
        sheet.dots([mark], filled=False, strokeDash=[2, 2], strokeWidth=1.2, area=90)
        words = [
            Words(sheet.at(20), down + 13 + LINE_HEIGHT * place, line, QUIET)
            for place, line in enumerate(lines)
        ]
        sheet.words(words, size=SMALL)
        down += LINE_HEIGHT * len(lines)
    return down - start


def _draw_dots(sheet: Sheet, row: GapRow, looks: Mapping[str, tuple[str, str]], middle: float) -> None:
    """Dots that would cover each other stand a little above and below the line."""
    low, high = min(row.known.values()), max(row.known.values())
    sheet.strokes([Stroke(low, high, middle, middle, EDGE)], width=2, strokeOpacity=0.55)
    last, close = float("-inf"), 0
    for group, mean in sorted(row.known.items(), key=lambda one: one[1]):
        close = close + 1 if sheet.pixel(mean) - last < NEAR else 0
        last = sheet.pixel(mean)
        dot = Dot(mean, middle + OFFSETS[close % len(OFFSETS)], *looks[group])
        sheet.dots([dot], area=140, stroke=PAPER, strokeWidth=1.5)
