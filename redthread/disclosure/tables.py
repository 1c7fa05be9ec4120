"""What is asked for, and what comes out: tables of figures, each shown or hidden with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from redthread.disclosure.populations import ONLY_WAVE

NETWORK_SCHOOLS = 3  # figures of a network or an owner stand for three schools or more
USUAL_K, SENSITIVE_K = 5, 10  # the second for yes/no and sensitive questions
SMALLEST_K = 3


class Status(StrEnum):
    SHOWN = "shown"
    PRIMARY = "primary"
    SECONDARY = "secondary"


class Reason(StrEnum):
    FEW = "few"
    DERIVABLE = "derivable"
    NONE = "none"


WORDS = {
    Reason.FEW: "for få svar",
    Reason.DERIVABLE: "skjult så andre ikke kan regnes ut",
    Reason.NONE: "ingen svar",
}


class Table(NamedTuple):
    """A table over some columns, or one figure when there are none; `only` is a filter.

    `k` is the table's own threshold. `schools` is how many different schools must stand behind each figure,
    0 where one school may be shown.
    """

    name: str
    columns: tuple[str, ...]
    k: int | None = None
    only: Mapping[str, Set[str]] | None = None
    wave: str = ONLY_WAVE
    schools: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. `count` is None when it is hidden; `reason` is None when there is a figure to show."""

    categories: dict[str, str]
    count: int | None
    status: Status
    reason: Reason | None

    @property
    def words(self) -> str:
        """The reason as it is told, or nothing."""
        return WORDS[self.reason] if self.reason else ""


def table(text: str) -> Table:
    """«school*role» as a table over both. Raises ValueError for a column that is missing or stands twice."""
    columns = tuple(part.strip() for part in text.split("*"))
    if not all(columns):
        raise ValueError(f"{text}: a column is missing. Write the names with * between: school*role")
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice:
        raise ValueError(f"{text}: has «{twice}» twice.")
    return Table(text, columns)
