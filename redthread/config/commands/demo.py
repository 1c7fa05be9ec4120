"""`redthread demo`: a fictional town with networks and eighteen months of history."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from redthread.config.gate import RefusedError, refuse_unsafe
from redthread.config.storage import prepare_database
from redthread.people.actions.sign_in import new_sign_in_link
from redthread.people.models import Person


def run(options: argparse.Namespace) -> int:
    refuse_unsafe()
    prepare_database()
    if not load_if_empty():
        raise RefusedError("There are people in this database already. The demo is only for an empty one.")
    for who, link in sign_in_links():
        sys.stdout.write(f"{who:<44} {link}\n")
    return 0


def load_if_empty() -> bool:
    """Build the demo unless somebody is here already."""
    if Person.objects.exists() or find_spec("redthread.demo") is None:
        return False
    sys.stdout.write("Building the demo networks …\n")
    import_module("redthread.demo.build").build_demo(timezone.now())
    return True


def sign_in_links() -> Iterator[tuple[str, str]]:
    """(who, one-click link) for each of the demo's cast that is here."""
    for person in Person.objects.filter(email__endswith=".example").order_by("pk")[:8]:
        yield str(person), sign_in_link(person)


def sign_in_link(person: Person) -> str:
    token = new_sign_in_link(person=person, now=timezone.now())
    return settings.BASE_URL + reverse("people:sign_in_link", args=[token])
