"""The command as an operator runs it: a process of its own with a home of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from redthread.config.env import PACKAGE

ROOT = PACKAGE.parent
PATIENCE = 60


def started(home: Path, *command: str, **environment: str) -> subprocess.Popen[str]:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("REDTHREAD_")}
    surroundings |= {
        "REDTHREAD_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": "",
        "EMAIL_URL": "",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "redthread", *command],
        env=surroundings | environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finished(home: Path, *command: str, **environment: str) -> tuple[int, str, str]:
    """(exit code, what it said, what it complained of)"""
    process = started(home, *command, **environment)
    said, complained = process.communicate(timeout=PATIENCE)
    return process.returncode, said, complained


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_so: Callable[[], bool]) -> None:
    """Raises TimeoutError when it never becomes so."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.05)
