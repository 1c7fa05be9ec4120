"""Tables from outside: CSV in any encoding, and Excel, held to limits before they are unpacked.

`read_table` is told which columns are wanted and by which headings people name them. It gives text; what the
text means is the caller's business, who reports to the same `Problems`, so that people see all that is wrong
at once. `write_csv` and `write_xlsx` are the way out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from redthread.core.csv_files import csv_rows
from redthread.core.errors import InputError
from redthread.core.problems import Complain, Problems
from redthread.core.table_writing import write_csv, write_xlsx
from redthread.core.xlsx_files import xlsx_rows
from redthread.core.xlsx_limits import MOST_COLUMNS

__all__ = ["Column", "Record", "Table", "read_table", "write_csv", "write_xlsx"]

LARGEST_FILE = 10 * 2**20
MOST_ROWS = 50_000
LONGEST_CELL = 1_000
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Column(NamedTuple):
    """A column that is wanted: a key for the code and the headings people use, the best one first."""

    key: str
    headings: tuple[str, ...]
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One row: `number` as a spreadsheet shows it, and the text of each wanted column that the file has."""

    number: int
    texts: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.texts.get(key, "")


@dataclass
class Table:
    """A table being read. `headings` has the heading of each wanted column as it stands in the file."""

    records: Iterator[Record]
    problems: Problems
    headings: dict[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()

    def complain(self, record: Record, key: str, text: str) -> None:
        """Say what is wrong with one cell."""
        self.problems.add(text, row=record.number, column=self.headings.get(key, ""))


def read_table(file: BinaryIO, filename: str, *, columns: Sequence[Column]) -> Table:
    """The table in a CSV or .xlsx file; empty rows are left out, and its first row has the headings.

    Raises InputError for a file that cannot be read, is too large, or lacks a needed column. Problems in
    single cells are put in `problems`; ask it to `stop_if_any` when all records are read.
    """
    problems = Problems()
    heading: list[str] = []

    def complain(row: int, place: int, text: str) -> None:
        problems.add(text, row=row, column=heading[place - 1] if place <= len(heading) else "")

    rows = _not_empty(_rows(file, filename, complain))
    heading += next(rows, (0, []))[1]
    if not heading:
        raise InputError(_("Filen er tom."))
    problems.stop_if_any()
    places, unused = _places(heading, columns)
    headings = {key: heading[place] for key, place in places.items()}
    return Table(_records(rows, places, complain), problems, headings, unused)


def _rows(file: BinaryIO, filename: str, complain: Complain) -> Iterator[tuple[int, list[str]]]:
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise InputError(_("Filen er for stor. Den kan være på høyst 10 MB."))
    if content.startswith(OLD_EXCEL) or filename.lower().endswith(
        (".xls", ".ods", ".numbers", ".pdf", ".docx")
    ):
        raise InputError(
            _("Vi kan ikke lese denne filtypen. Lagre filen som .xlsx uten passord, eller som CSV.")
        )
    if content.startswith(ZIP):
        file.seek(0)
        return xlsx_rows(file, complain, most_rows=MOST_ROWS)
    return csv_rows(content, complain)


def _not_empty(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in rows:
        cleaned = [_tidy(cell) for cell in cells]
        while cleaned and not cleaned[-1]:
            cleaned.pop()
        if not cleaned:
            continue
        if len(cleaned) > MOST_COLUMNS:
            text = _("Rad %(row)d har flere enn %(most)d kolonner. Er dette riktig fil?")
            raise InputError(text % {"row": number, "most": MOST_COLUMNS})
        if number > MOST_ROWS:
            text = _("Filen har flere enn %(most)d rader. Del den opp.")
            raise InputError(text % {"most": MOST_ROWS})
        yield number, cleaned


def _tidy(cell: str) -> str:
    return " ".join(UNSEEN.sub("", cell).split())


def _normal(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading.casefold())


def _places(heading: list[str], columns: Sequence[Column]) -> tuple[dict[str, int], tuple[str, ...]]:
    known = {_normal(name): column.key for column in columns for name in column.headings}
    places: dict[str, int] = {}
    unused = []
    for place, text in enumerate(heading):
        key = known.get(_normal(text))
        if key is None:
            unused.append(text)
        elif key in places:
            both = {"first": heading[places[key]], "second": text}
            raise InputError(_("Kolonnene «%(first)s» og «%(second)s» betyr det samme. Behold én.") % both)
        else:
            places[key] = place
    missing = [column for column in columns if column.is_needed and column.key not in places]
    if missing:
        raise InputError(*(_missing(column, heading) for column in missing))
    return places, tuple(filter(None, unused))


def _missing(column: Column, heading: list[str]) -> str:
    text = _("Kolonnen «%(wanted)s» mangler. Øverste rad i filen er: %(found)s")
    return text % {"wanted": column.headings[0], "found": " · ".join(heading)[:200]}


def _records(
    rows: Iterator[tuple[int, list[str]]], places: dict[str, int], complain: Complain
) -> Iterator[Record]:
    for number, cells in rows:
        texts = {key: cells[place] for key, place in places.items() if place < len(cells)}
        for key, text in texts.items():
            if len(text) > LONGEST_CELL:
                complain(number, places[key] + 1, _("teksten er for lang."))
        yield Record(number, texts)
