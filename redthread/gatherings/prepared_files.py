"""A file to read before a gathering: known by its content, never by its name, and without programs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from typing import IO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from redthread.core.errors import RuleError

LARGEST_FILE = 20 * 2**20
MOST_PARTS = 3_000
MOST_UNPACKED = 400 * 2**20
MOST_TIMES_SMALLER = 200
LONGEST_TYPES = 2**20
OFFICE = "application/vnd.openxmlformats-officedocument."
ODT = "application/vnd.oasis.opendocument.text"
UNREADABLE = (BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError, NotImplementedError)
# Parts of a document that hold programs.
RUNS = re.compile(r"vbaproject|vbadata|activex|macrosheets|(?:^|/)(?:basic|scripts)/", re.IGNORECASE)
HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class FileKind(NamedTuple):
    ending: str
    content_type: str


PDF = FileKind("pdf", "application/pdf")
JPEG, PNG = FileKind("jpg", "image/jpeg"), FileKind("png", "image/png")
IN_ZIP = {
    f"{OFFICE}wordprocessingml.document.main+xml": FileKind("docx", f"{OFFICE}wordprocessingml.document"),
    f"{OFFICE}presentationml.presentation.main+xml": FileKind("pptx", f"{OFFICE}presentationml.presentation"),
    f"{OFFICE}spreadsheetml.sheet.main+xml": FileKind("xlsx", f"{OFFICE}spreadsheetml.sheet"),
}
KINDS = {kind.ending: kind for kind in (PDF, JPEG, PNG, *IN_ZIP.values(), FileKind("odt", ODT))}


def kind_of(file: IO[bytes], size: int) -> FileKind:
    """What kind of file it is, by its content.

    Raises RuleError for one that is empty, above 20 MB, of another kind, damaged or locked, or has macros.
    """
    if size > LARGEST_FILE:
        raise RuleError(_("Filen er større enn 20 MB. Gjør den mindre, eller legg inn en lenke."))
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    if not start:
        raise RuleError(_("Filen er tom. Velg en annen."))
    for magic, check in MAGIC.items():
        if start.startswith(magic):
            return check(file, size)
    raise _other_kind()


def _other_kind() -> RuleError:
    return RuleError(_("Vi kan ta imot PDF, Word, PowerPoint, Excel, ODT og bilder. Lagre filen som PDF."))


def _damaged() -> RuleError:
    return RuleError(_("Filen er skadet eller har passord. Lagre den på nytt uten passord."))


def _pdf(file: IO[bytes], size: int) -> FileKind:
    file.seek(max(0, size - 2048))
    if b"%%EOF" not in file.read():
        raise _damaged()
    return PDF


def _jpeg(file: IO[bytes], size: int) -> FileKind:
    file.seek(max(0, size - 64))
    if b"\xff\xd9" not in file.read():
        raise _damaged()
    return JPEG


def _png(file: IO[bytes], size: int) -> FileKind:
    file.seek(max(0, size - 64))
    if b"IEND" not in file.read():
        raise _damaged()
    return PNG


def _zipped(file: IO[bytes], size: int) -> FileKind:
    try:
        with ZipFile(file) as archive:
            _refuse_odd(archive.infolist())
            return _kind_in(archive)
    except UNREADABLE:
        raise _damaged() from None


def _refuse_odd(parts: list[ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    is_bomb = any(
        part.file_size > 2**20 and part.file_size > MOST_TIMES_SMALLER * max(1, part.compress_size)
        for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or is_bomb:
        raise RuleError(_("Filen er for stor når den pakkes ut. Lagre den som PDF."))
    if any(part.flag_bits & 1 for part in parts):
        raise _damaged()
    if any(RUNS.search(part.filename) for part in parts):
        raise _macros()


def _macros() -> RuleError:
    return RuleError(_("Filen har makroer, som kan kjøre på andres maskiner. Lagre den uten makroer."))


def _kind_in(archive: ZipFile) -> FileKind:
    names = set(archive.namelist())
    if "mimetype" in names:
        if _read(archive, "mimetype").strip() == ODT.encode():
            return KINDS["odt"]
        raise _other_kind()
    if "[Content_Types].xml" not in names:
        raise _other_kind()
    types = _read(archive, "[Content_Types].xml").decode("utf-8", "replace")
    if "macroenabled" in types.lower():
        raise _macros()
    for content, kind in IN_ZIP.items():
        if f'"{content}"' in types:
            return kind
    raise _other_kind()


def _read(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(LONGEST_TYPES)


MAGIC: dict[bytes, Callable[[IO[bytes], int], FileKind]] = {
    b"%PDF-": _pdf,
    b"\xff\xd8\xff": _jpeg,
    b"\x89PNG\r\n\x1a\n": _png,
    b"PK\x03\x04": _zipped,
}


def shown_name(name: str, kind: FileKind) -> str:
    """The file's name as people see it: no folders or hidden characters, and the ending of its content."""
    last = HIDDEN.sub("", name).replace("\\", "/").rpartition("/")[2]
    stem = " ".join(last.rpartition(".")[0].split() or last.split()) or _("fil")
    return f"{stem[:120]}.{kind.ending}"


def content_type_of(name: str) -> str:
    """Of a file that we named ourselves."""
    return KINDS[name.rpartition(".")[2]].content_type
