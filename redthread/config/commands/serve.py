"""`redthread serve`: the web pages and, unless told otherwise, the background work."""

from __future__ import annotations

import argparse
import signal
import sys
from contextlib import nullcontext

from django.conf import settings
from django.db import transaction

from redthread.config.commands.demo import load_if_empty, sign_in_links
from redthread.config.gate import refuse_unsafe
from redthread.config.server import listen, pool_connections, serve, serve_and_reload, worker_beside
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
        with nullcontext() if options.no_work else worker_beside():
            if options.reload:
                sys.stdout.write(welcome)
                serve_and_reload(sock)
            else:
                serve(sock, lambda: print(welcome, flush=True))  # noqa: T201
    return 0


def stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def announcement(*, with_links: bool) -> str:
    lines = ["", f"Rødtråd is ready:  {settings.BASE_URL}/", ""]
    if with_links:
        with transaction.atomic():
            links = list(sign_in_links())
        lines += [f"  {who:<64} {link}" for who, link in links]
        lines += ["", "Each link signs in once. New ones: redthread signin-link E-MAIL", ""]
    return "\n".join(lines)
