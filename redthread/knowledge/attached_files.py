"""A file that somebody puts with a story: known by its content; a picture is made anew."""

from __future__ import annotations

from io import BytesIO
from typing import IO, NamedTuple

from redthread.core.checked_files import JPEG, PNG, kind_of, shown_name
from redthread.core.photos import make_anew

WEBP = (b"RIFF", b"WEBP")


class Attached(NamedTuple):
    """`name` is what people see: without folders, with the ending of what it is."""

    file: IO[bytes]
    name: str
    ending: str


def read_attached(file: IO[bytes], name: str, size: int) -> Attached:
    """Raises RuleError for what is too large, damaged, locked, of another kind (also SVG and HTML), or has
    macros."""
    file.seek(0)
    start = file.read(12)
    file.seek(0)
    is_webp = (start[:4], start[8:12]) == WEBP
    kind = JPEG if is_webp else kind_of(file, size)
    file.seek(0)
    if kind in (JPEG, PNG):
        file, kind = BytesIO(make_anew(file, size).content), JPEG
    return Attached(file, shown_name(name, kind), kind.ending)
