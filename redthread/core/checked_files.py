"""A file that others will open: known by its content, never by its name, and without programs."""

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
# What makes a PDF do things by itself; a name in it may be written with «#» and two digits for a letter.
RUNS_IN_PDF = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|EmbeddedFiles?)\b")
STREAM_IN_PDF = re.compile(rb"\bstream\r?\n(.*?)endstream", re.DOTALL)
LONGEST_OBJECTS = 4 * 2**20
NAME_IN_PDF = re.compile(rb"/[A-Za-z]*(?:#[0-9A-Fa-f]{2}[A-Za-z]*)+")
NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|\?xml|iframe|img|a\s)", re.IGNORECASE)
END_OF_ZIP = b"PK\x05\x06"
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
TXT, CSV = FileKind("txt", "text/plain; charset=utf-8"), FileKind("csv", "text/csv; charset=utf-8")
OF_TEXT = {"txt": TXT, "csv": CSV}
KINDS = {kind.ending: kind for kind in (PDF, JPEG, PNG, *IN_ZIP.values(), FileKind("odt", ODT), TXT, CSV)}


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
    end = file.read()
    if b"%%EOF" not in end:
        raise _damaged()
    if END_OF_ZIP in end:
        raise _two_in_one()
    file.seek(0)
    if _runs(file):
        raise RuleError(_("PDF-en har programmer eller andre filer i seg. Skriv den ut som PDF på nytt."))
    return PDF


def _runs(file: IO[bytes]) -> bool:
    """Whether the PDF does something by itself, or carries other files; also in its packed objects."""
    content = file.read()
    if _says_so(STREAM_IN_PDF.sub(b" ", content)):
        return True
    return any(
        _says_so(_unpacked(found.group(1)))
        for found in STREAM_IN_PDF.finditer(content)
        if b"/ObjStm" in content[max(0, found.start() - 400) : found.start()]
    )


def _says_so(content: bytes) -> bool:
    if RUNS_IN_PDF.search(content):
        return True
    return any(RUNS_IN_PDF.match(_plain_name(name.group())) for name in NAME_IN_PDF.finditer(content))


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, LONGEST_OBJECTS)
    except zlib.error:
        return b""


def _plain_name(name: bytes) -> bytes:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found.group(1), 16)]), name)


def _two_in_one() -> RuleError:
    return RuleError(_("Filen er to slags filer i én. Lagre den på nytt, og legg ved bare dokumentet."))


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
            if min((part.header_offset for part in archive.infolist()), default=0):
                raise _two_in_one()
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


def text_kind_of(file: IO[bytes], size: int, name: str) -> FileKind | None:
    """Plain text, or a table of it, when the name says so; None for any other name.

    Raises RuleError for what is too large, empty, not text, or written to run in a browser.
    """
    kind = OF_TEXT.get(name.rpartition(".")[2].lower())
    if kind is None:
        return None
    if size > LARGEST_FILE:
        raise RuleError(_("Filen er større enn 20 MB. Gjør den mindre, eller legg inn en lenke."))
    file.seek(0)
    content = file.read()
    file.seek(0)
    if not content.strip():
        raise RuleError(_("Filen er tom. Velg en annen."))
    if NOT_IN_TEXT.search(content):
        raise RuleError(_("Dette er ikke en tekstfil. Lagre den som PDF."))
    if MARKUP.search(content[:4096]) or content[:4].lower() == b"mime":
        raise RuleError(_("Filen er en nettside, ikke en tekst. Lagre den som PDF."))
    return kind


def shown_name(name: str, kind: FileKind) -> str:
    """The file's name as people see it: no folders or hidden characters, and the ending of its content."""
    last = HIDDEN.sub("", name).replace("\\", "/").rpartition("/")[2].lstrip(". ")
    stem = " ".join(last.rpartition(".")[0].split() or last.split()) or _("fil")
    return f"{stem[:120]}.{kind.ending}"


def content_type_of(name: str) -> str:
    """Of a file that we named ourselves."""
    return KINDS[name.rpartition(".")[2]].content_type
