"""The network's own words: a round answered with the keyboard alone, and every page without faults."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.concepts.actions.concepts import Words, add_concept, write_version
from redthread.concepts.actions.rounds import answer_round, close_round, start_round
from redthread.concepts.models import AlignmentAnswer, AlignmentRound, Concept
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build
from tests.journeys.hands import Keyboard

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser
LONG = "profesjonsfaglig kompetanseutviklingssamarbeid"


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


def round_of(cast: Cast, word: str = "Kapasitet") -> AlignmentRound:
    return start_round(
        network=cast.network, word=word, shows_names=False, gathering=None, by=cast.liv, now=timezone.now()
    )


def closed_round(cast: Cast) -> AlignmentRound:
    found = round_of(cast, LONG)
    for person, text in (
        (cast.mona, "Tid til å prøve sammen."),
        (cast.rita, "Folk og tid."),
        (cast.mads, "Å tåle at det tar tid."),
    ):
        answer_round(round=found, text=text, by=person, now=timezone.now())
    close_round(round=found, by=cast.liv, now=timezone.now())
    return found


def concept_of(cast: Cast) -> Concept:
    made = add_concept(
        network=cast.network,
        word=LONG,
        words=Words("Det vi kan få til sammen.", "Det vi klarer sammen.", "samarbeid", "To skoler deler."),
        from_round=None,
        by=cast.liv,
        now=timezone.now(),
    )
    write_version(
        concept=made,
        expected=1,
        words=Words("Det vi kan få til, over tid.", "", ""),
        why="Vi snakket om tid.",
        from_round=None,
        by=cast.liv,
        now=timezone.now(),
    )
    return made


@pytest.mark.parametrize("width", [390, 1280])
def test_a_round_is_answered_with_the_keyboard_alone(
    cast: Cast, live: str, page_for: PageFor, width: int
) -> None:
    going, page = round_of(cast), page_for(cast.mona, width=width)
    page.goto(live + reverse("concepts:list", args=[cast.network.slug]))
    check_page(page)
    Keyboard(page).tab_to(page.get_by_role("main").get_by_role("link", name="Kapasitet").first)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{going.get_absolute_url()}")
    check_page(page)
    Keyboard(page).tab_to(page.get_by_role("button", name="Send svaret"))
    page.keyboard.press("Enter")
    page.get_by_text("Skriv").first.wait_for()
    check_page(page)  # what is missing is said, and the page is whole
    Keyboard(page).tab_to(page.locator("textarea"))
    page.keyboard.type("Tid, og folk nok.")
    Keyboard(page).tab_to(page.get_by_role("button", name="Send svaret"))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Lagre endringen").wait_for()
    check_page(page)
    assert AlignmentAnswer.objects.get().text == "Tid, og folk nok."


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_the_pages_have_no_faults(cast: Cast, live: str, page_for: PageFor, width: int, dark: bool) -> None:
    one, past, going = concept_of(cast), closed_round(cast), round_of(cast)
    slug, page = cast.network.slug, page_for(cast.liv, width=width, dark=dark)
    for address in (
        reverse("concepts:list", args=[slug]),
        reverse("concepts:new", args=[slug]),
        reverse("concepts:round_new", args=[slug]),
        one.get_absolute_url(),
        reverse("concepts:version", args=[slug, one.public_id, 1]),
        reverse("concepts:edit", args=[slug, one.public_id]),
        reverse("concepts:put_away", args=[slug, one.public_id]),
        past.get_absolute_url(),
        going.get_absolute_url(),
        reverse("concepts:round_drop", args=[slug, going.public_id]),
    ):
        page.goto(live + address)
        check_page(page)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["new", "round_new"])
def test_a_form_sent_empty_says_what_to_write(
    cast: Cast, live: str, page_for: PageFor, width: int, name: str
) -> None:
    page = page_for(cast.liv, width=width)
    page.goto(live + reverse(f"concepts:{name}", args=[cast.network.slug]))
    page.locator("main form button[type=submit]").click()
    page.get_by_text("Skriv ordet").first.wait_for()
    check_page(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_text_is_checked_and_a_word_exchanged_with_the_keyboard(
    cast: Cast, live: str, page_for: PageFor, width: int
) -> None:
    concept_of(cast)
    add_concept(
        network=cast.network,
        word="Kapasitet",
        words=Words("Det vi kan få til.", "Det vi klarer.", "evne"),
        from_round=None,
        by=cast.liv,
        now=timezone.now(),
    )
    page = page_for(cast.mona, width=width)
    page.goto(live + reverse("concepts:check", args=[cast.network.slug]))
    page.locator("textarea").fill("Vi trenger kapasitet i nettverket.")
    Keyboard(page).tab_to(page.get_by_role("button", name="Sjekk"))
    page.keyboard.press("Enter")
    offer = page.get_by_role("button", name="evne").first
    offer.wait_for()
    check_page(page)
    Keyboard(page).tab_to(offer)
    page.keyboard.press("Enter")
    page.get_by_text("Vi fant ingen ord å bytte ut").wait_for()
    assert "evne" in page.locator("textarea").input_value()
    check_page(page)
