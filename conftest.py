"""Fixtures that every package's tests use, and the order in which tests run."""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest
from django.test import Client

from redthread.people.models import Person
from redthread.testing.browser import browser, live, page, page_for  # noqa: F401
from redthread.testing.cast import Cast, build


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Mark what asks for the database; the browser last, since an event loop runs from then on."""
    for item in items:
        if asks_for_the_database(item) and not is_a_look(item):
            item.add_marker("any_database")
        if "browser" in item.keywords:  # a busy machine may be too slow for a click; the summary counts it
            item.add_marker(pytest.mark.flaky(reruns=1))
    yield
    items.sort(key=lambda item: ("browser" in item.keywords, "slow" not in item.keywords))


def asks_for_the_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return "db" in fixtures or "transactional_db" in fixtures or "django_db" in item.keywords


def is_a_look(item: pytest.Item) -> bool:
    """What the browser tests of the packages see is the same on every database; journeys write to it."""
    return "browser" in item.keywords and item.path.is_relative_to(item.config.rootpath / "redthread")


def pytest_collection_finish() -> None:
    """What is there by now stays to the end: looking through it for garbage takes a sixth of the time."""
    gc.collect()
    gc.freeze()


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
