"""An XLSForm as an Excel file, out and in. What the sheets mean is told in `instruments.xlsform`."""

from __future__ import annotations

import io
import warnings
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from redthread.core.xlsx_limits import check_workbook
from redthread.instruments.model import Instrument
from redthread.instruments.xlsform import to_sheets
from redthread.instruments.xlsform_reading import from_sheets

SHEETS = ("survey", "choices", "settings", "redthread")
MOST_ROWS = 5000


def write_xlsform(instrument: Instrument) -> bytes:
    """Each cell says itself that it is text, so nothing in it is taken for a formula."""
    book = Workbook(write_only=True)
    for name, rows in to_sheets(instrument).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text or None)
    if text:
        cell.data_type = "s"
    return cell


def read_xlsform(file: BinaryIO) -> Instrument:
    """Raises InputError for a file that is damaged or too large, InstrumentError for what cannot be asked."""
    check_workbook(file, most_rows=MOST_ROWS)
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out, such as pictures
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        return from_sheets({name: _rows(book[name]) for name in SHEETS if name in book.sheetnames})
    finally:
        book.close()


def _rows(sheet: Any) -> list[list[str]]:
    return [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)] or [[]]


def _text(value: object) -> str:
    """A number as it is written; 1.0 is 1."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
