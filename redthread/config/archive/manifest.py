"""The list of what an archive holds, and of what release it belongs to."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from django.db.migrations.loader import MigrationLoader

from redthread.config.gate import RefusedError

NAME, SECRET, TABLES, FILES = "manifest.json", "secret_key", "tables/", "files/"
FORMAT = 1


@dataclass(frozen=True)
class Entry:
    size: int
    sha256: str
    rows: int = 0


@dataclass
class Manifest:
    made_at: str
    version: str
    schema: dict[str, str]
    entries: dict[str, Entry] = field(default_factory=dict)
    format: int = FORMAT

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    def tables(self) -> dict[str, Entry]:
        return {
            name.removeprefix(TABLES).removesuffix(".jsonl"): entry
            for name, entry in self.entries.items()
            if name.startswith(TABLES)
        }

    def files(self) -> list[str]:
        return [name for name in self.entries if name.startswith(FILES)]


@cache
def current_schema() -> dict[str, str]:
    """The last migration of every package: what tables and columns this release has."""
    graph = MigrationLoader(None).graph
    return dict(sorted(graph.leaf_nodes()))


def read(raw: bytes) -> Manifest:
    """The manifest of an archive. Raises RefusedError for one that is damaged or unsafe."""
    try:
        given: dict[str, Any] = json.loads(raw)
        given["entries"] = {name: Entry(**entry) for name, entry in given["entries"].items()}
        manifest = Manifest(**given)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RefusedError("The archive's list of contents cannot be read. Use another backup.") from error
    if manifest.format != FORMAT:
        raise RefusedError("The archive has a newer form than this release knows. Install a newer release.")
    for name in manifest.entries:
        refuse_unsafe_name(name)
    return manifest


def refuse_unsafe_name(name: str) -> None:
    """Only names that stay below the folder they are unpacked in."""
    path = PurePosixPath(name)
    is_odd = "\\" in name or "\0" in name or ":" in name or ".." in path.parts or str(path) != name
    if path.is_absolute() or is_odd or not (name == SECRET or name.startswith((TABLES, FILES))):
        raise RefusedError(
            f"The archive holds a name that does not belong there: {name!r}. Nothing was restored."
        )


def refuse_other_release(manifest: Manifest) -> None:
    """An archive fits the release it was made by; another release may have other tables."""
    ours = current_schema()
    differs = sorted(app for app in ours | manifest.schema if ours.get(app) != manifest.schema.get(app))
    if differs:
        raise RefusedError(
            f"The archive was made by version {manifest.version}, whose tables differ from this one's "
            f"({', '.join(differs)}). Install that version, restore, and update afterwards."
        )
