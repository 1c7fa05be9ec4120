"""Norway's municipalities and counties, as numbered from 1 January 2024 and still in 2026.

Numbers and names: Statistics Norway, KLASS 131 and 104 (CC BY 4.0), under their Norwegian names. A number is
text, and a municipality's first two digits are its county. Codes change with reforms, so a number says which
municipality something belongs to now and is no identity for ever.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent / "data" / "municipalities.csv"


class Municipality(NamedTuple):
    number: str
    name: str
    county_number: str
    county: str


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All 357, in the order of their numbers."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter=";")
        next(rows)
        return tuple(Municipality(*row) for row in rows)


@cache
def counties() -> dict[str, str]:
    """The names of the 15 counties by number."""
    return {row.county_number: row.county for row in municipalities()}


@cache
def owner_names() -> dict[str, str]:
    """What each municipality is called as a school owner; the county tells two of the same name apart."""
    names = [row.name for row in municipalities()]
    return {
        row.number: f"{row.name} kommune" + (f" ({row.county})" if names.count(row.name) > 1 else "")
        for row in municipalities()
    }
