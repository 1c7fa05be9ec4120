"""The web server, and the worker process beside it."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from types import FrameType
from typing import Self

import uvicorn
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from uvicorn.supervisors import ChangeReload

from redthread.config.databases import POOL
from redthread.config.env import PACKAGE
from redthread.config.gate import RefusedError

# Seconds before a thread that calculates lets another go on. A thread that asks PostgreSQL waits for its turn
# after every answer, behind the one that draws the room: with Python's own 5 ms that is most of a command.
SWITCH_AFTER = 0.0005

GRACE = 2  # seconds for open requests to end
LAST_RESORT = 2.5  # then the process ends in any case; what was not answered was not promised


class GentleServer(uvicorn.Server):
    """Lets the streams of the room go before it stops; by themselves they never end."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        from redthread.live.stream import end_streams  # reads models, which are ready by now

        end_streams()
        await super().shutdown(sockets)


class Server(GentleServer):
    """Calls `when_ready` when the first visitor could come, and `when_stopping` when it is told to stop."""

    def __init__(
        self, config: uvicorn.Config, when_ready: Callable[[], None], when_stopping: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self.when_ready = when_ready
        self.when_stopping = when_stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        settle()
        await super().startup(sockets)
        self.when_ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self.when_stopping()
        # A request that waits for the database cannot be interrupted from outside its thread.
        last_resort = threading.Timer(LAST_RESORT, os._exit, [0])
        last_resort.daemon = True
        last_resort.start()


def settle() -> None:
    """Load every page's code now, and leave what stands for good out of garbage collection.

    Else the first visitor waits for it, and every thirtieth for a look through all of it (100 ms).
    """
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()


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
    # The protocol must be named: else asyncio does not turn off Nagle's algorithm, and each page waits 40 ms.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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


class WorkerBeside:
    """A worker process (if it is wanted) for as long as we serve, started again if it should die."""

    def __init__(self, *, wanted: bool) -> None:
        self.wanted = wanted
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        if self.wanted:
            threading.Thread(target=self._keep, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.5)  # else it ends by itself, for its server is gone

    def stop(self) -> None:
        self.stopping.set()
        if self.process is not None:
            self.process.terminate()

    def _keep(self) -> None:
        command = [sys.executable, "-m", "redthread", "work", "--parent", str(os.getpid())]
        while not self.stopping.is_set():
            self.process = subprocess.Popen(command)  # noqa: S603 - our own interpreter and our own words
            self.process.wait()
            self.stopping.wait(1)


def serve_and_reload(sock: socket.socket) -> None:
    """For developers: serve, and start again whenever code changes."""
    config = server_config(reloads=True)
    ChangeReload(config, target=GentleServer(config).run, sockets=[sock]).run()


def serve(sock: socket.socket, *, when_ready: Callable[[], None], when_stopping: Callable[[], None]) -> None:
    """Serve until told to stop; a request that does not end in time is cut off."""
    sys.setswitchinterval(SWITCH_AFTER)
    server = Server(server_config(reloads=False), when_ready, when_stopping)
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has stopped in good order and passes the signal on
        server.run(sockets=[sock])
