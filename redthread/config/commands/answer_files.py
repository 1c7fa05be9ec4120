"""The file of answers (CSV) for `redthread analyse`, with the place of whatever is wrong."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from redthread.core.csv_files import UnreadableError, csv_rows, decode
from redthread.core.errors import InputError
from redthread.core.problems import Problems

if TYPE_CHECKING:
    from redthread.stats.answers import Matrix

LARGEST_ANSWERS, LARGEST_TEXT = 500 * 2**20, 2**20
LONGEST_ROW = 2**20  # a heading may hold whole questions, of which some thousand are never asked for
NO_ANSWER = {"", "na", "n/a", "nan", "null", ".", "-", "vet ikke", "ikke aktuelt", "ikke svart", "ubesvart"}
NUMBER = re.compile(r"[+\-−]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?\Z")
WIDEST = (-1e12, 1e12)  # squares and sums of what is larger lose their digits
Limits = Mapping[str, tuple[float, float]]


class Answers(NamedTuple):
    """A row a person; NaN where there is no answer."""

    names: tuple[str, ...]
    matrix: Matrix

    def columns(self, names: Sequence[str]) -> Matrix:
        place = {name: number for number, name in enumerate(self.names)}
        return self.matrix[:, [place[name] for name in names]]


def read_bytes(path: Path, largest: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    if len(content) > largest:
        raise InputError(f"{path}: is larger than {largest // 2**20} MB. Is this the right file?")
    return content


def read_text(path: Path) -> str:
    try:
        return decode(read_bytes(path, LARGEST_TEXT))
    except UnreadableError:
        raise InputError(f"{path}: is not text. Save it as UTF-8.") from None


def read_answers(
    path: Path, *, wanted: Sequence[str], factors: Sequence[str] = (), limits: Limits | None = None
) -> Answers:
    """The wanted columns as numbers; `limits` has the lowest and highest answer of some.

    Raises InputError with row and column for every answer that is no number or outside, and for a column
    that has the name of one of the model's factors.
    """
    import numpy as np

    problems = Problems()
    heading: list[str] = []

    def complain(row: int, place: int, text: str) -> None:
        problems.add(text, row=row, column=heading[place - 1] if place <= len(heading) else "")

    rows = rows_with_content(csv_rows(read_bytes(path, LARGEST_ANSWERS), complain, longest=LONGEST_ROW))
    try:
        heading += [cell.strip() for cell in next(rows, (0, []))[1]]
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    if not heading:
        raise InputError(f"{path}: is empty.")
    places = places_of(path, heading, wanted)
    _refuse_factors(path, heading, factors)
    found = array("d")
    for number, cells in rows:
        if len(cells) != len(heading):
            problems.add(f"has {len(cells)} cells, but the heading has {len(heading)}.", row=number)
            continue
        found.extend(_numbers(problems, number, cells, places, limits or {}))
    problems.stop_if_any()
    if not found:
        raise InputError(f"{path}: has a heading and no answers.")
    return Answers(tuple(places), np.frombuffer(found, np.float64).reshape(-1, len(places)))


def rows_with_content(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    return ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))


def places_of(path: Path, heading: list[str], wanted: Sequence[str]) -> dict[str, int]:
    """Where each wanted column stands. Raises InputError for those that are missing or stand twice."""
    times = Counter(heading)
    missing = [name for name in wanted if name not in times]
    if missing:
        has = ", ".join(heading[:20])
        raise InputError(*(f"{path}: has no column «{name}». It has: {has}" for name in missing[:20]))
    twice = [name for name in wanted if times[name] > 1]
    if twice:
        raise InputError(f"{path}: has two columns «{twice[0]}». Rename one of them.")
    place = {name: number for number, name in enumerate(heading)}
    return {name: place[name] for name in wanted}


def _numbers(
    problems: Problems, number: int, cells: list[str], places: dict[str, int], limits: Limits
) -> Iterator[float]:
    for name, place in places.items():
        value, wrong = _number(cells[place].strip(), limits.get(name, WIDEST))
        if wrong:
            problems.add(wrong, row=number, column=name)
        yield value


def _number(cell: str, limits: tuple[float, float]) -> tuple[float, str]:
    """The number, or NaN and what is wrong with it."""
    if cell.casefold() in NO_ANSWER:
        return float("nan"), ""
    if not NUMBER.match(cell):
        return float("nan"), f"«{cell[:40]}» is not a number. No answer is an empty cell or NA."
    value = float(cell.replace(",", ".").replace("−", "-"))
    if limits[0] <= value <= limits[1]:
        return value, ""
    said = f"{cell[:40]} is outside {limits[0]:g} to {limits[1]:g}. Correct it, or empty the cell."
    return float("nan"), said


def _refuse_factors(path: Path, heading: list[str], factors: Sequence[str]) -> None:
    both = [name for name in factors if name in heading]
    if both:
        text = f"{path}: «{both[0]}» is a column, but the model has it as a factor (=~). Rename one of them."
        raise InputError(text)
