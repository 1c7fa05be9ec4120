"""`redthread lint-report`: what in a report's text cannot be right. It sends nothing anywhere."""

from __future__ import annotations

import argparse
import json
import sys

from redthread.config.commands.check_text import read_text
from redthread.core.errors import InputError

FOUND = 1


def run(options: argparse.Namespace) -> int:
    """0 when nothing is found, 1 when something is."""
    from redthread.stats.grim import MOST_PEOPLE
    from redthread.stats.report_lint import lint_report

    if options.n is not None and not 0 < options.n <= MOST_PEOPLE:
        raise InputError(f"--n must be from 1 to {MOST_PEOPLE}.")
    found = lint_report(read_text(options.file), options.n)
    if options.json:
        made = [{"line": one.line, **one.finding._asdict()} for one in found]
        sys.stdout.write(json.dumps({"findings": made}, ensure_ascii=False, indent=1) + "\n")
    else:
        for one in found:
            where = f"{options.file}:{one.line}: " if one.line else f"{options.file}: "
            sys.stdout.write(where + one.finding.sentence + "\n")
    sys.stderr.write(f"{len(found)} found. What the text does not tell, it does not check.\n")
    return FOUND if found else 0
