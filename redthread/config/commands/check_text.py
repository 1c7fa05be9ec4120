"""`redthread check-text`: what in a text can identify somebody. It needs no database, and sends nothing
anywhere."""

from __future__ import annotations

import argparse
import json
import sys
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from redthread.core.errors import InputError

if TYPE_CHECKING:
    from redthread.identifying.combinations import Combination
    from redthread.identifying.marks import Mark

LARGEST = 50 * 2**20


def run(options: argparse.Namespace) -> int:
    from redthread.identifying.checking import check_text
    from redthread.identifying.combinations import combinations_in
    from redthread.identifying.known import Known, read_known

    for name in ("inhabitants", "schools"):
        if (getattr(options, name) or 0) < 0:
            raise InputError(f"--{name} must be 0 or more.")
    text = read_text(options.file)
    known = read_known(read_text(str(options.names)).splitlines()) if options.names else Known()
    marks = check_text(text, known)
    together = combinations_in(text, marks, inhabitants=options.inhabitants, schools=options.schools)
    if options.json:
        _write(options.json, marks, together)
    else:
        sys.stdout.write(_as_list(text, marks, together))
    sys.stderr.write(_in_words(len(marks), len(together)))
    return 0


def read_text(name: str) -> str:
    """The text of a file, or of what is piped in. Raises InputError for what is no text in UTF-8.

    A byte order mark is no part of the text; line ends stand as they are, so that places count from the file.
    """
    try:
        if name == "-":
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"{name}: {error.strerror}") from None
    if len(content) > LARGEST:
        raise InputError(f"{name}: is larger than 50 MB. Is this the right file?")
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{name}: is not a text. Save it as text in UTF-8 and try again.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            is_saved_as = "is saved as UTF-16 («Unicode»)"
        else:
            is_saved_as = f"is not UTF-8 (line {line}); it may be saved as Latin-1 («ANSI», «Windows-1252»)"
        raise InputError(f"{name}: {is_saved_as}. Save it as UTF-8 and try again.") from None


def _write(path: Path, marks: list[Mark], together: list[Combination]) -> None:
    content = {"marks": [mark._asdict() for mark in marks], "warnings": [one._asdict() for one in together]}
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None


def _as_list(text: str, marks: list[Mark], together: list[Combination]) -> str:
    """One line a mark: line and column as an editor counts them, what it is, and what may stand instead."""
    starts = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]

    def place(at: int) -> str:
        line = bisect_right(starts, at)
        return f"{line}:{at - starts[line - 1] + 1}"

    rows = [
        f"{place(mark.start):<9}{mark.kind:<20}{' '.join(mark.text.split())} → {mark.suggestion}\n"
        for mark in marks
    ]
    rows += [
        f"{place(one.start):<9}{'together':<20}{', '.join(one.traits)}: {' '.join(one.text.split())}\n"
        for one in together
    ]
    return "".join(rows).encode("utf-8", "backslashreplace").decode()


def _in_words(marks: int, together: int) -> str:
    if not marks and not together:
        return "Nothing was found. Read it once more yourself: no list knows everybody.\n"
    words = f"{marks} {'mark' if marks == 1 else 'marks'}"
    if together:
        words += f", and {together} {'sentence' if together == 1 else 'sentences'} with much about one person"
    return words + ".\n"
