"""`redthread signin-link EMAIL`: for an operator who helps somebody in, or signs in first of all."""

from __future__ import annotations

import argparse
import sys

from redthread.config.commands.demo import sign_in_link
from redthread.config.gate import RefusedError
from redthread.people.models import Person


def run(options: argparse.Namespace) -> int:
    person = Person.objects.filter(email=options.email.strip().lower(), is_active=True).first()
    if person is None:
        raise RefusedError(
            f"Nobody active has the address {options.email}. Import people first, or check it."
        )
    sys.stdout.write(f"{sign_in_link(person)}\n")
    return 0
