"""`redthread group`: tables for several rounds from a list of people. It needs no database."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from redthread.core.errors import InputError
from redthread.core.tables import Column, read_table

if TYPE_CHECKING:
    from redthread.grouping.asking import Pair, Seated
    from redthread.grouping.compose import Composition

MOST_PEOPLE, MOST_ROUNDS, LARGEST_HISTORY = 1_000, 60, 20 * 2**20
SPREAD_WEIGHT = 5.0


def run(options: argparse.Namespace) -> int:
    from redthread.grouping.asking import Rule
    from redthread.grouping.compose import compose

    spread = [name.strip() for name in options.spread.split(",") if name.strip()]
    people = read_people(Path(options.people), spread)
    _refuse_impossible(options, len(people))
    history = read_earlier(Path(options.history)) if options.history else Counter()
    unknown = {one for pair in history for one in pair} - {one.id for one in people}
    made = compose(
        people,
        size=options.size,
        rounds=options.rounds,
        history=history,
        rule=Rule(spread=dict.fromkeys(spread, SPREAD_WEIGHT)),
        seconds=options.seconds,
        seed=options.seed,
    )
    _write(options.json, made)
    sys.stderr.write(_in_words(made, len(people), len(unknown)))
    return 0


def read_people(path: Path, spread: list[str]) -> list[Seated]:
    """Everybody in the file. Raises InputError for a file that cannot be read, and for each wrong cell."""
    from redthread.grouping.asking import Seated

    columns = [Column("id", ("id",), True), *(Column(name, (name,), True) for name in spread if name != "id")]
    try:
        with path.open("rb") as file:
            table = read_table(file, path.name, columns=columns)
            rows: dict[str, int] = {}
            people = []
            for record in table.records:
                one = record["id"]
                if not one:
                    table.complain(record, "id", "is empty. Give everybody an id.")
                elif one in rows:
                    table.complain(record, "id", f"{one!r} is also in row {rows[one]}. Ids must differ.")
                else:
                    rows[one] = record.number
                    people.append(Seated(one, record.texts))
            table.problems.stop_if_any()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    return people


def read_earlier(path: Path) -> Counter[Pair]:
    """The meetings in an earlier composition. Raises InputError with the place for what is not one."""
    from redthread.grouping.history import HistoryError, read_history

    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_HISTORY + 1)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    if len(content) > LARGEST_HISTORY:
        raise InputError(f"{path}: is larger than 20 MB. Is this the right file?")
    try:
        return read_history(json.loads(content))
    except HistoryError as error:
        raise InputError(f"{path}: {error}") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{path}: row {error.lineno}, column {error.colno}: {error.msg}") from None
    except (UnicodeDecodeError, RecursionError):
        raise InputError(f"{path}: is not JSON in UTF-8") from None


def _refuse_impossible(options: argparse.Namespace, people: int) -> None:
    for is_wrong, text in (
        (people == 0, "The file has a heading and no people. Write one person a row."),
        (people > MOST_PEOPLE, f"There are {people} people; {MOST_PEOPLE} is the most."),
        (options.size < 2, "--size must be 2 or more."),
        (options.size > people > 0, f"--size is {options.size}, but there are only {people} people."),
        (not 1 <= options.rounds <= MOST_ROUNDS, f"--rounds must be from 1 to {MOST_ROUNDS}."),
        (
            not (math.isfinite(options.seconds) and 0 < options.seconds <= 3600),
            "--seconds must be above 0 and at most 3600.",
        ),
        (options.seed < 0, "--seed must be 0 or more."),
    ):
        if is_wrong:
            raise InputError(text)


def _write(path: Path | None, made: Composition) -> None:
    text = json.dumps(
        {
            "rounds": made.rounds,
            "repeat_pairs": made.repeat_pairs,
            "lower_bound": made.lower_bound,
            "seconds": round(made.seconds, 3),
        },
        ensure_ascii=False,
    )
    if path is None:
        sys.stdout.write(text + "\n")
        return
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None


def _in_words(made: Composition, people: int, unknown: int) -> str:
    words = f"{people} people, {len(made.rounds)} rounds of {len(made.rounds[0])} tables: "
    words += f"{made.repeat_pairs} repeat meetings"
    if made.is_best:
        words += ", and fewer are not possible"
    elif made.lower_bound:
        words += f" (no fewer than {made.lower_bound} are possible)"
    words += f". {made.seconds:.1f} s.\n"
    if unknown:
        words += f"{unknown} in the history are not in the list, and were left out.\n"
    return words
