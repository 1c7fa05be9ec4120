"""`redthread import units | people`: files from outside, each taken in whole or not at all."""

from __future__ import annotations

import argparse

from redthread.config.gate import refuse_unsafe
from redthread.config.storage import prepare_database
from redthread.people.imports.command import import_people, import_units


def run(options: argparse.Namespace) -> int:
    refuse_unsafe()
    prepare_database()
    if options.kind == "people":
        return import_people(options.file, is_trial=options.is_trial)
    return import_units(
        options.files,
        is_trial=options.is_trial,
        is_fetching=options.fetch,
        may_close_all=options.may_close_all,
    )
