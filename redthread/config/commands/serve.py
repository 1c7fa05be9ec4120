"""`redthread serve`: the web pages and, unless told otherwise, the background work."""

from __future__ import annotations

import argparse
import signal
import sys

from django.conf import settings
from django.db import transaction

from redthread.config.commands.demo import load_if_empty, sign_in_links
from redthread.config.gate import refuse_unsafe
from redthread.config.server import WorkerBeside, listen, pool_connections, serve, serve_and_reload
from redthread.config.storage import prepare_database, running


def run(options: argparse.Namespace) -> int:
    signal.signal(signal.SIGTERM, stop)  # also while the database is made ready
    with running(settings.HOME):
        refuse_unsafe()
        sock = listen(settings.HOST, settings.PORT)
        prepare_database()
        if options.demo:
            load_if_empty()
        welcome = announcement(with_links=options.demo)
        pool_connections()
        with WorkerBeside(wanted=not options.no_work) as worker:
            if options.reload:
                say(welcome)
                serve_and_reload(sock)
            else:
                serve(sock, when_ready=lambda: say(welcome), when_stopping=worker.stop)
    return 0


def say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def announcement(*, with_links: bool) -> str:
    lines = ["", f"Rødtråd is ready:  {settings.BASE_URL}/", ""]
    if with_links:
        with transaction.atomic():
            links = list(sign_in_links())
        lines += [f"  {who:<64} {link}" for who, link in links]
        lines += ["", "Each link signs in once. New ones: redthread signin-link E-MAIL", ""]
    return "\n".join([*lines, ""])
