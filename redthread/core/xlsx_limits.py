"""What an Excel file may hold, found out before anything of it is unpacked into memory.

An Excel file is a zip of XML files, and a few kilobytes of it can unfold to gigabytes. The zip's own table is
checked first, then every XML part is read through once, in pieces, by a parser that only counts.
"""

from __future__ import annotations

import re
import zlib
from typing import Any, BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from redthread.core.errors import InputError

MOST_FILES = 300
MOST_UNPACKED = 64 * 2**20
MOST_OF_ONE_PART = 24 * 2**20
MOST_TIMES_SMALLER = 200
MOST_COLUMNS = 200
MOST_ELEMENTS = {"worksheet": 1_000_000, "sst": 400_000}  # the rest of a workbook is small
FEW_ELEMENTS = 20_000
PIECE = 64 * 1024
UNREADABLE = (BadZipFile, zlib.error, expat.ExpatError, RuntimeError, EOFError, ValueError, OSError)
NESTED = (".zip", ".xlsx", ".xlsm", ".xlsb", ".gz", ".7z", ".rar")
CELL_NAME = re.compile(r"([A-Z]{1,7})(\d{1,9})")


def check_workbook(file: BinaryIO, *, most_rows: int) -> None:
    """Raise InputError for a file that is no Excel file, or is larger than any list of people."""
    try:
        with ZipFile(file) as archive:
            _check_table(archive.infolist())
            for part in archive.infolist():
                _Counter(most_rows).read(archive, part)
    except UNREADABLE:
        raise InputError(_("Filen er skadet eller ikke en Excel-fil. Lagre den på nytt som .xlsx.")) from None


def _check_table(parts: list[ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    is_bomb = any(
        part.file_size > 2**20 and part.file_size > MOST_TIMES_SMALLER * part.compress_size for part in parts
    )
    too_large = unpacked > MOST_UNPACKED or any(part.file_size > MOST_OF_ONE_PART for part in parts)
    if len(parts) > MOST_FILES or too_large or is_bomb:
        raise InputError(_("Filen er for stor når den pakkes ut. Kopier bare listen til et nytt regneark."))
    names = [part.filename.lower() for part in parts]
    if any(name.endswith(NESTED) for name in names):
        raise InputError(_("Filen inneholder andre filer. Kopier bare listen til et nytt regneark."))
    is_odd = any(part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts)
    if len(set(names)) < len(names) or is_odd:
        raise InputError(_("Filen er skadet eller har passord. Lagre den på nytt uten passord."))
    if "xl/workbook.xml" not in names:
        raise InputError(_("Filen er ikke en Excel-fil. Lagre den som .xlsx eller .csv."))


class _Counter:
    """Reads one XML part and stops at the first limit it passes."""

    def __init__(self, most_rows: int) -> None:
        self.most_rows = most_rows
        self.root = ""
        self.elements = self.rows = self.columns = 0

    def read(self, archive: ZipFile, part: ZipInfo) -> None:
        with archive.open(part) as stream:
            piece = stream.read(PIECE)
            if b"<" not in piece[:64]:
                return  # a picture or the like; nobody can read it as XML
            parser = expat.ParserCreate(namespace_separator=" ")
            parser.StartElementHandler = self.element
            parser.StartDoctypeDeclHandler = self.doctype
            while piece:
                parser.Parse(piece)
                piece = stream.read(PIECE)
            parser.Parse(b"", True)

    def doctype(self, *_args: Any) -> None:
        """Entities, which can grow without end, are declared in a document type; a workbook has none."""
        raise ValueError

    def element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self.root = self.root or local
        self.elements += 1
        if self.elements > MOST_ELEMENTS.get(self.root, FEW_ELEMENTS):
            raise InputError(_("Filen er for stor. Kopier bare listen til et nytt regneark."))
        if self.root == "worksheet":
            if local == "row":
                self.row(attributes)
            elif local == "c":
                self.cell(attributes)

    def row(self, attributes: dict[str, str]) -> None:
        self.rows = max(self.rows + 1, int(attributes.get("r", "0")))
        self.columns = 0
        if self.rows > self.most_rows:
            raise InputError(
                _("Arket har flere enn %(most)d rader. Del det opp, eller fjern tomme rader nederst.")
                % {"most": self.most_rows}
            )

    def cell(self, attributes: dict[str, str]) -> None:
        self.columns += 1
        named = CELL_NAME.fullmatch(attributes.get("r", "A1"))
        if named is None or int(named[2]) > self.most_rows:
            raise ValueError
        if max(self.columns, _column_number(named[1])) > MOST_COLUMNS:
            raise InputError(
                _("Rad %(row)d har flere enn %(most)d kolonner. Kopier bare listen til et nytt regneark.")
                % {"row": self.rows, "most": MOST_COLUMNS}
            )


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
