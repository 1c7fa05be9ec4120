"""Journey 12: from a questionnaire to a picture by level, with three roles and two waves.

Set-up ≤ 10 min, an answer ≤ 12 min on a phone, results in one click when it is closed; how long 1,000 answers
take is measured by the bench. It fails if an index stands without its reliability; that nothing hidden can be
worked out is tried in `redthread/surveys/tests/test_nothing_follows.py`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from random import Random
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.demo.survey_answers import answers_of
from redthread.instruments.answering import encode
from redthread.instruments.library import instruments
from redthread.notices.models import OutgoingMail
from redthread.people.models import Position
from redthread.surveys.actions.answers import Given, answer_wave
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import SurveyInvitation, Wave
from redthread.surveys.tests.answered import schools_in
from redthread.surveys.tests.fieldwork import people
from redthread.surveys.tickets import minted, ticket_by, token_of
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast
from tests.journeys.hands import Hand, Keyboard, Pointer

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SECONDS_TO_SET_UP, SECONDS_TO_ANSWER = 600, 720
PRESSES_TO_RESULTS = 2  # it says what closing means, and then closes and shows them
QUESTIONS = instruments()["professional-learning-community"]
SCHOOLS, TEACHERS, MIDDLE_LEADERS, PRINCIPALS = 3, 200, 16, 8


@pytest.fixture
def asked(live: str, cast: Cast) -> Cast:
    """Three schools with principals and middle leaders in the network; the teachers have no membership."""
    for school in schools_in(cast.network, cast.owner, SCHOOLS):
        people(cast.network, school, 3)
        people(cast.network, school, 6, Position.Kind.MIDDLE_LEADER)
    return cast


def laid_in(tokens: Iterable[str], chance: Random, *, is_later: bool) -> None:
    """The others answer, each by a ticket of their own."""
    for number, token in enumerate(tokens):
        ticket = ticket_by(token)
        assert ticket is not None
        instrument, role = instrument_of(ticket.wave.survey), ticket.group.role
        answers = answers_of(instrument, ticket.role, chance, is_later=is_later)
        given = Given(encode(instrument, role, answers))
        answer_wave(ticket=ticket, key=f"phone-{number:06d}", given=given, now=timezone.now())


def the_others(wave: Wave, but: SurveyInvitation | None = None) -> list[str]:
    """Of the invited some of each role, and of the code as many as it is for."""
    most = {"principal": PRINCIPALS, "middle_leader": MIDDLE_LEADERS}
    tokens: list[str] = []
    for role, many in most.items():
        tokens += [token_of(one) for one in wave.invitations.filter(role=role)[:many] if one != but]
    codes = list(wave.codes.all())
    return tokens + [minted(codes[phone % len(codes)]) for phone in range(TEACHERS)]


def answered_on_a_phone(page: Page, address: str) -> float:
    """Every question with one tap; how many seconds it took."""
    began = time.monotonic()
    page.goto(address)
    page.get_by_role("button", name="Begynn", exact=True).click()
    screen = page.locator(".survey-screen:not([hidden])")
    for item in QUESTIONS.items:
        screen.get_by_text(item.words("principal", "nb"), exact=True).wait_for()
        if item.kind == "text":
            check_page(page)
            page.get_by_role("button", name="Neste").click()
        else:
            screen.locator(".survey-choice").nth(3).click()
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("heading", name="Takk, svaret er levert.").wait_for()
    return time.monotonic() - began


def opened_by(liv: Hand, number: int) -> Wave:
    """From the survey's page to the mails."""
    part = liv.page.locator(f"#runde-{number}")
    liv.press("checkbox", "Ressurslærere", part)
    liv.press("button", "Se over og send ut", part)
    for school in range(1, SCHOOLS + 1):
        liv.write(f"Skole {school}", "400")
    liv.press("button", "Åpne og send")
    liv.see("er spurt")
    return Wave.objects.get(number=number)


def closed_by(liv: Hand) -> int:
    """How many presses from the open wave to its results."""
    before = liv.pressed
    liv.unfold("Lukk runden")
    liv.press("button", "Lukk og lag resultatene")
    liv.page.get_by_role("heading", name="Det viktigste").wait_for()
    return liv.pressed - before


@pytest.mark.parametrize("hand", [Pointer, Keyboard])
def test_from_questionnaire_to_picture_by_level(asked: Cast, page_for: PageFor, hand: type[Hand]) -> None:
    chance = Random(12)
    liv = hand(page_for(asked.liv, width=1280))
    began = time.monotonic()
    liv.open(reverse("surveys:list", args=[asked.network.slug]))
    liv.press("link", "Ny undersøkelse")
    title = QUESTIONS.title.nb
    offer = liv.page.locator("li", has=liv.page.get_by_role("heading", name=title, exact=True))
    liv.press("button", "Bruk dette", offer)
    first = opened_by(liv, 1)
    assert time.monotonic() - began < SECONDS_TO_SET_UP

    mona = SurveyInvitation.objects.get(wave=first, person=asked.mona)
    mail = OutgoingMail.objects.get(person=asked.mona, text__contains="/undersokelse/svar/")
    address = re.search(r"/undersokelse/svar/\S+", mail.text)
    assert address is not None
    assert answered_on_a_phone(page_for(None, width=390), address[0]) < SECONDS_TO_ANSWER
    laid_in(the_others(first, but=mona), chance, is_later=False)
    assert closed_by(liv) == PRESSES_TO_RESULTS
    _shows_levels(liv)

    liv.open(first.survey.get_absolute_url())
    liv.press("button", "Spør igjen senere")
    second = opened_by(liv, 2)
    laid_in(the_others(second), chance, is_later=True)
    assert closed_by(liv) == PRESSES_TO_RESULTS
    _shows_levels(liv)
    liv.see("Endret siden runde 1")


def _shows_levels(liv: Hand) -> None:
    """Three roles, and every index with what it rests on."""
    liv.look()
    words = liv.page.locator("main").inner_text()
    for level in ("Rektorer", "Mellomledere", "Lærere"):
        assert level in words
    for index in QUESTIONS.indices:
        assert index.title.nb in words
    assert words.count("Alfa") >= len(QUESTIONS.indices)


def test_a_role_with_few_answers_is_hidden_and_says_why(asked: Cast, page_for: PageFor) -> None:
    liv = Pointer(page_for(asked.liv, width=390))
    liv.open(reverse("surveys:new", args=[asked.network.slug]))
    offer = liv.page.locator("li", has=liv.page.get_by_role("heading", name=QUESTIONS.title.nb, exact=True))
    liv.press("button", "Bruk dette", offer)
    wave = opened_by(liv, 1)
    invited = {role: wave.invitations.filter(role=role) for role in ("principal", "middle_leader")}
    tokens = [token_of(one) for one in [*invited["principal"][:3], *invited["middle_leader"][:9]]]
    tokens += [minted(code) for code in wave.codes.all() for _phone in range(10)]
    laid_in(tokens, Random(12), is_later=False)
    assert closed_by(liv) == PRESSES_TO_RESULTS
    liv.look()
    words = liv.page.locator("main").inner_text()
    assert "Lærere" in words
    assert re.search("for få svar|skjult så andre ikke kan regnes ut", words), words[:1500]
