"""`redthread doctor`: how this installation is doing; exit code 1 when something must be mended."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import django
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from redthread.config.cli import metadata_version
from redthread.config.gate import asset_problems, pragma, storage_problems
from redthread.config.storage import SWAPPING, has_waiting_migrations
from redthread.config.worker import last_heartbeat
from redthread.notices.mailbox import MailboxAwayError, try_mailbox
from redthread.notices.models import OutgoingMail
from redthread.notices.sender import reply_mailbox
from redthread.people.models import Person

FINE, LOOK, MEND = "fine", "look", "MEND"
ALIVE = timedelta(seconds=90)
LITTLE_ROOM = 1024**3
LATE = timedelta(minutes=10)


class Finding(NamedTuple):
    state: str
    what: str


def run(options: argparse.Namespace) -> int:
    found = list(findings())
    sys.stdout.writelines(f"{finding.state:<5} {finding.what}\n" for finding in found)
    return 1 if any(finding.state == MEND for finding in found) else 0


def findings() -> Iterator[Finding]:
    """Every finding, as far as the database can be examined."""
    for examine in (versions, home, assets, mail_server, replies):
        yield from examine()
    problems = storage_problems()
    yield from (Finding(MEND, problem) for problem in problems)
    if not problems:
        yield from stored()


def versions() -> Iterator[Finding]:
    yield Finding(
        FINE,
        f"redthread {metadata_version()}, Django {django.__version__}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}",
    )


def home() -> Iterator[Finding]:
    yield Finding(FINE, f"home {settings.HOME}, address {settings.BASE_URL}")
    if not os.access(settings.HOME, os.W_OK | os.X_OK):
        yield Finding(MEND, f"{settings.HOME} cannot be written to.")
    if settings.HOME.stat().st_mode & 0o077:
        yield Finding(
            LOOK, f"Others on this machine can look into {settings.HOME}: chmod 700 {settings.HOME}"
        )
    if (settings.HOME / SWAPPING).exists():
        yield Finding(MEND, "A restore was interrupted. Run `redthread restore FILE --replace` again.")
    free = shutil.disk_usage(settings.HOME).free
    state = LOOK if free < LITTLE_ROOM else FINE
    yield Finding(state, f"disk: {free / 1024**3:.1f} GiB free")


def assets() -> Iterator[Finding]:
    yield from (Finding(MEND, problem) for problem in asset_problems())
    if settings.HAS_ASSETS:
        yield Finding(FINE, f"front-end files in {settings.STATIC_ROOT}")
    elif settings.STATICFILES_DIRS:
        yield Finding(LOOK, "Front-end files come uncompressed from the checkout.")


def stored() -> Iterator[Finding]:
    try:
        yield Finding(FINE, sqlite_line() if connection.vendor == "sqlite" else postgres_line())
        if has_waiting_migrations():
            yield Finding(LOOK, "The tables are made, or brought up to this release, by `redthread serve`.")
            return
        for examine in (outbox, worker, people):
            yield from examine()
    except DatabaseError as error:
        yield Finding(MEND, f"The database is damaged: {error}. Restore the last backup.")


def sqlite_line() -> str:
    integrity = pragma("integrity_check")
    if integrity != "ok":
        raise DatabaseError(integrity)
    level = {2: "full", 3: "extra"}[int(pragma("synchronous"))]
    return f"database SQLite: journal {pragma('journal_mode')}, synchronous {level}, integrity ok"


def postgres_line() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"database PostgreSQL {cursor.fetchone()[0]}: fsync on, full page writes on"


def mail_server() -> Iterator[Finding]:
    backend = settings.EMAIL_BACKEND.rsplit(".", 2)[1]
    match backend:
        case "smtp":
            yield Finding(FINE, f"mail leaves by {settings.EMAIL_HOST}:{settings.EMAIL_PORT}")
        case "filebased":
            yield Finding(
                LOOK, f"No mail is sent: EMAIL_URL is not set. Mails lie in {settings.EMAIL_FILE_PATH}"
            )
        case _:
            yield Finding(LOOK, f"No mail is sent: EMAIL_URL says “{backend}”.")


def replies() -> Iterator[Finding]:
    box = reply_mailbox()
    if box is None:
        yield Finding(FINE, "answers to invitations come by link: REDTHREAD_REPLY_MAILBOX is not set")
        return
    try:
        try_mailbox(box)
    except MailboxAwayError as error:
        yield Finding(LOOK, f"The reply mailbox at {box.host}:{box.port} does not answer: {error}.")
    else:
        yield Finding(FINE, f"answers to invitations are read from {box.address} at {box.host}:{box.port}")


def outbox() -> Iterator[Finding]:
    now = timezone.now()
    waiting = OutgoingMail.objects.due(now)
    late = waiting.filter(send_after__lt=now - LATE).count()
    given_up = OutgoingMail.objects.filter(given_up_at__gt=now - timedelta(days=7)).count()
    yield Finding(LOOK if late else FINE, f"mails waiting now: {waiting.count()}, of them late: {late}")
    if given_up:
        yield Finding(LOOK, f"mails given up the last seven days: {given_up}; see their last_error")


def worker() -> Iterator[Finding]:
    seen = last_heartbeat()
    if seen is None:
        yield Finding(LOOK, "No background worker has run here: `redthread serve` or `redthread work`.")
        return
    is_alive = timezone.now() - seen < ALIVE
    local = timezone.localtime(seen).strftime("%Y-%m-%d %H:%M:%S")
    yield Finding(FINE if is_alive else LOOK, f"background worker last seen {local}")


def people() -> Iterator[Finding]:
    count = Person.objects.count()
    yield Finding(FINE if count else LOOK, f"people: {count}")
