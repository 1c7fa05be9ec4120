"""A confidential survey in two waves: the same people, told by their own word alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.people.models import Person
from redthread.surveys.actions import surveys as actions
from redthread.surveys.actions.opening import open_wave
from redthread.surveys.models import Survey, SurveyInvitation, Wave
from redthread.surveys.tests.answered import schools_in
from redthread.surveys.tests.fieldwork import answer, opened, people, ticket_of
from redthread.surveys.tickets import link_of, token_of
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast
from tests.journeys.hands import Pointer

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_PRESSES = 40


def answered_with(page: Page, wave: Wave, person: Person, word: str) -> None:
    """On a phone: one choice, nothing more, and the own word."""
    page.goto(
        reverse("surveys:answer", args=[token_of(SurveyInvitation.objects.get(wave=wave, person=person))])
    )
    page.get_by_text("Du lager et kodeord som bare du kjenner").wait_for()
    page.get_by_role("button", name="Begynn", exact=True).click()
    page.locator(".survey-screen:not([hidden])").get_by_text("Helt enig", exact=True).click()
    while not page.get_by_label("Kodeordet ditt", exact=True).is_visible():
        page.get_by_role("button", name="Neste").click()
    check_page(page)
    page.get_by_label("Kodeordet ditt", exact=True).fill(word)
    page.get_by_role("button", name="Neste").click()
    page.locator(".survey-review").get_by_text(word, exact=True).wait_for()
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("heading", name="Takk, svaret er levert.").wait_for()


@pytest.mark.parametrize(("again", "same"), [("storgata  ELG", True), ("storgata rev", False)])
def test_the_same_people_twice_by_their_own_word(
    cast: Cast, page_for: PageFor, again: str, same: bool
) -> None:
    asked = [
        one for school in schools_in(cast.network, cast.owner, 3) for one in people(cast.network, school, 5)
    ]
    now = timezone.now()
    first = opened(cast.network, cast.liv, now, roles=["principal"], kind=Survey.Kind.CONFIDENTIAL)
    liv = Pointer(page_for(cast.liv, width=1280))
    for number, (wave, word) in enumerate(((first, "Storgata-elg"), (None, again))):
        if wave is None:
            wave = actions.add_wave(survey=first.survey, moment="after", by=cast.liv, now=now)
            open_wave(wave=wave, by=cast.liv, now=now)
        for place, one in enumerate(asked):
            link = link_of(first.survey, f"ordet {place}")
            answer(ticket_of(wave, one), now, useful=1 + (place + number) % 4, link=link)
        answered_with(page_for(None, width=390), wave, cast.mona, word)
        liv.open(wave.get_absolute_url())
        liv.unfold("Lukk runden")
        liv.press("button", "Lukk og lag resultatene")
        liv.page.get_by_role("heading", name="Det viktigste").wait_for()
    liv.see("Endret siden runde 1")
    told = " ".join(liv.page.get_by_role("region", name="Endret siden runde 1").all_text_contents())
    assert ("16 som har svart begge ganger" in told) is same
    assert ("16 svar nå og 16 da" in told) is not same
