"""The programs that composing tables is held against, fetched when the bench runs; no part of the product.

A peer that cannot be had is told and skipped. good-enough-golfers is in no package registry (looked for in
2026), so `GOLFERS` names a folder with its sources: `lib/geneticSolver.js`. lodash is fetched into it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

KIT = Path(__file__).parent
Peer = Callable[[int, int, int, float], int | None]


def cpsat(home: Path) -> Peer | None:
    """CP-SAT in a throw-away environment, or None when it cannot be had."""
    python = home / "cpsat" / "bin" / "python"
    uv = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
    if not python.exists() and not (
        _runs([uv, "venv", "-q", str(home / "cpsat")])
        and _runs([uv, "pip", "install", "-q", "-p", str(python), "ortools"])
    ):
        return None
    return lambda *instance: _answer([str(python), str(KIT / "cpsat.py"), *map(str, instance)], instance[3])


def golfers(home: Path) -> Peer | None:
    """good-enough-golfers by node, from the folder in GOLFERS; None without it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    folder = Path(os.environ.get("GOLFERS", home / "golfers")).absolute()
    if node is None or npm is None or not (folder / "lib" / "geneticSolver.js").exists():
        return None
    lodash = folder / "node_modules" / "lodash"
    if not lodash.exists() and not _runs([npm, "install", "--silent", "--prefix", str(folder), "lodash@4"]):
        return None
    return lambda *instance: _answer(
        [node, str(KIT / "golfers.js"), str(folder), *map(str, instance)], instance[3]
    )


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=300, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _answer(command: list[str], seconds: float) -> int | None:
    """What the peer printed, or None when it found nothing. It may take long to begin and to stop."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=4 * seconds + 60, check=False)
    except subprocess.TimeoutExpired:
        return None
    said = done.stdout.strip()
    return int(said) if said.isdecimal() else None
