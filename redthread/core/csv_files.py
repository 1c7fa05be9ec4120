"""Rows of text out of a CSV file in any of the shapes that Norwegian offices save."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from redthread.core.errors import InputError
from redthread.core.problems import Complain

LONGEST_LINE = 20_000
DELIMITERS = ";,\t"
UTF16 = (b"\xff\xfe", b"\xfe\xff")


class UnreadableError(InputError):
    """The signs of the text cannot be told."""


def csv_rows(
    content: bytes, complain: Complain, *, longest: int = LONGEST_LINE
) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number as a spreadsheet shows it. Raises InputError for what is no table of text."""
    text = _without_separator_line(decode(content))
    lines = _lines(text, longest)
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            for place, cell in enumerate(cells, start=1):
                if cell.startswith("="):
                    complain(number, place, _("en formel. Skriv verdien i stedet."))
            yield number, cells
    except csv.Error:
        raise InputError(
            _('Rad %(row)d: et anførselstegn (") mangler eller står feil.') % {"row": number + 1}
        ) from None


def decode(content: bytes) -> str:
    """The text of UTF-8 (with or without byte order mark), UTF-16 or Windows-1252 (cp1252).

    Raises UnreadableError for anything else, and for text with control characters that no table has.
    """
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableError(
        _("Vi kan ikke lese tegnene i filen. Lagre den som «CSV UTF-8» eller som Excel-fil.")
    )


def _candidates(content: bytes) -> list[str]:
    if content.startswith(UTF16):
        return ["utf-16"]
    start = content[:200]
    if start.count(0) > len(start) // 4:  # UTF-16 without a mark: every other byte of plain text is 0
        return ["utf-16-le" if start[1::2].count(0) > start[0::2].count(0) else "utf-16-be"]
    return ["utf-8-sig", "cp1252"]


def _without_separator_line(text: str) -> str:
    """Excel may begin a file with «sep=;», which it reads itself."""
    first, end, rest = text.partition("\n")
    return rest if end and first.strip().lower().startswith("sep=") else text


def _delimiter(text: str) -> str:
    heading = next((line for line in text[:LONGEST_LINE].splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda sign: (heading.count(sign), -DELIMITERS.index(sign)))


def _lines(text: str, longest: int) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > longest:
            raise InputError(_("Rad %(row)d er for lang. Er dette en tabell?") % {"row": number})
        yield line
