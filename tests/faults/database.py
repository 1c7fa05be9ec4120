"""A PostgreSQL that belongs to one test, with the settings of an installation, so that it may be killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

ACCOUNT = os.environ.get("POSTGRES_ACCOUNT", "postgres")  # it refuses to run as root


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`."""
    there = shutil.which("initdb")
    found = [Path(there).parent] if there else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in found if (one / "initdb").exists()), None)


class Database:
    """A server on a socket of its own; all it keeps goes when the test ends."""

    def __init__(self) -> None:
        found = programs()
        if found is None:
            pytest.skip("There is no PostgreSQL here to kill.")
        self.programs, self.kills = found, 0
        self.home = Path(tempfile.mkdtemp(prefix="redthread-killed-"))
        self.home.chmod(0o700)
        if os.getuid() == 0:
            shutil.chown(self.home, ACCOUNT)
        self._run("initdb", "--no-sync", "-U", "redthread", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()

    @property
    def url(self) -> str:
        return f"postgres://redthread@/postgres?host={self.home}"

    def start(self) -> None:
        options = f"-c listen_addresses='' -k {self.home}"
        self._run("pg_ctl", "-w", "-l", str(self.home / "log"), "-o", options, "start")

    def kill(self) -> None:
        """Its first process, and up again as an operator's machine would have it: when the others, which
        end by themselves, have let go of what they share."""
        os.kill(int((self.home / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        self.kills += 1
        for _try in range(100):
            time.sleep(0.1)
            with contextlib.suppress(subprocess.CalledProcessError):
                return self.start()
        raise AssertionError((self.home / "log").read_text()[-2000:])

    def end(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(self.home)

    def _run(self, program: str, *words: str) -> None:
        before = ["runuser", "-u", ACCOUNT, "--"] if os.getuid() == 0 else []
        command = [*before, str(self.programs / program), "-D", str(self.home / "data"), *words]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.home
        )
