"""A file of results as rows and headings, whatever it was saved as. Refused whole with the place."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from redthread.core.csv_files import csv_rows
from redthread.core.errors import InputError
from redthread.core.problems import Problems
from redthread.core.xlsx_files import xlsx_rows
from redthread.core.xlsx_limits import MOST_COLUMNS
from redthread.gatherings.results_reading.numbers import BLANKS

LARGEST_FILE = 10 * 2**20
MOST_ROWS = 5_000
LONGEST_CELL = 1_000
ZIP, OLD_EXCEL, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Row(NamedTuple):
    """`number` as a spreadsheet shows it; as many cells as there are headings."""

    number: int
    cells: list[str]


class Grid(NamedTuple):
    """`headings` has the levels of each column's heading; one level where the file joins them with dots."""

    headings: list[tuple[str, ...]]
    rows: list[Row]
    has_decimal_point: bool

    def name_of(self, place: int) -> str:
        return ".".join(self.headings[place])


def read_grid(content: bytes) -> Grid:
    """Raises InputError for a file that is empty, too large, no table, or has a heading without words."""
    if len(content) > LARGEST_FILE:
        raise InputError(_("Filen er for stor. Den kan være på høyst 10 MB."))
    if not content.strip():
        raise InputError(_("Filen er tom."))
    if content.startswith((OLD_EXCEL, PDF)):
        raise InputError(
            _("Vi kan ikke lese denne filtypen. Lagre filen som .xlsx uten passord, eller som CSV.")
        )
    if content.removeprefix(BYTE_ORDER_MARK).lstrip()[:1] in (b"{", b"["):
        return _of_json(content)
    return _of_table(content)


def tidy(text: str) -> str:
    return BLANKS.sub(" ", text.replace("\ufeff", "").replace("\u200b", "")).strip()


def _of_table(content: bytes) -> Grid:
    problems = Problems()

    def complain(row: int, place: int, text: str) -> None:
        problems.add(text, row=row, column=str(place))

    is_excel = content.startswith(ZIP)
    rows = (
        xlsx_rows(io.BytesIO(content), complain, most_rows=MOST_ROWS)
        if is_excel
        else csv_rows(content, complain)
    )
    filled = list(_filled(rows))
    problems.stop_if_any()
    if not filled:
        raise InputError(_("Filen er tom."))
    heading, *rest = filled
    width = len(heading.cells)
    for row in rest:
        if len(row.cells) > width:
            raise _without_heading(heading.number, width + 1)
        row.cells.extend([""] * (width - len(row.cells)))
    _refuse_nameless(heading, rest)
    return Grid([(cell,) for cell in heading.cells], rest, is_excel)


def _filled(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    """The rows with anything in them, without the empty cells at their end."""
    for number, cells in rows:
        if number > MOST_ROWS:
            text = _("Rad %(row)d: filen har flere enn %(most)d rader. Ta bare med skolene i nettverket.")
            raise InputError(text % {"row": number, "most": MOST_ROWS})
        tidied = [tidy(cell) for cell in cells]
        while tidied and not tidied[-1]:
            tidied.pop()
        if not tidied:
            continue
        if len(tidied) > MOST_COLUMNS:
            text = _("Rad %(row)d har flere enn %(most)d kolonner. Er dette riktig fil?")
            raise InputError(text % {"row": number, "most": MOST_COLUMNS})
        if any(len(cell) > LONGEST_CELL for cell in tidied):
            raise InputError(_("Rad %(row)d: en tekst er for lang. Er dette en tabell?") % {"row": number})
        yield Row(number, tidied)


def _refuse_nameless(heading: Row, rows: list[Row]) -> None:
    for place, text in enumerate(heading.cells):
        if not text and any(row.cells[place] for row in rows):
            raise _without_heading(heading.number, place + 1)


def _without_heading(row: int, column: int) -> InputError:
    text = _(
        "Rad %(row)d, kolonne %(column)d: overskriften er tom. "
        "Del opp sammenslåtte celler, og gi hver kolonne sin egen overskrift."
    )
    return InputError(text % {"row": row, "column": column})


def _of_json(content: bytes) -> Grid:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputError(_("Filen er skadet. Last den ned på nytt.")) from None
    if isinstance(found, dict):
        return _of_pivot(found)
    return _of_rows(found)


def _of_rows(found: list[Any]) -> Grid:
    """Long rows, one figure each, as the open data gives them."""
    if not found or not isinstance(found[0], dict):
        raise InputError(_("Filen er tom."))
    keys = [str(key) for key in found[0]]
    _refuse_many(len(found), len(keys))
    rows = []
    for number, row in enumerate(found, start=1):
        if not isinstance(row, dict) or list(row) != keys:
            raise InputError(_("Rad %(row)d har andre felter enn de andre.") % {"row": number})
        rows.append(Row(number, [_text(value, number) for value in row.values()]))
    return Grid([(key,) for key in keys], rows, has_decimal_point=True)


def _of_pivot(found: dict[str, Any]) -> Grid:
    """Levels of columns that each span some columns, and rows with a name and figures."""
    try:
        levels = [_spread(level) for level in found["metadata"]["columns"]]
        rows = list(found["rows"])
        _refuse_many(len(rows), max(len(level) for level in levels))
        if len({len(level) for level in levels}) != 1:
            raise InputError(_("Kolonnene i filen går ikke opp. Last den ned på nytt."))
        headings = [("EnhetNavn",), ("Organisasjonsnummer",), *zip(*levels, strict=True)]
        read = [_pivot_row(row, number, len(headings)) for number, row in enumerate(rows, start=1)]
    except (KeyError, TypeError, AttributeError, ValueError):
        raise InputError(_("Vi kjenner ikke igjen innholdet i filen. Last ned tabellen som CSV.")) from None
    return Grid(headings, read, has_decimal_point=True)


def _spread(level: list[dict[str, Any]]) -> list[str]:
    counts = [int(column["columnCount"]) for column in level]
    if sum(counts) > MOST_COLUMNS or any(count < 1 for count in counts):
        raise InputError(_("Kolonnene i filen går ikke opp. Last den ned på nytt."))
    return [
        tidy(str(column["name"])) for column, count in zip(level, counts, strict=True) for _n in range(count)
    ]


def _pivot_row(row: dict[str, Any], number: int, width: int) -> Row:
    cells = [_text(row["navn"], number), _text(row.get("kode"), number)]
    cells += [_text(value, number) for value in row["data"]]
    if len(cells) != width:
        text = _("Rad %(row)d har %(found)d tall, men det er %(wanted)d kolonner.")
        raise InputError(text % {"row": number, "found": len(cells) - 2, "wanted": width - 2})
    return Row(number, cells)


def _refuse_many(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        text = _("Rad %(row)d: filen har flere enn %(most)d rader. Ta bare med skolene i nettverket.")
        raise InputError(text % {"row": MOST_ROWS + 1, "most": MOST_ROWS})
    if columns > MOST_COLUMNS:
        text = _("Rad %(row)d har flere enn %(most)d kolonner. Er dette riktig fil?")
        raise InputError(text % {"row": 1, "most": MOST_COLUMNS})


def _text(value: Any, number: int) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or len(str(value)) > LONGEST_CELL:
        raise InputError(_("Rad %(row)d har noe som ikke er en tekst eller et tall.") % {"row": number})
    return tidy(str(value))
