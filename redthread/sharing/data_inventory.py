"""Every field that is stored: whose it is, what for, how long, and what kind of record (trust R19).

The list is `data_inventory.csv`, a line for fields of a model that have the same answers; `*` is all the
fields of a model that is not ours. A field that nobody has declared fails the tests.
"""

from __future__ import annotations

import csv
from enum import StrEnum
from importlib.resources import files
from typing import NamedTuple


class Whose(StrEnum):
    NOBODY = "nobody"
    PERSON = "the person"  # the one it belongs to, or who did it
    MENTIONED = "somebody mentioned"  # free text or a picture, in which people may be told of


class Record(StrEnum):
    """What it is to an archivist; private notes and technical data never leave with the case documents."""

    REGISTER = "register"
    WORKING = "working"
    CASE = "case"
    TECHNICAL = "technical"


class Declaration(NamedTuple):
    model: str
    fields: tuple[str, ...]
    whose: Whose
    purpose: str
    kept: str
    record: Record

    @property
    def is_personal(self) -> bool:
        return self.whose != Whose.NOBODY


def declarations() -> list[Declaration]:
    """The whole list, in the order of the file. Raises ValueError for an answer that does not exist."""
    text = files(__package__).joinpath("data_inventory.csv").read_text(encoding="utf-8")
    return [
        Declaration(
            row["model"],
            tuple(row["fields"].split()),
            Whose(row["whose"]),
            row["purpose"],
            row["kept"],
            Record(row["record"]),
        )
        for row in csv.DictReader(text.splitlines())
    ]
