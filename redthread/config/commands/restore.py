"""`redthread restore FILE`: verifies everything, builds beside, and swaps at the end."""

from __future__ import annotations

import argparse
import sys

from django.conf import settings
from django.utils import timezone

from redthread.config.archive.manifest import SECRET
from redthread.config.archive.reading import opened
from redthread.config.archive.restoring import is_empty, rehearse, restore
from redthread.config.gate import RefusedError
from redthread.config.storage import alone


def run(options: argparse.Namespace) -> int:
    with opened(options.file) as archive:
        if options.verify:
            rehearse(archive)
            sys.stdout.write(f"{options.file} is whole, and it can be restored.\n")
            return 0
        with alone(settings.HOME):
            if not options.replace and not is_empty():
                raise RefusedError(
                    f"There are people in {settings.HOME} already. To set them aside first, add --replace."
                )
            aside = restore(archive, now=timezone.now())
        has_key = SECRET in archive.manifest.entries
    sys.stdout.write(f"Restored what was saved {archive.manifest.made_at}. Everybody signs in again.\n")
    for path in aside:
        sys.stdout.write(f"Set aside: {path}\n")
    if not has_key:
        sys.stdout.write(
            "It held no secret key: on a new machine put yours back, or links mailed earlier are dead.\n"
        )
    return 0
