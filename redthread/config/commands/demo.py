"""`redthread demo`: a fictional town with networks and eighteen months of history."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from redthread.config.gate import RefusedError, refuse_unsafe
from redthread.config.storage import prepare_database
from redthread.demo.build import DEMO_CAST, build_demo
from redthread.people.actions.sign_in import new_sign_in_link
from redthread.people.models import Person


def run(options: argparse.Namespace) -> int:
    refuse_unsafe()
    prepare_database()
    if not load_if_empty():
        raise RefusedError("There are people in this database already. The demo is only for an empty one.")
    for who, link in sign_in_links():
        sys.stdout.write(f"{who:<64} {link}\n")
    return 0


def load_if_empty() -> bool:
    """Build the demo unless somebody is here already."""
    if Person.objects.exists():
        return False
    sys.stdout.write("Building the demo networks …\n")
    build_demo(timezone.now())
    return True


def sign_in_links() -> Iterator[tuple[str, str]]:
    """(who, one-click link) for each of the demo's cast that is here."""
    here = {person.email: person for person in Person.objects.filter(email__endswith=".example")}
    for email, name, what in DEMO_CAST:
        if email in here:
            yield f"{name}, {what}", sign_in_link(here[email])


def sign_in_link(person: Person) -> str:
    token = new_sign_in_link(person=person, now=timezone.now())
    return settings.BASE_URL + reverse("people:sign_in_link", args=[token])
