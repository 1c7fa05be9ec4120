"""Visits, and who leads over time, in a browser: no fault that axe finds, nothing sticks out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.guidance.models import Visit
from redthread.guidance.tests.test_visits import visited
from redthread.testing.browser import DESK, PHONE, check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


def address(cast: Cast, name: str, visit: Visit | None = None) -> str:
    return reverse(f"guidance:{name}", args=[cast.network.slug, *([visit.public_id] if visit else [])])


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_pages_have_no_faults(cast: Cast, live: str, page_for: PageFor, width: int) -> None:
    held = visited(
        cast,
        cast.asen,
        cast.liv,
        worked_on="Vi så på timene.\n\nSå snakket vi om dem.",
        next_step="Dele planen med de andre på trinnet",
        next_who="Mads",
        next_on=timezone.localdate() + timedelta(days=9),
        story="Lesestunden hver morgen har gjort noe med hele trinnet.",
    )
    planned = visited(cast, cast.brekka, cast.liv, days=6)
    for person, visit, can_write in ((cast.liv, held, True), (cast.mona, held, False)):
        page = page_for(person, width=width)
        for where in ("visits", "trend", *(["new"] if can_write else [])):
            page.goto(live + address(cast, where))
            check_page(page)
        page.goto(live + address(cast, "visit", visit))
        check_page(page)
    liv = page_for(cast.liv, width=width)
    for name in ("visit", "change"):
        liv.goto(live + address(cast, name, planned))
        check_page(liv)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_visit_is_written_and_the_school_adds_its_words(
    cast: Cast, live: str, page_for: PageFor, width: int
) -> None:
    page = page_for(cast.liv, width=width)
    page.goto(live + address(cast, "visits"))
    page.get_by_role("link", name="Planlegg eller skriv inn").click()
    page.get_by_role("button", name="Lagre").click()
    page.locator(".ds-validation-message").first.wait_for()
    check_page(page)
    assert not Visit.objects.exists()

    visit = visited(cast, cast.asen, cast.liv)
    theirs = page_for(cast.mona, width=width)
    theirs.goto(live + address(cast, "visits"))
    theirs.locator("main .lines a").first.click()
    theirs.locator("#skolens-ord textarea").fill("Vi vil prøve det på tredje trinn også.")
    theirs.locator("#skolens-ord").get_by_role("button", name="Lagre").click()
    theirs.locator(".school-words").wait_for()
    check_page(theirs)
    visit.refresh_from_db()
    assert visit.school_words == "Vi vil prøve det på tredje trinn også."
