"""What a file of results comes to: figures as published, each with its unit, year, subject and measure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    VALUE = "value"
    SUPPRESSED = "suppressed"  # hidden by the publisher
    ABSENT = "absent"  # not there; neither zero nor hidden


class ReadUnit(NamedTuple):
    """A unit as the file names it; the number is "" where the file has none."""

    name: str
    org_number: str


class Figure(NamedTuple):
    """One figure as published."""

    unit: ReadUnit
    school_year: str  # `2025-26`
    subject: str
    grade: str
    measure: str
    state: State
    value: Decimal | None
    uncertainty: Decimal | None
    pupils: int | None
    is_preliminary: bool


class Kind(StrEnum):
    NATIONAL_TESTS = "national_tests"
    PUPIL_SURVEY = "pupil_survey"
    OWN = "own"


@dataclass(frozen=True)
class ReadTable:
    """A whole file."""

    figures: tuple[Figure, ...]

    @property
    def units(self) -> tuple[ReadUnit, ...]:
        """Each unit once, in the order of the file."""
        return tuple(dict.fromkeys(figure.unit for figure in self.figures))

    @property
    def kind(self) -> Kind:
        """What the measures say that it is."""
        measures = {figure.measure.casefold() for figure in self.figures}
        if "skalapoeng" in measures:
            return Kind.NATIONAL_TESTS
        if measures & {"score", "andelmobbet", "andeldeltatt"}:
            return Kind.PUPIL_SURVEY
        return Kind.OWN

    @property
    def years(self) -> tuple[str, ...]:
        return tuple(sorted({figure.school_year for figure in self.figures}))
