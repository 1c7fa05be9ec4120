"""What is made ready to be served is whole: every script finds what it imports."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from redthread.config.assets import collect

IMPORT = re.compile(r"""(?:from|import)\s*["'](\.[^"']+)["']""")


def test_a_script_imports_others_by_names_that_are_served(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    collect()
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    imports = 0
    for name, served in names.items():
        if not name.endswith(".js") or name.startswith("ds/"):
            continue
        file = tmp_path / served
        for wanted in IMPORT.findall(file.read_text()):
            imports += 1
            assert (file.parent / wanted).is_file(), (name, wanted)
    assert imports > 40
