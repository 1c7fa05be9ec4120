"""`redthread disclose`: a file of people to tables that give nobody away. It needs no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redthread.config.commands.answer_files import (
    LARGEST_ANSWERS,
    places_of,
    read_bytes,
    rows_with_content,
)
from redthread.core.csv_files import csv_rows
from redthread.core.errors import InputError
from redthread.core.problems import Problems

if TYPE_CHECKING:
    from redthread.disclosure import Protected, Table

EXPOSED = 1
NOT_STATED = "ikke oppgitt"
TOLD = {
    "few": "{count} hidden because fewer than {k} people are behind them.",
    "derivable": "{count} hidden so that those cannot be worked out.",
    "none": "{count} are 0: nobody is behind them.",
}


def run(options: argparse.Namespace) -> int:
    """0 when the attacker finds nothing; 1 when what everybody knows gives somebody away in any case."""
    from redthread.disclosure import of_counts, protect, table

    try:
        asked = [table(text) for text in options.tables]
        _refuse_same(asked)
        columns = list(dict.fromkeys(name for one in asked for name in one.columns))
        counts = read_people(options.people, columns)
        made = protect(of_counts(columns, counts), asked, k=options.k, unions=options.unions)
    except ValueError as error:
        raise InputError(str(error)) from None
    text = json.dumps(as_json(made), ensure_ascii=False, indent=1) + "\n"
    if options.json:
        _write(options.json, text)
    else:
        sys.stdout.write(text)
    told = sys.stdout if options.json else sys.stderr
    told.writelines(f"{line}\n" for line in in_words(made, people=sum(counts.values()), k=options.k))
    return EXPOSED if made.verdict.exposed else 0


def _refuse_same(tables: Sequence[Table]) -> None:
    of_columns: dict[frozenset[str], str] = {}
    for one in tables:
        before = of_columns.setdefault(frozenset(one.columns), one.name)
        if before != one.name:
            raise InputError(f"{one.name}: is the same table as {before}.")


def read_people(path: Path, columns: Sequence[str]) -> Counter[tuple[str, ...]]:
    """How many people there are of each combination. An empty cell is «ikke oppgitt».

    Raises InputError with row and column for whatever is wrong.
    """
    problems = Problems()
    heading: list[str] = []

    def complain(row: int, place: int, text: str) -> None:
        problems.add(text, row=row, column=heading[place - 1] if place <= len(heading) else "")

    rows = rows_with_content(csv_rows(read_bytes(path, LARGEST_ANSWERS), complain))
    heading += [cell.strip() for cell in next(rows, (0, []))[1]]
    if not heading:
        raise InputError(f"{path}: is empty.")
    places = list(places_of(path, heading, columns).values())
    counts: Counter[tuple[str, ...]] = Counter()
    for number, cells in rows:
        if len(cells) != len(heading):
            problems.add(f"has {len(cells)} cells, but the heading has {len(heading)}.", row=number)
            continue
        counts[tuple(" ".join(cells[place].split()) or NOT_STATED for place in places)] += 1
    problems.stop_if_any()
    if not counts:
        raise InputError(f"{path}: has a heading and no people.")
    return counts


def as_json(made: Protected) -> dict[str, Any]:
    """What is written: each table's figures, and why those are hidden that are."""
    return {
        "tables": {
            name: [
                {"categories": cell.categories, "count": cell.count, "status": cell.status.value}
                | ({"reason": cell.words} if cell.words else {})
                for cell in cells
            ]
            for name, cells in made.tables.items()
        }
    }


def in_words(made: Protected, *, people: int, k: int) -> Iterator[str]:
    """What a person wants to know before the tables are passed on."""
    cells = [cell for cells in made.tables.values() for cell in cells]
    reasons = Counter(cell.reason.value for cell in cells if cell.reason)
    shown = sum(cell.status == "shown" for cell in cells)
    yield f"{people:,} people, {len(cells):,} figures in {len(made.tables)} tables: {shown:,} shown."
    for reason, text in TOLD.items():
        if reasons[reason]:
            yield "  " + text.format(count=f"{reasons[reason]:,}", k=k)
    if made.verdict.exposed:
        yield f"{len(made.verdict.exposed)} hidden figures follow from the number of people in all:"
        yield from (f"  {name}: {', '.join(place)}" for name, place in made.verdict.exposed[:10])
        yield "No hiding helps there. Do not pass on the number of people together with these tables."
    else:
        yield "The attacker, who sees all of it and the number of people in all, found none of the hidden."


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
