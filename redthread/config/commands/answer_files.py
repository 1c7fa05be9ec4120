"""Files for `redthread analyse`: answers (CSV) and scales (TOML), with the place of whatever is wrong."""

from __future__ import annotations

import re
import tomllib
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from redthread.core.csv_files import csv_rows, decode
from redthread.core.errors import InputError
from redthread.core.problems import Problems

if TYPE_CHECKING:
    from redthread.stats.answers import Matrix

LARGEST_ANSWERS, LARGEST_TEXT = 500 * 2**20, 2**20
NO_ANSWER = {"", "na", "n/a", "nan", "null", ".", "-", "vet ikke", "ikke aktuelt", "ikke svart", "ubesvart"}
NUMBER = re.compile(r"[+\-−]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?\Z")


class Answers(NamedTuple):
    """A row a person; NaN where there is no answer."""

    names: tuple[str, ...]
    matrix: Matrix

    def columns(self, names: Sequence[str]) -> Matrix:
        return self.matrix[:, [self.names.index(name) for name in names]]


def read_bytes(path: Path, largest: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    if len(content) > largest:
        raise InputError(f"{path}: is larger than {largest // 2**20} MB. Is this the right file?")
    return content


def read_answers(path: Path, *, wanted: Sequence[str]) -> Answers:
    """The wanted columns as numbers. Raises InputError with row and column for every answer that is none."""
    import numpy as np

    problems = Problems()
    heading: list[str] = []

    def complain(row: int, place: int, text: str) -> None:
        problems.add(text, row=row, column=heading[place - 1] if place <= len(heading) else "")

    rows = rows_with_content(csv_rows(read_bytes(path, LARGEST_ANSWERS), complain))
    heading += [cell.strip() for cell in next(rows, (0, []))[1]]
    if not heading:
        raise InputError(f"{path}: is empty.")
    places = places_of(path, heading, wanted)
    found = array("d")
    for number, cells in rows:
        if len(cells) != len(heading):
            problems.add(f"has {len(cells)} cells, but the heading has {len(heading)}.", row=number)
            continue
        found.extend(_numbers(problems, number, cells, places))
    problems.stop_if_any()
    if not found:
        raise InputError(f"{path}: has a heading and no answers.")
    return Answers(tuple(places), np.frombuffer(found, np.float64).reshape(-1, len(places)))


def rows_with_content(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    return ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))


def places_of(path: Path, heading: list[str], wanted: Sequence[str]) -> dict[str, int]:
    """Where each wanted column stands. Raises InputError for those that are missing or stand twice."""
    missing = [name for name in wanted if name not in heading]
    if missing:
        has = ", ".join(heading[:20])
        raise InputError(*(f"{path}: has no column «{name}». It has: {has}" for name in missing[:20]))
    twice = [name for name in wanted if heading.count(name) > 1]
    if twice:
        raise InputError(f"{path}: has two columns «{twice[0]}». Rename one of them.")
    return {name: heading.index(name) for name in wanted}


def _numbers(problems: Problems, number: int, cells: list[str], places: dict[str, int]) -> Iterator[float]:
    for name, place in places.items():
        cell = cells[place].strip()
        if cell.casefold() in NO_ANSWER:
            yield float("nan")
        elif NUMBER.match(cell):
            yield float(cell.replace(",", ".").replace("−", "-"))
        else:
            problems.add(
                f"«{cell[:40]}» is not a number. No answer is an empty cell or NA.", row=number, column=name
            )
            yield float("nan")


def read_scales(path: Path) -> dict[str, list[str]]:
    """`[scales]` with `name = ["item1", …]`. Raises InputError with the place."""
    try:
        content = tomllib.loads(decode(read_bytes(path, LARGEST_TEXT)))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: {error}") from None
    unknown = sorted(set(content) - {"scales"})
    if unknown:
        raise InputError(f"{path}: unknown key «{unknown[0]}». The file has one table, [scales].")
    scales = content.get("scales")
    if not isinstance(scales, dict) or not scales:
        raise InputError(f'{path}: has no scales. Write [scales] and under it: culture = ["item1", "item2"]')
    for name, items in scales.items():
        _refuse_no_scale(path, name, items)
    return scales


def _refuse_no_scale(path: Path, name: str, items: Any) -> None:
    if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
        raise InputError(f'{path}: {name} is not a list of columns. Write {name} = ["item1", "item2"]')
    if len(items) < 2:
        raise InputError(f"{path}: {name} has {len(items)} items; a scale needs two or more.")
    twice = next((item for item in items if items.count(item) > 1), None)
    if twice:
        raise InputError(f"{path}: {name} has «{twice}» twice.")
