"""Rows of text out of the first visible sheet of an Excel file."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from redthread.core.errors import InputError
from redthread.core.problems import Complain
from redthread.core.xlsx_limits import check_workbook


def xlsx_rows(file: BinaryIO, complain: Complain, *, most_rows: int) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number; formulas and error values are reported and come as nothing.

    Raises InputError for a file that is damaged, locked, larger than the limits, or no Excel file.
    """
    check_workbook(file, most_rows=most_rows)
    file.seek(0)
    for number, cells in enumerate(_cells(file), start=1):
        yield number, [_text(cell, number, place, complain) for place, cell in enumerate(cells, start=1)]


def _cells(file: BinaryIO) -> Iterator[tuple[Any, ...]]:
    try:
        with _quiet():
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise InputError(_("Filen har ingen synlige ark."))
        sheets[0].reset_dimensions()
        rows = sheets[0].iter_rows()
        while (cells := _next(rows)) is not None:
            yield cells
    except InputError:
        raise
    except Exception:  # openpyxl and lxml raise whatever comes; a file from outside is never our fault
        raise InputError(_("Filen er skadet. Åpne den i Excel, og lagre den på nytt som .xlsx.")) from None


def _next(rows: Iterator[tuple[Any, ...]]) -> tuple[Any, ...] | None:
    with _quiet():
        return next(rows, None)


@contextmanager
def _quiet() -> Iterator[None]:
    """openpyxl warns of pictures, colours and odd dates, none of which concern us."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _text(cell: Any, row: int, place: int, complain: Complain) -> str:
    """What a person sees in the cell, near enough: dates as 2026-10-12, whole numbers without decimals."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        complain(row, place, _("en formel. Lim inn bare verdiene i stedet."))
        return ""
    if cell.data_type == "e":
        complain(row, place, _("feilverdien %(value)s.") % {"value": value})
        return ""
    return _shown(value, str(cell.number_format))


def _shown(value: Any, number_format: str) -> str:
    if isinstance(value, bool):
        return _("Ja") if value else _("Nei")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        is_percent = number_format.endswith("%")
        return f"{value * 100:.10g} %" if is_percent else f"{value:.15g}"
    return str(value)
