"""The successor pack and the handover in a browser: whole words, no faults, and the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from redthread.reports.models import Handover
from redthread.testing import make
from redthread.testing.browser import check_page
from tests.journeys.hands import Keyboard
from tests.world import World, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser
LONGEST_WORD = "Kompetanseutviklingssamarbeidsavtalen"


@pytest.fixture
def world(live: str) -> World:
    return build()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_the_pack_is_read_without_faults_and_words_stay_whole(
    world: World, live: str, page_for: PageFor, width: int, dark: bool
) -> None:
    make.commitment(world.running, world.cast.asen, what=f"Vi følger {LONGEST_WORD} i år", audience="network")
    page = page_for(world.cast.liv, width=width, dark=dark)
    page.goto(live + reverse("reports:successor", args=[world.cast.network.slug]))
    check_page(page)
    cell = page.locator(".pack-table td", has_text=LONGEST_WORD).first
    lines = cell.evaluate(
        """(cell, word) => {
            const text = cell.firstChild, range = document.createRange();
            const start = text.data.indexOf(word);
            range.setStart(text, start);
            range.setEnd(text, start + word.length);
            return range.getClientRects().length;
        }""",
        LONGEST_WORD,
    )
    assert lines == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_the_contents_lead_to_each_part_with_the_keyboard(
    world: World, live: str, page_for: PageFor, width: int
) -> None:
    page = page_for(world.cast.liv, width=width)
    page.goto(live + reverse("reports:successor", args=[world.cast.network.slug]))
    link = page.get_by_role("navigation", name="Innhold").get_by_role("link", name="Hvem er med")
    Keyboard(page).tab_to(link)
    page.keyboard.press("Enter")
    page.wait_for_url("**#hvem")
    heading = page.get_by_role("heading", name="Hvem er med")
    assert 0 <= heading.evaluate("one => one.getBoundingClientRect().top") < 400


@pytest.mark.parametrize("width", [390, 1280])
def test_the_network_is_handed_over_with_the_keyboard_and_nothing_typed_is_lost(
    world: World, live: str, page_for: PageFor, width: int
) -> None:
    Handover.objects.all().delete()
    page = page_for(world.cast.liv, width=width)
    page.goto(live + reverse("reports:handover", args=[world.cast.network.slug]))
    check_page(page)
    Keyboard(page).tab_to(page.get_by_label("Hva vet bare du"))
    page.keyboard.type("Nøkkelen er hos vaktmesteren.")
    Keyboard(page).tab_to(page.get_by_role("button", name="Overlever", exact=True))
    page.keyboard.press("Enter")
    page.get_by_text("Velg hvem som tar over.").first.wait_for()
    check_page(page)
    assert page.get_by_label("Hva vet bare du").input_value() == "Nøkkelen er hos vaktmesteren."
    page.get_by_label("Hvem tar over?").select_option(label="Mona Vik, Åsen skole")
    page.get_by_label("Fra og med").fill(f"{world.now.year + 1}-12-01")
    Keyboard(page).tab_to(page.get_by_role("button", name="Overlever", exact=True))
    page.keyboard.press("Enter")
    page.get_by_text("Overleveringen er skrevet inn.").wait_for()
    check_page(page)
    assert Handover.objects.get().successor == world.cast.mona
