"""The web server, and the worker process beside it."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from uvicorn.supervisors import ChangeReload

from redthread.config.databases import POOL
from redthread.config.env import PACKAGE
from redthread.config.gate import RefusedError

GRACE = 2  # seconds for open requests to end


class Server(uvicorn.Server):
    """Calls `when_ready` once, when the first visitor could come."""

    def __init__(self, config: uvicorn.Config, when_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.when_ready = when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.when_ready()


def server_config(*, reloads: bool) -> uvicorn.Config:
    return uvicorn.Config(
        "redthread.config.asgi:application",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.PROXIES),
        forwarded_allow_ips=settings.PROXIES,
        timeout_graceful_shutdown=GRACE,
        reload=reloads,
        reload_dirs=[str(PACKAGE)] if reloads else None,
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that is already ours, so that a taken port is told before anything else is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise RefusedError(
            f"Cannot listen on {host}:{port} ({error.strerror}). Choose another with PORT."
        ) from error
    return made


def pool_connections() -> None:
    """Let requests share PostgreSQL connections from now on; opening one costs more than most queries."""
    if connection.vendor == "postgresql":
        connection.close()
        connections.settings[DEFAULT_DB_ALIAS]["OPTIONS"]["pool"] = POOL


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker process for as long as we serve, started again if it should die."""
    stopping = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        while not stopping.is_set():
            running[:] = [start_worker()]
            running[0].wait()
            stopping.wait(1)

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        for process in running:
            end(process)
        keeper.join(1)


def start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-m", "redthread", "work", "--parent", str(os.getpid())]
    )


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()


def serve_and_reload(sock: socket.socket) -> None:
    """For developers: serve, and start again whenever code changes."""
    config = server_config(reloads=True)
    ChangeReload(config, target=uvicorn.Server(config).run, sockets=[sock]).run()


def serve(sock: socket.socket, when_ready: Callable[[], None]) -> None:
    """Serve until told to stop; a request that does not end in time is cut off."""
    server = Server(server_config(reloads=False), when_ready)
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has stopped in good order and passes the signal on
        server.run(sockets=[sock])
