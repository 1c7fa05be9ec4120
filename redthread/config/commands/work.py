"""`redthread work`: the background work alone."""

from __future__ import annotations

import argparse

from django.conf import settings

from redthread.config.gate import refuse_unsafe
from redthread.config.storage import prepare_database, running
from redthread.config.worker import Worker


def run(options: argparse.Namespace) -> int:
    with running(settings.HOME):
        if not options.parent:  # a server that starts its worker has done this already
            refuse_unsafe()
            prepare_database()
        worker = Worker(parent=options.parent)
        worker.stop_on_signals()
        worker.work()
    return 0
