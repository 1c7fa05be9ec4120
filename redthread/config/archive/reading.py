"""Verifying an archive from end to end before anything of it is used."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redthread.config.archive import manifest as listing
from redthread.config.archive.manifest import Entry, Manifest
from redthread.config.archive.rows import stored_models
from redthread.config.gate import RefusedError

PIECE = 1024 * 1024
LARGEST_LIST = 256 * PIECE
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


class Archive:
    """An open archive whose every byte has been compared with its checksum."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self.file = file
        self.manifest = manifest

    def lines(self, table: str) -> Iterator[bytes]:
        with self.file.open(f"{listing.TABLES}{table}.jsonl") as entry:
            yield from entry

    def read(self, name: str) -> bytes:
        return self.file.read(name)

    def unpack(self, name: str, target: Path) -> None:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.file.open(name) as entry, target.open("xb") as file:
            while piece := entry.read(PIECE):
                file.write(piece)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The verified archive. Raises RefusedError, in words, for anything that is not whole and ours."""
    if not path.is_file():
        raise RefusedError(f"There is no file {path}.")
    try:
        file = zipfile.ZipFile(path)
    except DAMAGES as error:
        raise RefusedError(f"{path} is not an archive, or it was cut off. Use another backup.") from error
    with file:
        manifest = listing.read(_list_of(file))
        listing.refuse_other_release(manifest)
        _refuse_other_contents(file, manifest)
        for name, entry in manifest.entries.items():
            _verify(file, name, entry)
        yield Archive(file, manifest)


def _list_of(file: zipfile.ZipFile) -> bytes:
    try:
        if file.getinfo(listing.NAME).file_size > LARGEST_LIST:
            raise RefusedError("The archive's list of contents is too large to be ours.")
        return file.read(listing.NAME)
    except KeyError as error:
        raise RefusedError(
            "The archive has no list of contents: it is not ours, or it was cut off."
        ) from error
    except DAMAGES as error:
        raise RefusedError("The archive is damaged (its list of contents). Use another backup.") from error


def _refuse_other_contents(file: zipfile.ZipFile, manifest: Manifest) -> None:
    names = file.namelist()
    for name in set(names) - {listing.NAME}:
        listing.refuse_unsafe_name(name)
    missing = sorted(set(manifest.entries) - set(names))
    if missing:
        raise RefusedError(f"The archive lacks {missing[0]} and {len(missing) - 1} more. Use another backup.")
    if len(names) != len(manifest.entries) + 1:
        raise RefusedError("The archive holds more than its list of contents says. Use another backup.")
    if set(manifest.tables()) != set(stored_models()):
        raise RefusedError("The archive has other tables than this release. Use the release that made it.")


def _verify(file: zipfile.ZipFile, name: str, entry: Entry) -> None:
    digest, size = hashlib.sha256(), 0
    try:
        with file.open(name) as content:
            while size <= entry.size and (piece := content.read(PIECE)):
                digest.update(piece)
                size += len(piece)
    except DAMAGES as error:
        raise RefusedError(f"The archive is damaged ({name}). Use another backup.") from error
    if (size, digest.hexdigest()) != (entry.size, entry.sha256):
        raise RefusedError(f"The archive is damaged ({name} has another checksum). Use another backup.")
