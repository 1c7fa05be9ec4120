"""Finding somebody who has run it, and asking: counted in taps, on a phone, with no fault that axe finds."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.method_library import keep_library_method
from redthread.peers.models import HelpRequest
from redthread.peers.tests.test_directory import led
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser
MOST_TAPS, MOST_SECONDS_TO_FIND, MOST_SECONDS_TO_ASK = 3, 30, 45


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


def test_one_who_has_run_it_is_found_and_asked(cast: Cast, live: str, page_for: PageFor) -> None:
    led(cast, cast.rita, method=keep_library_method("gallerivandring"))
    page, taps = page_for(cast.mona, width=390), 0
    page.goto(live + cast.network.get_absolute_url())
    began = monotonic()
    page.get_by_role("link", name="Erfaringer").click()
    page.get_by_role("link", name="Hvem kan hva").click()
    page.get_by_label("Søk på metode").fill("gallerivandring")
    page.get_by_role("button", name="Søk").click()
    taps += 3
    page.get_by_role("link", name="Spør Rita").wait_for()
    assert taps <= MOST_TAPS
    assert monotonic() - began <= MOST_SECONDS_TO_FIND
    assert page.get_by_role("heading", name="Mads Lund").count() == 0
    check_page(page)

    began = monotonic()
    page.get_by_role("link", name="Spør Rita").click()
    check_page(page)
    page.get_by_label("Hva lurer du på?").fill("Hvor mange plakater?")
    page.get_by_role("button", name="Send spørsmålet").click()
    page.get_by_text("Bare den du spurte, ser det").wait_for()
    assert monotonic() - began <= MOST_SECONDS_TO_ASK
    check_page(page)
    made = HelpRequest.objects.get()
    assert (made.text, made.about) == ("Hvor mange plakater?", "gallerivandring")

    for other in (cast.olav, cast.liv):
        theirs = page_for(other, width=390)
        theirs.goto(live + "/")
        assert "spør deg" not in theirs.inner_text("main")
    assert made.asked_at <= timezone.now()


@pytest.mark.parametrize("name", ["mine", "help", "pair_new", "notes", "note_new", "group_new"])
def test_the_other_pages_have_no_faults(cast: Cast, live: str, page_for: PageFor, name: str) -> None:
    page = page_for(cast.mona, width=390)
    page.goto(live + reverse(f"peers:{name}", args=[cast.network.slug]))
    check_page(page)
