"""«I dag» and the welcome in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from redthread.betweenwork.models import Assignment
from redthread.testing import make
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(live: str) -> Cast:
    """Mona has a gathering ahead, a summary to write and a promise to keep."""
    cast = build()
    held = make.gathering(
        cast.network, starts_at=timezone.now() - timedelta(days=5), title="Septembersamling"
    )
    make.commitment(held, cast.asen, what="To lærere i lesetimene på 5. trinn i tre uker")
    made = make.assignment(held, cast.asen)
    Assignment.objects.filter(pk=made.pk).update(opened_at=timezone.now())
    make.gathering(
        cast.network, host=cast.brekka, place="Rådhuset, møterom 2", prepare="Ta med en praksisfortelling."
    )
    return cast


def test_what_matters_stands_on_the_first_screen_of_a_phone(cast: Cast, page_for: PageFor) -> None:
    page = page_for(cast.mona)
    page.goto("/")
    for words in (
        "Oktobersamling",
        "Rådhuset, møterom 2",
        "Ta med en praksisfortelling.",
        "Skriv oppsummeringen for Åsen skole",
        "To lærere i lesetimene",
    ):
        box = page.get_by_text(words).first.bounding_box()
        assert box is not None, words
        assert box["y"] + box["height"] <= 844, words


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1280, False)])
def test_the_pages_are_without_faults(width: int, dark: bool, cast: Cast, page_for: PageFor) -> None:
    for person, addresses in ((cast.mona, ["/"]), (cast.olav, ["/", "/skoleeier/"]), (None, ["/", "/om/"])):
        page = page_for(person, width=width, dark=dark)
        for address in addresses:
            page.goto(address)
            check_page(page)
