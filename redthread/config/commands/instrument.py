"""`redthread instrument`: check a questionnaire, and take it to and from an XLSForm. It needs no database.

It speaks English as the other commands do; what stands in the questionnaire is quoted as it is.
"""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import override

from redthread.config.commands.answer_files import read_bytes
from redthread.core.csv_files import decode
from redthread.core.errors import InputError

if TYPE_CHECKING:
    from redthread.instruments.model import Instrument

TO_MEND = 1
LARGEST = 2**20
ZIP = b"PK\x03\x04"


def run(options: argparse.Namespace) -> int:
    """0, or 1 when something in the questionnaire must be mended before it is sent."""
    with override("en"):
        return _done(options)


def _done(options: argparse.Namespace) -> int:
    match options.task:
        case "to-xlsform":
            from redthread.surveys.xlsform_files import write_xlsform

            return _written(options.out, write_xlsform(read(options.file)))
        case "from-xlsform":
            from redthread.instruments.toml_file import write

            return _written(options.out, write(read(options.file)).encode())
        case _:
            return _checked(read(options.file))


def read(path: Path) -> Instrument:
    """A TOML file or an XLSForm. Raises InputError with every problem and its place."""
    from redthread.instruments.problems import InstrumentError
    from redthread.instruments.toml_file import parse
    from redthread.surveys.said import problem_lines
    from redthread.surveys.xlsform_files import read_xlsform

    content = read_bytes(path, LARGEST)
    try:
        return read_xlsform(BytesIO(content)) if content.startswith(ZIP) else parse(decode(content))
    except InstrumentError as error:
        raise InputError(*problem_lines(error)) from None


def _checked(instrument: Instrument) -> int:
    from redthread.instruments.lint import Severity, check
    from redthread.surveys.said import finding_line

    found = check(instrument)
    to_mend = sum(one.severity == Severity.FIX for one in found)
    sys.stdout.writelines(f"{finding_line(one)}\n" for one in found)
    sys.stdout.write(
        f"{instrument.title.to('en')}: {len(instrument.items)} questions, "
        f"{to_mend} to mend, {len(found) - to_mend} to consider.\n"
    )
    return TO_MEND if to_mend else 0


def _written(path: Path, content: bytes) -> int:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    return 0
