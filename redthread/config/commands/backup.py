"""`redthread backup FILE`: one archive of database and files, made while people work, and read back."""

from __future__ import annotations

import argparse
import sys

from django.utils import timezone

from redthread.config.archive.reading import opened
from redthread.config.archive.writing import write_archive
from redthread.config.cli import metadata_version
from redthread.config.gate import RefusedError
from redthread.config.storage import has_waiting_migrations


def run(options: argparse.Namespace) -> int:
    if has_waiting_migrations():
        raise RefusedError(
            "The database belongs to an older release. Back up with that release, "
            "or start `redthread serve` once to bring it up to this one."
        )
    write_archive(options.file, now=timezone.now(), version=metadata_version(), with_key=options.with_key)
    with opened(options.file) as archive:  # what was not read back is not a backup
        rows = sum(entry.rows for entry in archive.manifest.tables().values())
        files = len(archive.manifest.files())
    sys.stdout.write(f"{options.file}: {rows} rows and {files} files, read back and compared.\n")
    if options.with_key:
        sys.stdout.write(
            "It holds the secret key: whoever has the file can make valid links. Keep it locked up.\n"
        )
    else:
        sys.stdout.write(
            "It does not hold the secret key; keep a copy of the file secret_key somewhere else.\n"
        )
    return 0
