"""`redthread reindex`: the search's index, made anew from what is stored."""

from __future__ import annotations

import argparse
import sys
from time import monotonic

from django.utils import timezone

from redthread.config.gate import RefusedError
from redthread.config.storage import has_waiting_migrations
from redthread.search.actions.indexing import reindex


def run(options: argparse.Namespace) -> int:
    if has_waiting_migrations():
        raise RefusedError("The database belongs to another release. Start `redthread serve` once first.")
    began, shows = monotonic(), sys.stderr.isatty()

    def tell(count: int) -> None:
        if shows:
            sys.stderr.write(f"\r{count} read …")
            sys.stderr.flush()

    done = reindex(told=tell, now=timezone.now())
    seconds = monotonic() - began
    end = "\n" if shows else ""
    sys.stderr.write(end)
    sys.stdout.write(f"{done.written} things and {len(done.known)} words can be found ({seconds:.1f} s).\n")
    return 0
