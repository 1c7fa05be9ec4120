"""What `redthread import units` and `redthread import people` do. They print, and leave by an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, TextIO

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core.errors import InputError, RuleError
from redthread.people import actions
from redthread.people.imports.matching import Match, Outcome, match_rows
from redthread.people.imports.people import read_people
from redthread.people.imports.register_service import fetch_pages
from redthread.people.models import Organisation

SIGNS = {Outcome.NEW: "+", Outcome.CHANGED: "~", Outcome.UNCHANGED: "="}


def import_units(
    files: Sequence[Path | str],
    *,
    is_trial: bool = False,
    is_fetching: bool = False,
    may_close_all: bool = False,
    out: TextIO | None = None,
) -> int:
    """Read saved pages of the register, or the live service; 0 when all went in, 1 when nothing did."""
    out = out or sys.stdout
    largest = 1.0 if may_close_all else actions.LARGEST_CLOSING
    try:
        with ExitStack() as opened:
            sources = _service() if is_fetching else _open(files, opened)
            report = actions.import_units(files=sources, is_trial=is_trial, largest_closing=largest)
    except (InputError, OSError) as error:
        return _refuse(error, out)
    for line in report.lines:
        print(line, file=out)
    print(_units_told(report, is_trial=is_trial), file=out)
    return 0


def import_people(file: Path | str, *, is_trial: bool = False, out: TextIO | None = None) -> int:
    """Read people at any unit from a CSV or Excel file; 0 when all went in, 1 when nothing did."""
    out = out or sys.stdout
    try:
        with Path(file).open("rb") as opened:
            rows = read_people(opened, Path(file).name, units=Organisation.objects.all()).rows
        if is_trial:
            _show(match_rows(rows), out)
            return 0
        added = actions.import_people(rows=rows, now=timezone.now())
    except (InputError, RuleError, OSError) as error:
        return _refuse(error, out)
    print(_("%(new)d nye, %(changed)d endret, %(unchanged)d som før.") % added._asdict(), file=out)
    return 0


def _open(files: Iterable[Path | str], opened: ExitStack) -> Iterator[BinaryIO]:
    """Each file; of a folder, the JSON files in it."""
    for given in map(Path, files):
        for path in sorted(given.glob("*.json")) if given.is_dir() else [given]:
            yield opened.enter_context(path.open("rb"))


def _service() -> Iterator[BinaryIO]:
    if not settings.NSR_URL:
        raise InputError(_("Sett REDTHREAD_NSR_URL for å hente fra registeret, eller oppgi filer."))
    return fetch_pages(settings.NSR_URL)


def _refuse(error: Exception, out: TextIO) -> int:
    problems = error.problems if isinstance(error, InputError) else (str(error),)
    print(*problems, _("Ingenting er endret."), sep="\n", file=out)
    return 1


def _units_told(report: actions.UnitReport, *, is_trial: bool) -> str:
    told = {
        "new": report.new,
        "changed": report.changed,
        "closed": report.closed,
        "unchanged": report.unchanged,
        "left_out": report.left_out,
    }
    text = _(
        "%(new)d nye, %(changed)d endret, %(closed)d lagt ned, %(unchanged)d som før, %(left_out)d utelatt."
    )
    return text % told + (" " + _("Prøvekjøring: ingenting er endret.") if is_trial else "")


def _show(matches: list[Match], out: TextIO) -> None:
    for match in matches:
        row = match.row
        where = f", {row.organisation}" if row.organisation else ""
        kept = _(" (heter %(name)s her)") % {"name": match.other_name} if match.other_name else ""
        print(f"{SIGNS[match.outcome]} {row.email} {row.name}{where}{kept}", file=out)
    print(_("Prøvekjøring: ingenting er endret."), file=out)
