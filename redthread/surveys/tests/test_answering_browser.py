"""Answering on a phone: by finger, by keyboard, in nynorsk, without a net, reloaded, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.surveys.bundles import answers_of
from redthread.surveys.models import Survey, SurveyInvitation, TextPile, Wave
from redthread.surveys.tests.fieldwork import opened, people
from redthread.surveys.tickets import token_of
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def wave(live: str, cast: Cast) -> Wave:
    people(cast.network, cast.asen, 6)
    return opened(cast.network, cast.liv, timezone.now(), roles=["principal"], why="Vi vil bli bedre.")


def address(cast: Cast) -> str:
    return reverse("surveys:answer", args=[token_of(SurveyInvitation.objects.get(person=cast.mona))])


def question(page: Page, words: str) -> None:
    """Until that question is the one that is shown."""
    page.locator(".survey-screen:not([hidden]) .survey-question", has_text=words).wait_for()


def choose(page: Page, words: str) -> None:
    """Tap that answer to the question that is shown."""
    page.locator(".survey-screen:not([hidden]) .survey-choice").get_by_text(words, exact=True).click()


def to_the_end(page: Page) -> None:
    page.get_by_role("button", name="Begynn", exact=True).click()
    question(page, "Samlingene er nyttige for meg.")
    choose(page, "Helt enig")
    question(page, "Hva har hjulpet mest?")
    choose(page, "Tid")
    page.get_by_role("button", name="Neste").click()
    question(page, "Vi prøver ut det vi lærer.")
    choose(page, "Ikke aktuelt")
    question(page, "Hva bør vi gjøre mer av?")
    page.get_by_label("Hva bør vi gjøre mer av?").fill("Mer tid sammen")
    page.get_by_role("button", name="Neste").click()
    page.get_by_role("heading", name="Se over før du sender").wait_for()


def kept(page: Page) -> int:
    """What lies on the phone."""
    stored = "async () => (await indexedDB.databases()).length ? localStorage.length : localStorage.length"
    return int(page.evaluate(stored))


def test_one_answers_with_a_thumb_and_nothing_is_left(cast: Cast, wave: Wave, page_for: PageFor) -> None:
    page = page_for(None, width=390)
    page.goto(address(cast))
    check_page(page)
    page.get_by_role("button", name="Begynn", exact=True).click()
    question(page, "Samlingene er nyttige for meg.")
    check_page(page)
    page.reload()
    to_the_end_from_the_first(page)
    check_page(page)
    assert page.locator(".survey-review .answer").all_inner_texts() == [
        "Helt enig", "Tid", "Ikke aktuelt", "Mer tid sammen",
    ]  # fmt: skip
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("heading", name="Takk, svaret er levert.").wait_for()
    check_page(page)
    assert len(page.locator("#survey-receipt").inner_text()) == 19
    assert answers_of(wave).tolist() == [[1, 4, 2, 1, 1, 255]]
    assert (kept(page), page.context.cookies()) == (0, [])


def to_the_end_from_the_first(page: Page) -> None:
    """After a reload one goes on where one was."""
    question(page, "Samlingene er nyttige for meg.")
    page.get_by_role("button", name="Tilbake").click()
    to_the_end(page)


def test_an_answer_that_is_changed_takes_away_what_it_led_to(
    cast: Cast, wave: Wave, page_for: PageFor
) -> None:
    page = page_for(None, width=390)
    page.goto(address(cast))
    to_the_end(page)
    page.get_by_role("button", name="Endre: Samlingene er nyttige for meg.").click()
    choose(page, "Helt uenig")
    question(page, "Vi prøver ut det vi lærer.")
    for _screen in range(2):
        page.get_by_role("button", name="Neste").click()
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("heading", name="Takk, svaret er levert.").wait_for()
    assert answers_of(wave).tolist() == [[1, 1, 0, 0, 0, 255]]


def test_what_is_answered_is_there_after_a_reload(cast: Cast, wave: Wave, page_for: PageFor) -> None:
    page = page_for(None, width=390)
    page.goto(address(cast))
    to_the_end(page)
    page.reload()
    page.get_by_role("heading", name="Se over før du sender").wait_for()
    assert page.locator(".survey-review .answer").all_inner_texts()[-1] == "Mer tid sammen"
    assert len(answers_of(wave)) == 0


def test_what_is_sent_without_a_net_is_kept_and_counts_once(
    cast: Cast, wave: Wave, page_for: PageFor
) -> None:
    page = page_for(None, width=390)
    page.goto(address(cast))
    to_the_end(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_text("Svaret ligger på telefonen").wait_for()
    assert len(answers_of(wave)) == 0
    page.context.set_offline(False)
    page.get_by_role("heading", name="Takk, svaret er levert.").wait_for()
    assert len(answers_of(wave)) == 1
    assert len(TextPile.objects.get().entries) == 1


def test_who_sends_after_the_closing_is_told_and_nothing_stays_on_the_phone(
    cast: Cast, wave: Wave, page_for: PageFor
) -> None:
    page = page_for(None, width=390)
    page.goto(address(cast))
    to_the_end(page)
    Wave.objects.update(closed_at=timezone.now())
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("alert").get_by_text("Undersøkelsen er lukket").wait_for()
    check_page(page)
    assert kept(page) == 0


def test_with_the_keyboard_alone(cast: Cast, wave: Wave, page_for: PageFor) -> None:
    page = page_for(None, width=1280)
    page.goto(address(cast))
    press = page.keyboard.press
    page.get_by_role("button", name="Begynn", exact=True).focus()
    press("Enter")
    question(page, "Samlingene er nyttige for meg.")
    press("ArrowDown")
    press("ArrowDown")  # from the first to the third: «Delvis enig»
    press("Enter")
    question(page, "Hva har hjulpet mest?")
    press("Space")
    press("Enter")
    question(page, "Vi prøver ut det vi lærer.")
    press("Enter")
    question(page, "Hva bør vi gjøre mer av?")
    page.keyboard.type("Tid")
    press("Tab")
    press("Tab")
    press("Enter")
    page.get_by_role("heading", name="Se over før du sender").wait_for()
    page.get_by_role("button", name="Send svaret").focus()
    press("Enter")
    page.get_by_role("heading", name="Takk, svaret er levert.").wait_for()
    assert answers_of(wave).tolist() == [[1, 3, 2, 1, 1, 0]]


def test_in_nynorsk_and_confidential_with_ones_own_word(cast: Cast, live: str, page_for: PageFor) -> None:
    cast.mona.language = "nn"
    cast.mona.save()
    people(cast.network, cast.asen, 6)
    wave = opened(cast.network, cast.liv, timezone.now(), roles=["principal"], kind=Survey.Kind.CONFIDENTIAL)
    page = page_for(None, width=390)
    page.goto(address(cast))
    page.get_by_text("Undersøkinga er fortruleg.").wait_for()
    page.get_by_role("button", name="Byrj", exact=True).click()
    choose(page, "Heilt einig")
    for words in ("Kva har hjelpt mest?", "Vi prøver ut det vi lærer.", "Kva bør vi gjere meir av?"):
        question(page, words)
        page.get_by_role("button", name="Neste").click()
    question(page, "Kodeordet ditt")
    check_page(page)
    page.get_by_role("button", name="Neste").click()
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("alert").get_by_text("minst fire bokstavar").wait_for()
    page.get_by_label("Kodeordet ditt", exact=True).fill("storgata elg")
    page.get_by_role("button", name="Neste").click()
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("heading", name="Takk, svaret er levert.").wait_for()
    assert answers_of(wave).shape == (1, 22)


def test_without_scripts_it_is_one_form(cast: Cast, wave: Wave, page_for: PageFor) -> None:
    page = page_for(None, width=390, scripts=False)
    page.goto(address(cast))
    page.get_by_role("group", name="Samlingene er nyttige for meg.").get_by_text("Helt enig").click()
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("heading", name="Takk, svaret er levert.").wait_for()
    assert answers_of(wave)[:, 1].tolist() == [4]
