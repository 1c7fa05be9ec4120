"""How many have answered at each wave: a bar each, of all who were invited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.pictures.colours import LINE, QUIET, SERIES
from redthread.pictures.figures import percent
from redthread.pictures.finishing import drawn
from redthread.pictures.hidden import draw_hidden, height_of, reason_of
from redthread.pictures.lettering import LINE_HEIGHT, SMALL, lines_of, readable, width_of
from redthread.pictures.picture import NARROW, WIDE, Picture, Table
from redthread.pictures.sheet import Bar, Sheet, Words

THICK, APART = 22, 18


class ResponseBar(NamedTuple):
    """One wave; `answered` is None where hidden, with the reason why. Then `invited` is not told either."""

    wave: str
    answered: int | None
    invited: int
    reason: str = ""


def response_by_wave(bars: Sequence[ResponseBar], *, title: str = "", caption: str = "") -> Picture:
    """The bars in the order given. Raises ValueError where more have answered than were invited."""
    for bar in bars:
        if bar.answered is not None and not 0 <= bar.answered <= bar.invited:
            raise ValueError(f"{bar.answered} of {bar.invited} cannot have answered.")
    title = title or _("Svar i hver runde")
    caption = caption or _("Hele stolpen er alle som var invitert.")
    svg, narrow = (_drawing(bars, width=width, title=title, told=caption) for width in (WIDE, NARROW))
    return Picture(svg, title, caption, _table(bars), narrow)


def _table(bars: Sequence[ResponseBar]) -> Table:
    heading = (_("Runde"), _("Har svart"), _("Ble spurt"), _("Andel"))
    return Table(heading, tuple((readable(bar.wave), *_figures(bar)) for bar in bars))


def _figures(bar: ResponseBar) -> tuple[str, str, str]:
    if bar.answered is None:
        return reason_of(bar.reason), "–", "–"
    return str(bar.answered), str(bar.invited), percent(_share(bar.answered, bar.invited))


def _share(answered: int, invited: int) -> float:
    return answered / invited if invited else 0.0


def _drawing(bars: Sequence[ResponseBar], *, width: int, title: str, told: str) -> str:
    beside = 0 if width <= NARROW else 224
    sheet, down = Sheet(domain=(0, width), left=0, right=width), 2.0
    room = max((width_of(_said(bar), SMALL) + 16 for bar in bars), default=0.0)
    for bar in bars:
        down = _draw_bar(sheet, bar, down, width=width, beside=beside, room=room)
    return drawn(sheet.spec(width, down - APART + 4), title=title, told=told)


def _said(bar: ResponseBar) -> str:
    if bar.answered is None:
        return ""
    words = {"answered": bar.answered, "invited": bar.invited}
    return f"{percent(_share(bar.answered, bar.invited))} · {_('%(answered)d av %(invited)d') % words}"


def _draw_bar(sheet: Sheet, bar: ResponseBar, down: float, *, width: int, beside: int, room: float) -> float:
    """Draws one bar, beside what is said of it, and tells where the next begins."""
    name = lines_of(bar.wave, beside - 16 if beside else width - room)
    sheet.words([Words(0, down + 16 + LINE_HEIGHT * row, line) for row, line in enumerate(name)])
    tall = LINE_HEIGHT * len(name) + 2
    top = down if beside else down + tall + 4
    if bar.answered is None:
        draw_hidden(sheet, bar.reason, left=beside, right=width, top=top)
        return max(top + height_of(bar.reason, width - beside), down + tall) + APART
    end = width - (room if beside else 0)
    sheet.bars([Bar(beside, end, top, top + THICK, LINE)], cornerRadius=3)
    reach = beside + (end - beside) * _share(bar.answered, bar.invited)
    sheet.bars([Bar(beside, reach, top, top + THICK, SERIES[0])], cornerRadius=3)
    sheet.words([Words(width, down + 16, _said(bar), QUIET)], size=SMALL, align="right")
    return max(top + THICK, down + tall) + APART
