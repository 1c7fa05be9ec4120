"""Answering the strongest that was said against, on phones in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from redthread.live.actions.cards import take_card
from redthread.live.actions.voting import put_dot
from redthread.live.models import Contribution, LiveSession, Participant
from redthread.live.tests.hands import go, press
from redthread.live.tests.rooms import open_room
from redthread.live.tests.running import Run
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from redthread.live.tests.hands import Open

pytestmark = pytest.mark.browser
HOW = "Hva gjør dere med den? Skriv det med noen få ord, og velg."


def card(page: Page) -> Locator:
    return page.locator(".objection")


def objections(cast: Cast, phone: Open, **given: bool) -> tuple[LiveSession, Page, Page]:
    """Three at one table, «For dyrt» the weightiest; the table is where it answers them."""
    session = open_room(cast, "strukturert_uenighet", tables=1)
    scribe, other = phone(session, name="Siri", **given), phone(session, name="Ola")
    at = Run(cast, session)
    siri, ola = (Participant.objects.get(name=name) for name in ("Siri", "Ola"))
    take_card(participant=siri, role="scribe", now=timezone.now())
    at.go_to("runde")
    made = [
        at.say("runde", who, text)
        for who, text in ((siri, "For sent"), (ola, "For dyrt"), (siri, "For lite"))
    ]
    at.go_to("velg")
    for who, one in ((siri, made[1]), (ola, made[1]), (ola, made[2])):
        assert one is not None
        put_dot(participant=who, phase_key="velg", on=one.public_id, pen=f"pen-{who.pk}", now=timezone.now())
    at.go_to("svar")
    return session, scribe, other


@pytest.mark.parametrize("dark", [False, True])
def test_the_scribe_answers_the_weightiest_first_and_the_table_sees_it(
    cast: Cast, phone: Open, dark: bool
) -> None:
    session, scribe, other = objections(cast, phone, dark=dark)
    card(scribe).get_by_text("For dyrt").wait_for()
    scribe.get_by_role("heading", name="Innvending 1 av 3").wait_for()
    card(scribe).get_by_text("Prikker: 2").wait_for()
    other.get_by_text("Siri skriver for dere nå.").wait_for()
    assert other.get_by_role("button", name="Endret").count() == 0
    scribe.get_by_label(HOW).fill("på 5. trinn fram til jul")
    press(scribe, "Prøves i det små")
    card(other).get_by_text("Prøves i det små: på 5. trinn fram til jul").wait_for()
    check_page(scribe)
    check_page(other)
    made = Contribution.objects.get(text="For dyrt")
    assert (made.more["answer"], made.reply) == ("tried", "på 5. trinn fram til jul")
    go(session, "svar", 1)
    for page in (scribe, other):
        card(page).get_by_text("For lite").wait_for()


def test_it_is_answered_with_the_keyboard_alone_and_said_aloud(cast: Cast, phone: Open) -> None:
    _session, scribe, _other = objections(cast, phone)

    def tab_to(wanted: str) -> None:
        for _ in range(40):
            scribe.keyboard.press("Tab")
            name = "(name) => document.activeElement.matches('button, textarea') &&"
            if scribe.evaluate(
                f"{name} document.activeElement.closest('button, .field').innerText.includes(name)", wanted
            ):
                return
        raise AssertionError(f"the keyboard does not reach {wanted}")

    card(scribe).get_by_text("For dyrt").wait_for()
    card(scribe).get_by_text("Prikker: 2").wait_for()
    scribe.locator("#task").focus()
    tab_to("Neste")
    scribe.keyboard.press("Enter")
    card(scribe).get_by_text("For lite").wait_for()
    assert scribe.locator("#said").text_content() == "Innvending 2 av 3. For lite"
    tab_to(HOW)
    scribe.keyboard.type("Vi måler til våren")
    tab_to("Fortsatt uenige")
    scribe.keyboard.press("Space")
    scribe.get_by_role("button", name="Fortsatt uenige", pressed=True).wait_for()
    card(scribe).get_by_text("Fortsatt uenige: Vi måler til våren").wait_for()
    scribe.get_by_text("Svaret er skrevet ned.").wait_for(state="attached")
    made = Contribution.objects.get(text="For lite")
    assert (made.more["answer"], made.reply) == ("apart", "Vi måler til våren")


def test_nobody_who_writes_an_answer_is_moved_to_the_next_objection(cast: Cast, phone: Open) -> None:
    session, scribe, other = objections(cast, phone)
    card(scribe).get_by_text("Prikker: 2").wait_for()
    scribe.get_by_label(HOW).fill("på 5. tr")
    go(session, "svar", 1)
    card(other).get_by_text("For lite").wait_for()
    scribe.wait_for_timeout(300)
    assert card(scribe).get_by_text("For dyrt").count() == 1
    scribe.reload()
    card(scribe).get_by_text("For lite").wait_for()
    press(scribe, "Forrige")
    card(scribe).get_by_text("For dyrt").wait_for()
    assert scribe.get_by_label(HOW).input_value() == "på 5. tr"
    press(scribe, "Endret")
    card(scribe).get_by_text("Endret: på 5. tr").wait_for()
    scribe.get_by_label(HOW).fill("på 5. trinn")
    press(scribe, "Lagre")
    card(scribe).get_by_text("Endret: på 5. trinn").wait_for()


def test_an_answer_without_network_stands_there_and_is_sent_later(cast: Cast, phone: Open) -> None:
    _session, scribe, _other = objections(cast, phone)
    scribe.context.set_offline(True)
    scribe.get_by_text("Ikke på nett.").first.wait_for()
    press(scribe, "Går videre")
    card(scribe).get_by_text("Går videre").wait_for()
    card(scribe).get_by_text("sendes …").wait_for()
    scribe.context.set_offline(False)
    card(scribe).get_by_text("sendes …").wait_for(state="detached")
    assert Contribution.objects.get(text="For dyrt").more["answer"] == "ahead"
