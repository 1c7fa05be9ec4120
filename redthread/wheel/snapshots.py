"""What the owner sees of a network's year: written when it is released, and read back from it.

Gatherings that stand, the work between them, what is fixed, and the owner's own initiatives. Drafts,
deadlines and the schools' initiatives are not in it: what a school is part of is the school's to tell.
A line's `label` and `text` are what people read; the other keys say the same again for the drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any

from django.utils.translation import gettext as _

from redthread.networks.models import Network
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.collisions import Taking
from redthread.wheel.entries import entries_of
from redthread.wheel.marks import KINDS, Entry, Kind, State
from redthread.wheel.route_owners import units_of

Snapshot = list[dict[str, str]]
SHOWN = (Kind.GATHERING, Kind.BETWEEN, Kind.FIXED, Kind.OWNERS)


def source_of(network: Network, year: SchoolYear) -> str:
    """What a release of this year's wheel is taken from."""
    return f"{network.public_id}-{year.first_year}"


def snapshot_of(network: Network, year: SchoolYear) -> Snapshot:
    """The year as every member sees it, as far as it is shown upward."""
    units = units_of(network)
    schools = {
        "label": _("Skolene som er med"),
        "text": "\n".join(unit.name for unit in units),
        "schools": " ".join(unit.public_id for unit in units),
        "year": str(year.first_year),
    }
    entries = entries_of(network, year, None)
    shown = [e for e in entries if e.kind in SHOWN and e.state != State.CANCELLED]
    return [schools, *(_line(entry) for entry in shown)]


def _line(entry: Entry) -> dict[str, str]:
    told = [f"{entry.what}: {entry.title}", entry.detail]
    return {
        "label": entry.when,
        "text": "\n".join(word for word in told if word),
        "kind": entry.kind,
        "first": entry.starts_on.isoformat(),
        "last": entry.ends_on.isoformat() if entry.ends_on else "",
        "title": entry.title,
        "detail": entry.detail,
    }


def has_gatherings(snapshot: Snapshot) -> bool:
    return any(line.get("kind") == Kind.GATHERING for line in snapshot)


def mark_of(snapshot: Snapshot) -> str:
    """A short sum over all of it, by which a preview and what is released are known to be the same."""
    return sha256(dumps(snapshot, sort_keys=True).encode()).hexdigest()[:32]


def year_in(snapshot: Any) -> int:
    """The school year that a released wheel is of; 0 of what cannot be read."""
    first = snapshot[0].get("year", "") if isinstance(snapshot, list) and snapshot else ""
    return int(first) if first.isdecimal() else 0


def taking_in(snapshot: Sequence[Mapping[str, str]]) -> Taking:
    """The schools that a released wheel names."""
    keys, names = snapshot[0].get("schools", "").split(), snapshot[0]["text"].split("\n")
    return Taking(dict(zip(keys, names, strict=False)))


def entries_in(snapshot: Sequence[Mapping[str, str]], name: str, slug: str, key: str) -> list[Entry]:
    """The entries of a released wheel; `key` sets them apart from those of other releases."""
    return [
        Entry(
            Kind(line["kind"]),
            f"{key}-{number}",
            line["title"],
            date.fromisoformat(line["first"]),
            date.fromisoformat(line["last"]) if line["last"] else None,
            name,
            slug,
            detail=line["detail"],
        )
        for number, line in enumerate(snapshot)
        if line.get("kind") in KINDS
    ]
