"""What the network raises to its owner, in a browser: no fault that axe finds, nothing sticks out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.testing.browser import DESK, PHONE, check_page
from redthread.testing.cast import Cast, build
from redthread.voice.models import Matter, Voice
from redthread.voice.tests.matters import draft, raised, say, sent

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser
LONG = "Vikarordninger og vikarbudsjett for samlingsdagene i alle skolene i kommunen neste skoleår"


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


def address(cast: Cast, name: str, matter: Matter | None = None) -> str:
    return reverse(f"voice:{name}", args=[cast.network.slug, *([matter.public_id] if matter else [])])


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_pages_have_no_faults(cast: Cast, live: str, page_for: PageFor, width: int) -> None:
    now = timezone.now()
    started = draft(cast, cast.liv, now, LONG)
    weighed = raised(cast, cast.liv, now, LONG)
    say(weighed, cast.asen, cast.mona, now)
    say(weighed, cast.brekka, cast.rita, now, against="Vi har ikke rom for det i år.")
    carried = sent(cast, cast.liv, now)
    liv = page_for(cast.liv, width=width)
    for name, matter in (
        ("matters", None),
        ("new", None),
        ("matter", started),
        ("change", started),
        ("matter", weighed),
        ("send", weighed),
        ("matter", carried),
        ("withdraw", carried),
    ):
        liv.goto(live + address(cast, name, matter))
        check_page(liv)
    olav = page_for(cast.olav, width=width)
    olav.goto(live + reverse("voice:owner"))
    check_page(olav)
    assert carried.title in olav.inner_text("main")
    assert LONG not in olav.inner_text("main")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_school_says_what_it_means_and_a_fault_loses_nothing(
    cast: Cast, live: str, page_for: PageFor, width: int
) -> None:
    matter = raised(cast, cast.liv, timezone.now())
    page = page_for(cast.mona, width=width)
    page.goto(live + address(cast, "matters"))
    page.get_by_role("link", name=matter.title).click()
    page.get_by_label("Begrunnelse").fill("Vi trenger det.")
    page.get_by_role("button", name="Si det for skolen").click()
    page.locator(".ds-validation-message").first.wait_for()
    check_page(page)
    assert page.get_by_label("Begrunnelse").input_value() == "Vi trenger det."
    assert not Voice.objects.exists()

    page.get_by_label("Vi støtter saken").check()
    page.get_by_role("button", name="Si det for skolen").click()
    page.get_by_text("«Vi trenger det.»").wait_for()
    check_page(page)
    assert Voice.objects.get().choice == "support"
