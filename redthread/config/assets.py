"""`python -m redthread.config.assets`: style, script, fonts and translations, made ready to be served.

Run by `./dev` and when the package is built. Style sheets and scripts get their hash in the name (so that
browsers may keep them for ever) and a compressed twin; translations become the form that Python reads.
"""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.core.management import call_command

from redthread.config.env import PACKAGE


def collect() -> None:
    """Gather all static files in STATIC_ROOT, in place of what was there."""
    from django.contrib.staticfiles.management.commands.collectstatic import Command

    from redthread.config.static_files import HashedFiles

    command = Command()
    command.storage = HashedFiles()
    call_command(command, interactive=False, clear=True, verbosity=0)


def compile_catalogues(folder: Path) -> None:
    """Write the `.mo` beside each `.po` below `folder`; raises on a catalogue that cannot be read."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sorted(folder.rglob("*.po")):
        with source.open("rb") as text:
            catalogue = read_po(text, abort_invalid=True)
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "redthread.config.settings")
    compile_catalogues(PACKAGE)
    django.setup()
    collect()
