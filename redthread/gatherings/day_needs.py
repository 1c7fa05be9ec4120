"""What a day needs of rooms and things, put together from the methods on its programme. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from redthread.gatherings.models import AgendaItem

# Between things stand a line, a semicolon or a comma, though not a comma within brackets or a number.
BETWEEN = re.compile(r"[\n;]+|,(?!\d)(?![^(]*\))")


class Needed(NamedTuple):
    """One thing, and the items it is for."""

    what: str
    items: tuple[str, ...]


class DayNeeds(NamedTuple):
    things: tuple[Needed, ...]
    rooms: tuple[Needed, ...]


def needs_of(items: Sequence[AgendaItem]) -> DayNeeds:
    """Each thing once, in the order in which the day needs it, and how each room is to be."""
    with_method = [(item, item.method) for item in items if item.method is not None]
    return DayNeeds(
        _once((part, item.title) for item, method in with_method for part in things_in(method.materials)),
        _once((method.room.strip(), item.title) for item, method in with_method if method.room.strip()),
    )


def things_in(text: str) -> list[str]:
    """«Tusj, A3-ark (ett hver, to på lager).» is two things."""
    found = (part.strip(" \t.-•*") for part in BETWEEN.split(text))
    return [part for part in found if part]


def _once(pairs: Iterable[tuple[str, str]]) -> tuple[Needed, ...]:
    found: dict[str, tuple[str, dict[str, None]]] = {}
    for what, title in pairs:
        _first, titles = found.setdefault(what.casefold(), (what, {}))
        titles[title] = None
    return tuple(Needed(_upper(what), tuple(titles)) for what, titles in found.values())


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
