"""Servers in processes of their own, and requests to them over one open connection."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

OURS = ("-m", "redthread", "serve", "--no-work")


def bare_command(port: int) -> tuple[str, ...]:
    return (
        *("-m", "uvicorn", "bench.kit.bare:application", "--host", "127.0.0.1", "--port", str(port)),
        *("--lifespan", "off", "--no-access-log", "--log-level", "error"),
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(command: tuple[str, ...], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The server on that port, until the block ends."""
    environment = {**os.environ, "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, *command], env=environment, stdout=subprocess.DEVNULL, stderr=None
    )
    try:
        _wait_for(port, process, " ".join(command))
        yield process
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes], command: str) -> None:
    for _try in range(600):
        if process.poll() is not None:
            raise SystemExit(f"{command} stopped by itself")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"{command} never answered")


def processor_seconds(process: int) -> float:
    """What the process has used of the processor until now (Linux)."""
    with open(f"/proc/{process}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()  # the name in front may hold spaces
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Visitor:
    """One connection that is kept open, with or without somebody signed in."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Accept-Encoding": "gzip", "Accept-Language": "nb"}
        if cookie:
            self.headers["Cookie"] = cookie

    def get(self, path: str) -> float:
        """Ask for the page; answers the milliseconds to the last byte. Anything but 200 stops the run."""
        started = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        answer.read()
        took = (time.perf_counter() - started) * 1000
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")
        return took

    def close(self) -> None:
        self.connection.close()
