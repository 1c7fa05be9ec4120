"""What must be right before anything is served: storage that keeps what it promised (trust.md R33)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from redthread.config.databases import SAFE_WAL, journal_mode

NETWORK_DISKS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "fuse.sshfs", "ceph"}
)
OLDEST_POSTGRES = 140000
MUST_BE = {"fsync": "on", "full_page_writes": "on", "data_sync_retry": "off", "server_encoding": "UTF8"}


class RefusedError(Exception):
    """A command cannot do what it was asked to. The text says why, then what to do."""


def refuse_unsafe() -> None:
    """Raise RefusedError with every problem that must be solved before people's work is stored here."""
    problems = storage_problems() + asset_problems()
    if problems:
        raise RefusedError("Not started:\n" + "\n".join(f"- {problem}" for problem in problems))


def storage_problems() -> list[str]:
    """Why the database must not be used as it is set up; empty when all is well."""
    try:
        connection.ensure_connection()
        found = sqlite_problems() if connection.vendor == "sqlite" else postgres_problems(postgres_settings())
        return found + version_problems()
    except DatabaseError as error:
        # The words of the driver name host and database, never a password.
        said = str(error).strip().splitlines()[0]
        return [f"The database does not answer: {said}. Check DATABASE_URL and that it runs."]


def sqlite_problems() -> list[str]:
    problems = []
    if pragma("journal_mode") == "wal" and journal_mode() != "WAL":
        wanted = ".".join(map(str, SAFE_WAL))
        problems.append(
            f"The database file is in WAL mode, which needs SQLite {wanted} or newer. Stop every program "
            "that has the file open and start again, or use a newer Python."
        )
    if int(pragma("synchronous")) < 2:
        problems.append("SQLite runs with synchronous below FULL: a power cut would lose saved answers.")
    if pragma("foreign_keys") != "1":
        problems.append("SQLite was built without foreign keys. Use another Python.")
    folder = Path(str(connection.settings_dict["NAME"])).parent
    disk = disk_type(folder, mounts())
    if disk in NETWORK_DISKS:
        problems.append(
            f"{folder} is on a network disk ({disk}), where SQLite's locks do not hold. "
            "Move REDTHREAD_HOME to a local disk or use PostgreSQL."
        )
    return problems


def pragma(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return str(cursor.fetchone()[0]).lower()


def mounts() -> list[tuple[str, str]]:
    """(mount point, file system type) of this machine; empty where the system does not tell."""
    try:
        lines = Path("/proc/self/mounts").read_text().splitlines()
    except OSError:
        return []
    return [(fields[1].replace("\\040", " "), fields[2]) for line in lines if (fields := line.split())]


def disk_type(folder: Path, mounted: list[tuple[str, str]]) -> str:
    """The file system that holds the folder, by the longest mount point above it."""
    above = [(len(point), kind) for point, kind in mounted if folder.is_relative_to(point)]
    return max(above, default=(0, ""))[1]


def postgres_settings() -> dict[str, str]:
    names = [*MUST_BE, "synchronous_commit", "server_version_num"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [names])
        return dict(cursor.fetchall())


def postgres_problems(found: Mapping[str, str]) -> list[str]:
    """Settings under which PostgreSQL acknowledges what it has not stored."""
    problems = [
        f"PostgreSQL has {name} = {found[name]}; it must be {wanted}."
        for name, wanted in MUST_BE.items()
        if name in found and found[name] != wanted
    ]
    if found.get("synchronous_commit") == "off":
        problems.append("PostgreSQL has synchronous_commit = off; a crash would lose saved answers.")
    if int(found["server_version_num"]) < OLDEST_POSTGRES:
        problems.append("PostgreSQL is older than 14. Upgrade the server first.")
    return problems


def version_problems() -> list[str]:
    """A database that a newer release has already changed must not be written by this one."""
    loader = MigrationExecutor(connection).loader
    unknown = sorted(set(loader.applied_migrations or ()) - set(loader.disk_migrations or ()))
    ours = [f"{app}.{name}" for app, name in unknown if app in loader.migrated_apps]
    if not ours:
        return []
    return [f"The database was changed by a newer release ({', '.join(ours)}). Install that release."]


def asset_problems() -> list[str]:
    """Outside debugging and a checkout, style and script must have been built with the package."""
    if settings.HAS_ASSETS or settings.DEBUG or settings.STATICFILES_DIRS:
        return []
    return ["The front-end files are missing. In a checkout use `./dev run`; else install the package again."]
