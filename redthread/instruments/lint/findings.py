"""What looks wrong with a questionnaire that can be read, where, and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from redthread.instruments.model import Instrument, Item
from redthread.instruments.problems import Place
from redthread.instruments.words import Words


class Severity(StrEnum):
    FIX = "fix"  # the answers will be wrong or dangerous
    CONSIDER = "consider"  # there may be a good reason


class Finding(NamedTuple):
    """`kind` is a stable word; `wrong` says what, and `remedy` what to do."""

    kind: str
    severity: Severity
    place: Place
    wrong: Words
    remedy: Words

    def __str__(self) -> str:
        place = str(self.place.words())
        return f"{place[0].upper()}{place[1:]}: {self.wrong} {self.remedy}"


def numbered(instrument: Instrument) -> list[tuple[Place, Item]]:
    """Every item with its place."""
    return [(Place("item", n, item.code), item) for n, item in enumerate(instrument.items, start=1)]


def scale_place(instrument: Instrument, code: str) -> Place:
    return Place("scale", list(instrument.scales).index(code) + 1, code)
