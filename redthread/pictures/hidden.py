"""What may not be seen stands in the picture as a quiet, hatched place with its reason."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redthread.pictures.colours import EDGE, HATCH, PAPER, QUIET
from redthread.pictures.lettering import LINE_HEIGHT, SMALL, lines_of, readable, width_of
from redthread.pictures.sheet import Bar, Sheet, Words

LOWEST = 28


def reason_of(reason: str) -> str:
    return readable(reason) or _("skjult")


def height_of(reason: str, room: float) -> float:
    """Pixels that the place needs when it is `room` wide: the whole reason is always told."""
    return max(LOWEST, LINE_HEIGHT * len(_lines(reason, room)) + 9)


def draw_hidden(sheet: Sheet, reason: str, *, left: float, right: float, top: float) -> None:
    """A hatched place over the pixels from `left` to `right`, the same whatever it hides."""
    lines, bottom = _lines(reason, right - left), top + height_of(reason, right - left)
    place = Bar(sheet.at(left + 1), sheet.at(right - 1), top, bottom, HATCH)
    sheet.bars([place], stroke=EDGE, strokeDash=[3, 3], strokeOpacity=0.7, cornerRadius=3)
    middle, reach = (left + right) / 2, max(width_of(line, SMALL) for line in lines) / 2 + 8
    behind = Bar(sheet.at(middle - reach), sheet.at(middle + reach), top + 4, bottom - 4, PAPER)
    sheet.bars([behind], cornerRadius=3)
    words = [
        Words(sheet.at(middle), top + 18.5 + LINE_HEIGHT * row, line, QUIET) for row, line in enumerate(lines)
    ]
    sheet.words(words, size=SMALL, align="center")


def _lines(reason: str, room: float) -> list[str]:
    return lines_of(reason_of(reason), room - 36, SMALL)
