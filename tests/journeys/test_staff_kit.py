"""Journey 7: take it to the staff. A principal makes a kit, two teachers answer, and the school hears them.

Kit ≤ 2 min and ≤ 5 clicks, teacher ≤ 60 s and ≤ 4 taps, and reach is recorded.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.betweenwork.models import AnswerPile, SchoolSummary, StaffKit
from redthread.betweenwork.tests.between import Between, between
from redthread.betweenwork.tests.kits import answer, kit_of
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast
from tests.journeys.hands import Hand, Keyboard, Pointer

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CLICKS_FOR_A_KIT, TAPS_OF_A_TEACHER = 5, 4
SECONDS_FOR_A_KIT, SECONDS_OF_A_TEACHER = 120, 60
KNOW, NEEDS = "Helt enig", "Hva trenger du for å komme i gang?"


@pytest.fixture
def at(live: str, cast: Cast) -> Between:
    return between(cast)


@pytest.mark.parametrize("hand", [Pointer, Keyboard])
def test_the_staff_is_asked_and_heard(at: Between, page_for: PageFor, hand: type[Hand]) -> None:
    mona = hand(page_for(at.cast.mona, width=390))
    began = time.monotonic()
    mona.open(at.url("assignment"))
    mona.press("link", "Ta det med til personalet")
    mona.write("Hvor mange er dere i personalet?", "9")
    mona.press("button", "Lag pakken")
    mona.see("Ingen har svart ennå.")
    with mona.page.expect_download() as sheet:
        mona.press("link", "Hent arket")
    assert sheet.value.suggested_filename.endswith(".pdf")
    assert mona.pressed <= CLICKS_FOR_A_KIT
    assert time.monotonic() - began < SECONDS_FOR_A_KIT

    kit = StaffKit.objects.get()
    for words in ("Tid sammen med trinnet", "Å se en kollega gjøre det"):
        _teacher_answers(hand(page_for(None, width=390)), kit, words)
    pile = AnswerPile.objects.get()
    assert pile.answered == 2
    assert pile.answers["1"]["counts"] == [2, 0, 0, 0, 0]

    mona.open(kit.get_absolute_url())
    mona.see("Noen har svart.")
    assert mona.page.get_by_text("Tid sammen").count() == 0
    for place in range(4):
        answer(kit, timezone.now(), choice=place, text=f"Kollega {place}")
    before = mona.pressed
    mona.press("button", "Lukk runden og se svarene")
    mona.see("6 av 9 svarte.")
    mona.see("Tid sammen med trinnet")
    mona.write("Det viktigste, med dine ord", "Vi trenger tid sammen.")
    mona.press("button", "Legg i oppsummeringen")
    mona.see("Lagt inn i oppsummeringen.")
    assert mona.pressed - before <= 3
    summary = SchoolSummary.objects.get(line=at.asen)
    assert "6 av 9 svarte. Vi trenger tid sammen." in summary.happened
    assert summary.reach == "part"


def _teacher_answers(teacher: Hand, kit: StaffKit, words: str) -> None:
    """Who holds the phone has no account, and never signs in."""
    began = time.monotonic()
    teacher.open(reverse("betweenwork:staff_answer", args=[kit.code]))
    teacher.press("radio", KNOW)
    if isinstance(teacher, Keyboard):
        teacher.press("button", "Neste")
    teacher.page.get_by_label(NEEDS).wait_for()
    teacher.write(NEEDS, words)
    teacher.press("button", "Send svaret")
    teacher.see("Takk, svaret er levert.")
    assert teacher.pressed <= TAPS_OF_A_TEACHER
    assert time.monotonic() - began < SECONDS_OF_A_TEACHER
    assert teacher.page.context.cookies() == []


@pytest.fixture
def kit(at: Between) -> StaffKit:
    return kit_of(at.cast.network, at.cast.asen, at.cast.mona, at.now, line=at.asen)


def test_what_is_sent_without_a_net_is_kept_and_counts_once(kit: StaffKit, page_for: PageFor) -> None:
    page = page_for(None, width=390)
    page.goto(reverse("betweenwork:staff_answer", args=[kit.code]))
    page.get_by_text("Enig", exact=True).click()
    page.get_by_label("Hva trenger du?").fill("Mer tid")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_text("Svaret ligger på telefonen").wait_for()
    assert AnswerPile.objects.get().answered == 0
    page.context.set_offline(False)
    page.get_by_role("heading", name="Takk, svaret er levert.").wait_for()
    pile = AnswerPile.objects.get()
    assert (pile.answered, pile.answers["2"]["texts"]) == (1, ["Mer tid"])


def test_who_scans_too_late_is_told_and_nothing_is_lost_unsaid(kit: StaffKit, page_for: PageFor) -> None:
    page = page_for(None, width=390)
    page.goto(reverse("betweenwork:staff_answer", args=[kit.code]))
    StaffKit.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    page.get_by_text("Enig", exact=True).click()
    page.get_by_label("Hva trenger du?").fill("For sent")
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("alert").get_by_text("Runden er lukket").wait_for()
    assert page.get_by_label("Hva trenger du?").input_value() == "For sent"
    check_page(page)


def test_the_phone_works_without_scripts(kit: StaffKit, page_for: PageFor) -> None:
    page = page_for(None, width=390, scripts=False)
    page.goto(reverse("betweenwork:staff_answer", args=[kit.code]))
    page.get_by_text("Enig", exact=True).click()
    page.get_by_label("Hva trenger du?").fill("Tid")
    page.get_by_role("button", name="Send svaret").click()
    page.get_by_role("heading", name="Takk, svaret er levert.").wait_for()
    assert AnswerPile.objects.get().answered == 1
