"""Making an archive while people work: the database as it was at one moment, then the files."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.utils import load_backend

from redthread.config.archive import manifest as listing
from redthread.config.archive.manifest import Entry, Manifest
from redthread.config.archive.rows import dump, stored_models
from redthread.config.databases import sqlite_options
from redthread.config.gate import RefusedError

PIECE = 1024 * 1024


def write_archive(target: Path, *, now: datetime, version: str, with_key: bool) -> Manifest:
    """Write the archive whole or not at all; the file appears under its name when it is complete.

    Raises RefusedError when the name is taken or the disk is full.
    """
    if target.exists():
        raise RefusedError(f"{target} exists already. Choose another name; an archive is never overwritten.")
    draft = target.with_name(f".{target.name}.partial")
    try:
        with draft.open("wb") as file:
            made = _write(
                file, Manifest(now.isoformat(), version, listing.current_schema()), with_key=with_key
            )
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    except OSError as error:
        raise RefusedError(
            f"The archive could not be written: {error.strerror}. Nothing was kept."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return made


def _write(file: IO[bytes], manifest: Manifest, *, with_key: bool) -> Manifest:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        with snapshot() as using:
            for name, model in stored_models().items():
                entry = f"{listing.TABLES}{name}.jsonl"
                manifest.entries[entry] = put(archive, entry, dump(model, using=using))
        for path, entry in stored_files():
            with suppress(FileNotFoundError):  # taken away by somebody since we looked
                manifest.entries[entry] = put(archive, entry, pieces(path))
        if with_key:
            manifest.entries[listing.SECRET] = put(archive, listing.SECRET, [settings.SECRET_KEY.encode()])
        archive.writestr(listing.NAME, manifest.to_json())
    return manifest


def put(archive: zipfile.ZipFile, name: str, content: Iterable[bytes]) -> Entry:
    """Write one entry piece by piece and answer its size, checksum and number of pieces (rows)."""
    digest, size, count = hashlib.sha256(), 0, 0
    content = iter(content)
    first = next(content, b"")  # before the entry is begun, so that a missing file leaves no trace
    with archive.open(name, "w", force_zip64=True) as entry:
        while first:
            entry.write(first)
            digest.update(first)
            size, count = size + len(first), count + 1
            first = next(content, b"")
    return Entry(size, digest.hexdigest(), count)


def pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def stored_files() -> Iterator[tuple[Path, str]]:
    """(where it is, its name in the archive) of every file that people have uploaded."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path, listing.FILES + path.relative_to(root).as_posix()


@contextmanager
def snapshot() -> Iterator[str]:
    """The alias of a database that does not change while it is read, and whose reading stops nobody."""
    if connection.vendor == "sqlite":
        with TemporaryDirectory(prefix="backup-", dir=settings.HOME) as folder:
            copy = Path(folder) / "copy.sqlite3"
            copy_sqlite(copy)
            with sqlite_alias("snapshot", copy) as using:
                yield using
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield DEFAULT_DB_ALIAS


def copy_sqlite(target: Path) -> None:
    """SQLite's own online copy: whole, also while others write."""
    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)
    copy.close()


@contextmanager
def sqlite_alias(alias: str, path: Path) -> Iterator[str]:
    """A second database for a while, set up like the first would be on SQLite."""
    engine = "django.db.backends.sqlite3"
    chosen = deepcopy(connection.settings_dict)
    chosen |= {"ENGINE": engine, "NAME": str(path), "OPTIONS": sqlite_options()}
    connections[alias] = load_backend(engine).DatabaseWrapper(chosen, alias)
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
