"""A file that waits between «preview» and «yes, do it», so that nobody has to choose it twice.

It lies in the home folder under a name that only the holder's own ticket leads to, and is forgotten after an
hour. The ticket goes into the page; another person's ticket finds nothing.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.conf import settings

KEPT = timedelta(hours=1)


class HeldFile(NamedTuple):
    filename: str
    content: BinaryIO


def hold_file(content: bytes, filename: str, *, holder: str, now: datetime) -> str:
    """Keep the file for `holder` (such as a person's public id) and give the ticket for it."""
    forget_old_files(now=now)
    ticket = secrets.token_urlsafe(24)
    about = json.dumps({"filename": filename, "held_at": now.isoformat()}).encode()
    path = _path(ticket, holder)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(about + b"\n" + content)
    return ticket


def held_file(ticket: str, *, holder: str, now: datetime) -> HeldFile | None:
    """The file, or None when it is gone, too old, or somebody else's."""
    try:
        about, _, content = _path(ticket, holder).read_bytes().partition(b"\n")
    except OSError:
        return None
    told = json.loads(about)
    if datetime.fromisoformat(told["held_at"]) < now - KEPT:
        return None
    return HeldFile(told["filename"], BytesIO(content))


def drop_file(ticket: str, *, holder: str) -> None:
    """Forget the file, once it has been used."""
    _path(ticket, holder).unlink(missing_ok=True)


def forget_old_files(*, now: datetime) -> None:
    """Delete what nobody came back for."""
    for path in _folder().glob("*.held"):
        with path.open("rb") as file:
            about = file.readline()
        if datetime.fromisoformat(json.loads(about)["held_at"]) < now - KEPT:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.HOME) / "held"


def _path(ticket: str, holder: str) -> Path:
    name = hashlib.sha256(f"{holder}\n{ticket}".encode()).hexdigest()
    return _folder() / f"{name}.held"
