"""School routes on a web page: a table with a row a month, or a list. Only its text is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from redthread.schoolyear.routes.proposals import Found, Reading, Trouble
from redthread.schoolyear.routes.text import Line, month_of, read_lines
from redthread.schoolyear.years import SchoolYear

LONGEST_PAGE = 500_000
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>?|<[!?/][^<>]*>?", re.IGNORECASE)
HIDDEN = frozenset(["script", "style", "template", "noscript", "svg", "title", "select", "textarea"])
CELLS = frozenset(["td", "th"])
BLOCKS = ["br", "p", "li", "ul", "ol", "div", "dt", "dd", "section", "article", "hr"]
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6", "caption"]
BREAKS = frozenset([*BLOCKS, *HEADINGS, "table", "thead", "tbody"])
TEXT_END = "\n"


def read_html(page: str, year: SchoolYear) -> Reading:
    """What the page's rows and lines tell of the year; lines are counted as they are read."""
    if len(page) > LONGEST_PAGE:
        return Reading(problems=[Found(0, Trouble.TOO_LONG)])
    return read_lines(_lines(_rows(page)), year)


def looks_like_html(text: str) -> bool:
    """Whether the text has tags that hold tables, lists or lines."""
    start = text[:LONGEST_PAGE].casefold()
    return any(f"<{tag}" in start for tag in ("table", "tr>", "tr ", "td", "li>", "p>", "br", "html", "body"))


class _Piece(NamedTuple):
    """Text, or the start or the end of a tag."""

    text: str
    tag: str = ""
    is_end: bool = False


def _pieces(page: str) -> Iterator[_Piece]:
    """The page as text and tags, without comments and what is not shown.

    The standard library's parser needs hours for broken tags without end; this one reads every sign once.
    """
    place = 0
    while place < len(page):
        match = TAG.search(page, place)
        if match is None:
            yield _Piece(unescape(page[place:]))
            return
        yield _Piece(unescape(page[place : match.start()]))
        tag = (match.group(2) or "").lower()
        place = _end_of_hidden(page, match, tag)
        if tag and tag not in HIDDEN:
            yield _Piece("", tag, bool(match.group(1)))


def _end_of_hidden(page: str, match: re.Match[str], tag: str) -> int:
    """Where reading goes on after the tag; what is opened and never closed hides the rest."""
    if match.group().startswith("<!--"):
        end = page.find("-->", match.start() + 4)
        return end + 3 if end >= 0 else len(page)
    if tag not in HIDDEN or match.group(1):
        return match.end()
    closing = re.compile(rf"</{tag}", re.IGNORECASE).search(page, match.end())
    return closing.start() if closing else len(page)


def _rows(page: str) -> list[list[str]]:
    """Rows of cells; what stands outside tables is a row of one cell."""
    rows: list[list[str]] = []
    row: list[list[str]] = [[]]
    is_in_table = False
    for piece in _pieces(page):
        ends_row = piece.tag == "tr" or (piece.tag in BREAKS and not is_in_table)
        if ends_row:
            _end_row(rows, row)
            row = [[]]
        if piece.tag == "tr":
            is_in_table = not piece.is_end
        elif piece.tag in CELLS and not piece.is_end:
            row.append([])
        elif piece.tag in BREAKS:
            row[-1].append(TEXT_END)
        else:
            row[-1].append(piece.text.replace("\n", " "))
    _end_row(rows, row)
    return rows


def _end_row(rows: list[list[str]], row: list[list[str]]) -> None:
    cells = ["".join(cell).strip() for cell in row]
    if any(cells):
        rows.append([cell for place, cell in enumerate(cells) if cell or place])


def _lines(rows: list[list[str]]) -> list[Line]:
    """Every line of every row, under the month of its first cell or of the row above."""
    lines: list[Line] = []
    month: int | None = None
    for number, cells in enumerate(rows, start=1):
        own = month_of(cells[0])
        month = own or month
        if own is None and all(len(cell) < 40 and TEXT_END not in cell for cell in cells):
            lines.append(Line(number, " ".join(cells), month))  # a short row, such as «Sum 190»
            continue
        for cell in cells[1:] if own else cells:
            lines += [Line(number, part, month) for part in cell.split(TEXT_END) if _is_told(part)]
    return lines


def _is_told(part: str) -> bool:
    """Text, and not only the number of school days."""
    return bool(part.strip()) and not part.strip().isdigit()
