"""Putting an archive in place: built and proved beside what is there, then swapped with it."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction

from redthread.config.archive.manifest import FILES, SECRET
from redthread.config.archive.reading import Archive
from redthread.config.archive.rows import dump, empty, load, reset_sequences, stored_models
from redthread.config.archive.writing import sqlite_alias
from redthread.config.gate import RefusedError
from redthread.config.storage import SWAPPING, prepare_database
from redthread.people.models import Person


def is_empty() -> bool:
    """Whether nobody's data is here yet. An installation that was only started once counts as empty."""
    if "people_person" not in connection.introspection.table_names():
        return not any(Path(settings.MEDIA_ROOT).rglob("*"))
    return not Person.objects.exists()


def rehearse(archive: Archive) -> None:
    """Restore into a database that is thrown away: proves that the archive can be used."""
    with TemporaryDirectory(prefix="rehearsal-", dir=settings.HOME) as folder:
        build_sqlite(archive, Path(folder) / "rehearsal.sqlite3")


def restore(archive: Archive, *, now: datetime) -> list[Path]:
    """Make the archive's contents this installation's own; answer what was set aside.

    Whatever goes wrong before the swap leaves everything as it was. A swap that is cut off (power, kill)
    leaves a mark, and the product does not start on half of it.
    """
    stamp = now.strftime("%Y%m%d-%H%M%S")
    files = Path(settings.MEDIA_ROOT)
    new_files = _fresh(files.with_name("files.restoring"))
    unpack_files(archive, new_files)
    mark = Path(settings.HOME) / SWAPPING
    if connection.vendor == "sqlite":
        database = Path(str(connection.settings_dict["NAME"]))
        new_database = _fresh(database.with_name(f"{database.name}.restoring"))
        build_sqlite(archive, new_database)
        connections.close_all()
        with _marked(mark):
            aside = [swap(new_database, database, stamp), swap(new_files, files, stamp)]
    else:
        prepare_database()
        with _marked(mark):
            with transaction.atomic():
                fill(archive, using=DEFAULT_DB_ALIAS)
            aside = [swap(new_files, files, stamp)]
    aside.append(put_key(archive, stamp))
    return [path for path in aside if path is not None]


def build_sqlite(archive: Archive, path: Path) -> None:
    """A new database file with the archive's rows in it, proved equal to the archive."""
    with sqlite_alias("restored", path) as using:
        call_command("migrate", database=using, verbosity=0, interactive=False)
        call_command("createcachetable", database=using, verbosity=0)
        with transaction.atomic(using=using):
            fill(archive, using=using)


def fill(archive: Archive, *, using: str) -> None:
    """Replace all rows by the archive's, and read them back to compare. Raises RefusedError."""
    try:
        empty(using=using)
        for name, model in stored_models().items():
            load(model, archive.lines(name), using=using)
        reset_sequences(using=using)
        connections[using].check_constraints()
    except (DatabaseError, ValueError) as error:
        raise RefusedError(f"The archive's rows do not fit this database: {type(error).__name__}.") from error
    for name, entry in archive.manifest.tables().items():
        digest = hashlib.sha256()
        for line in dump(stored_models()[name], using=using):
            digest.update(line)
        if digest.hexdigest() != entry.sha256:
            raise RefusedError(f"The table {name} did not come back as it was saved. Nothing was restored.")


def unpack_files(archive: Archive, folder: Path) -> None:
    folder.mkdir(mode=0o700)
    for name in archive.manifest.files():
        archive.unpack(name, folder / name.removeprefix(FILES))


def swap(new: Path, place: Path, stamp: str) -> Path | None:
    """Put `new` in its place and set aside what was there, unless it was nothing."""
    aside = None
    if place.exists() and not _was_nothing(place):
        aside = place.with_name(f"{place.name}.replaced-{stamp}")
        for suffix in ("-wal", "-shm", "-journal"):  # they belong to the database file beside them
            companion = place.with_name(place.name + suffix)
            if companion.exists():
                companion.rename(aside.with_name(aside.name + suffix))
        place.rename(aside)
    new.rename(place)
    return aside


def put_key(archive: Archive, stamp: str) -> Path | None:
    if SECRET not in archive.manifest.entries:
        return None
    new = Path(settings.HOME) / "secret_key.restoring"
    new.unlink(missing_ok=True)
    archive.unpack(SECRET, new)
    os.chmod(new, 0o600)
    return swap(new, Path(settings.HOME) / "secret_key", stamp)


def _was_nothing(place: Path) -> bool:
    """Remove an empty folder or file; false when there is something in it."""
    if place.is_dir():
        if any(place.iterdir()):
            return False
        place.rmdir()
        return True
    if place.stat().st_size:
        return False
    place.unlink()
    return True


def _fresh(path: Path) -> Path:
    """A name to build under, without what an interrupted attempt left there."""
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    return path


@contextmanager
def _marked(mark: Path) -> Iterator[None]:
    """The mark stands while halves could exist; a refusal means that nothing was changed."""
    mark.touch()
    try:
        yield
    except RefusedError:
        mark.unlink()
        raise
    mark.unlink()
