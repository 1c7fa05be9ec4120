"""Fixtures that every package's tests use."""

from __future__ import annotations

import pytest
from django.test import Client

from redthread.people.models import Person
from redthread.testing.browser import browser, live, page, page_for  # noqa: F401
from redthread.testing.cast import Cast, build


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


class SignedInClient(Client):
    """A browser that is signed in as one person."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.force_login(person)


@pytest.fixture
def as_person() -> type[SignedInClient]:
    """`as_person(cast.mona).get("/")` asks as Mona."""
    return SignedInClient
