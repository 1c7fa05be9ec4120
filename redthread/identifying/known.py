"""The names that the caller knows: the network's people, schools, places, projects and the network itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from redthread.identifying.marks import Kind

KINDS = {
    "person": Kind.NAME,
    "school": Kind.SCHOOL,
    "place": Kind.PLACE,
    "network": Kind.NETWORK,
    "project": Kind.PROJECT,
}
LABELS = {
    "person": "person",
    "skole": "school",
    "skule": "school",
    "barnehage": "school",
    "school": "school",
    "enhet": "school",
    "sted": "place",
    "stad": "place",
    "kommune": "place",
    "place": "place",
    "nettverk": "network",
    "network": "network",
    "prosjekt": "project",
    "satsing": "project",
    "project": "project",
}


class Known(NamedTuple):
    """Names as people write them, each «Kari Nordmann», «Brekka skole», «Lesing i alle fag»."""

    people: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


def read_known(lines: Iterable[str]) -> Known:
    """Names, one a line; «skole: Brekka» says what it is, else it is told from the words. «#» begins a
    remark."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for line in lines:
        name = line.split("#", 1)[0].strip().lstrip("\ufeff")
        label, colon, rest = name.partition(":")
        kind = LABELS.get(label.strip().lower()) if colon else None
        name = rest.strip() if kind else name
        if name:
            found[kind or _guess(name)].append(name)
    return Known(*(tuple(names) for names in found.values()))


def _guess(name: str) -> str:
    lower = name.lower()
    for kind, words in (
        ("network", ("nettverk",)),
        ("project", ("prosjekt", "satsing")),
        ("school", ("skole", "skule", "barnehage", "oppvekst", "videregående", "vidaregåande")),
        ("place", ("kommune", "fylke", "bydel")),
    ):
        if any(word in lower for word in words):
            return kind
    return "person"
