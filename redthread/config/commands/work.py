"""`redthread work`: the background work alone."""

from __future__ import annotations

import argparse

from django.conf import settings

from redthread.config.gate import refuse_unsafe
from redthread.config.storage import close_database, prepare_database, running
from redthread.config.worker import Worker


def run(options: argparse.Namespace) -> int:
    with running(settings.HOME):
        if not options.parent:  # a server that starts its worker has done this already
            refuse_unsafe()
            prepare_database()
        close_database()  # the work is done in a thread, with a connection of its own
        Worker(parent=options.parent).run()
    return 0
