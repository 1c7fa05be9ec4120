"""Tables on the way out: no cell, whatever somebody typed into it, starts a formula in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

# What spreadsheets take for the start of a formula, also behind blanks, quotes and line breaks.
_ACTIVE = tuple("=+-@＝＋－＠")
_BEFORE = ' \t"\u200b\ufeff\xa0'
_LINE = re.compile(r"(\r\n|\r|\n)")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONE_DASH = ("-", "–", "+")


def inert(text: str) -> str:
    """The text, with an apostrophe before what would start a formula; a lone dash is only a dash."""
    if text.strip() in _LONE_DASH:
        return text
    lines = "".join(_inert_line(line) for line in _LINE.split(text))
    return f"'{lines}" if lines.startswith(("\t", "\r", "\n")) else lines


def _inert_line(line: str) -> str:
    return f"'{line}" if line.lstrip(_BEFORE).startswith(_ACTIVE) else line


def write_csv(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte order mark, semicolons and commas in numbers: what Excel in Norwegian opens."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in (heading, *rows):
        writer.writerow([_csv_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(cell: object) -> object:
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    return inert(cell) if isinstance(cell, str) else cell


def write_xlsx(title: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet with a bold heading. Text stays text, because each cell says so itself."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "Ark")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, text, is_bold=True) for text in heading])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any, *, is_bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=_NOT_IN_XML.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would take «=1+1» for a formula
    if is_bold:
        cell.font = Font(bold=True)
    return cell
