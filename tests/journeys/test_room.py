"""Journeys 3, 4 and 5 in the room: from the code on the wall to what stands in the minutes.

Phones of their own for each participant, a facilitator and a wall, all against one server.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from redthread.gatherings.actions.minutes import lock_minutes
from redthread.gatherings.method_library import keep_library_method
from redthread.gatherings.models import Commitment, Gathering
from redthread.live.door import cookie_of
from redthread.live.models import Contribution, LiveSession, Participant, Table
from redthread.live.tests.rooms import open_room, seat
from redthread.testing import make
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build
from tests.journeys.hands import Hand, Keyboard, Pointer

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
SECONDS_TO_FIRST_IDEA, TAPS_TO_FIRST_IDEA, TAPS_TO_PROMISE = 20, 3, 12
SETTLED = 1000  # ms
SECRET = "Elevene leser for hverandre i friminuttet"


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


def phone_of(page: Page, live: str, session: LiveSession, participant: Participant, key: str) -> Page:
    """A phone that has already come in."""
    address = f"{live}/rom/okt/{session.public_id}/"
    page.context.add_cookies([{"name": cookie_of(session), "value": key, "url": address}])
    page.goto(address)
    page.get_by_text(f"Bord {participant.table.number}").first.wait_for()
    return page


def start(session: LiveSession, phase: str) -> None:
    """Every table at the beginning of that phase."""
    keys = [one.key for one in session.phases.phases]
    now = timezone.now()
    session.tables.update(phase=keys.index(phase), started_at=now, ends_at=now + timedelta(minutes=10), lap=0)


def test_from_the_code_on_the_wall_to_the_first_idea(live: str, cast: Cast, page_for: PageFor) -> None:
    """Journey 3: nobody is asked who they are, no idea reaches another phone, none is lost without a net."""
    session = open_room(cast, "igp", tables=2)
    start(session, "skriv")
    other = phone_of(page_for(None), live, session, *seat(session, 1, name="Ali"))
    hand = Pointer(page_for(None))
    throttle = hand.page.context.new_cdp_session(hand.page)
    throttle.send("Network.enable")
    throttle.send("Network.emulateNetworkConditions", SLOW_4G)

    began = time.monotonic()
    hand.page.goto(f"{live}/rom/{session.code}/")
    hand.page.get_by_text("1", exact=True).first.click()
    hand.page.get_by_role("button", name="Bli med").click()
    field = hand.page.get_by_label("Skriv én idé")
    field.fill(SECRET)  # typing is free, and the field is where the thumb is
    hand.page.get_by_role("button", name="Legg til").click()
    hand.page.get_by_text("sendt", exact=True).first.wait_for()
    assert time.monotonic() - began < SECONDS_TO_FIRST_IDEA
    assert Contribution.objects.get().author is None
    hand.look()

    throttle.send("Network.emulateNetworkConditions", {**SLOW_4G, "offline": True})
    field.fill("Vi begynner med lunsjen")
    hand.page.get_by_role("button", name="Legg til").click()
    hand.page.get_by_text("sendes …").first.wait_for()
    assert Contribution.objects.count() == 1
    throttle.send("Network.emulateNetworkConditions", {**SLOW_4G, "offline": False})
    hand.page.get_by_text("sendes …").first.wait_for(state="detached", timeout=60_000)
    assert sorted(Contribution.objects.values_list("text", flat=True)) == sorted(
        [SECRET, "Vi begynner med lunsjen"]
    )

    other.get_by_label("Skriv én idé").wait_for()
    assert SECRET not in other.content()
    state = other.request.get(f"{live}/rom/okt/{session.public_id}/tilstand/").text()
    assert SECRET not in state


@pytest.fixture(params=[Pointer, Keyboard], ids=["mouse", "keyboard"])
def leader(request: pytest.FixtureRequest, page_for: PageFor, cast: Cast) -> Hand:
    made: Hand = request.param(page_for(cast.liv, width=1280))
    return made


def test_a_whole_igp_with_eight_phones_a_facilitator_and_a_wall(
    live: str, cast: Cast, page_for: PageFor, leader: Hand
) -> None:
    """Journey 4: two presses to start, one a phase, time-out to all, and no sorting before all is out."""
    gathering = make.gathering(cast.network, starts_at=timezone.now(), title="Samling i dag")
    make.item(gathering, title="Hva gjør vi nå?", method=keep_library_method("igp"), minutes=60)
    leader.open(f"{live}{gathering.get_absolute_url()}")
    leader.pressed = 0
    leader.press("link", "Kjør i rommet")
    leader.page.get_by_label("bord").first.fill("2")
    leader.press("button", "Åpne rommet")
    leader.page.locator("#neste").wait_for()
    assert leader.pressed == 2
    session = LiveSession.objects.get()
    wall = page_for(cast.liv, width=1920)
    wall.goto(re.sub(r"[?#].*", "", leader.page.url) + "vegg/")
    wall.get_by_text(session.code).first.wait_for()

    phones = []
    for number in range(8):
        table = 1 + number % 2
        who, key = seat(session, table, name=f"Deltaker {number + 1}")
        phones.append(phone_of(page_for(None), live, session, who, key))
    at_first = phones[0::2]

    leader.press("button", "Start")
    everybody_sees(phones, "Hør spørsmålet og reglene")
    go_on(leader)
    for number, phone in enumerate(phones):
        phone.get_by_label("Skriv én idé").fill(f"Idé {number + 1}")
        phone.get_by_role("button", name="Legg til").click()
        phone.get_by_text("sendt", exact=True).first.wait_for()
    check_page(phones[0])
    check_page(wall)
    phones[2].get_by_label("Skriv én idé").fill("Noe jeg ikke er ferdig med")

    go_on(leader)
    everybody_sees([p for p in phones if p is not phones[2]], "Én idé om gangen")
    assert phones[2].get_by_label("Skriv én idé").input_value() == "Noe jeg ikke er ferdig med"
    phones[2].get_by_role("button", name="Send likevel").click()
    phones[2].get_by_text("Én idé om gangen").first.wait_for()

    time_out_reaches_the_table(at_first, phones[1])
    go_on(leader)  # not everything is out
    leader.see("ikke alle ideer ute")
    check_page(leader.page)
    leader.page.locator("#vent").click()
    for seated in (phones[0::2], phones[1::2]):
        until_empty(seated)
    sort_with_the_keyboard(at_first)
    assert Table.objects.get(session=session, number=2).phase == 2  # at its own pace
    leader.page.get_by_text("Bord 2").first.wait_for()
    check_page(wall)


def go_on(leader: Hand) -> None:
    """Press «Neste» as somebody who has seen what it says now: one that has just changed is not pressed."""
    leader.page.wait_for_timeout(SETTLED)
    leader.press("button", "Neste")


def everybody_sees(phones: list[Page], text: str) -> None:
    for phone in phones:
        phone.get_by_text(text).first.wait_for()


def time_out_reaches_the_table(table: list[Page], elsewhere: Page) -> None:
    """One tap; within a second it stands on every phone at the table, and on no other."""
    table[0].get_by_role("button", name="Vis time-out").click()
    for phone in table:
        phone.get_by_role("heading", name="Time-out").wait_for(timeout=3000)
    assert elsewhere.get_by_role("heading", name="Time-out").count() == 0
    check_page(table[1])
    table[1].get_by_role("button", name="Fortsett").click()
    for phone in table:
        phone.get_by_role("heading", name="Time-out").wait_for(state="detached")


def until_empty(table: list[Page]) -> None:
    """Each lays out one idea, and is empty the next time; the order is the server's."""
    for button in ("Legg fram", "Jeg er tom"):
        for phone in table:
            phone.get_by_text("Det er din tur").first.wait_for()
            phone.get_by_role("button", name=button).click()
            phone.get_by_text("Det er din tur").first.wait_for(state="detached")
    table[0].get_by_text("Runden er ferdig. Alt er ute.").first.wait_for()


def sort_with_the_keyboard(table: list[Page]) -> None:
    table[0].get_by_role("button", name="Gå videre sammen").click()
    everybody_sees(table, "Sorter i temaer")
    hand = Keyboard(table[1])
    for box in table[1].locator("main input[type=checkbox]").all()[:2]:
        hand.tab_to(box)
        table[1].keyboard.press("Space")
    hand.write("Nytt tema", "Lesing i fellesskap")
    hand.press("button", "Lag tema")
    everybody_sees(table, "Lesing i fellesskap")
    hand.press("button", "Angre")
    check_page(table[1])


def test_own_school_reflection_ends_in_the_minutes_and_in_since_last(
    live: str, cast: Cast, page_for: PageFor
) -> None:
    """Journey 5: what a school takes home stands on the phone, in the minutes and at the next gathering."""
    session = open_room(cast, "egen_skole", tables=1)
    later = make.gathering(cast.network, starts_at=timezone.now() + timedelta(weeks=6), title="Neste samling")
    make.item(later, "since_last", title="Siden sist", minutes=20)
    commit = next(one.key for one in session.phases.phases if one.kind == "commit")
    start(session, commit)
    mona, key = seat(session, 1, person=cast.mona, name="Mona", school=cast.asen)
    hand = Pointer(phone_of(page_for(None), live, session, mona, key))
    hand.see("Dette gjelder Åsen skole.")
    for label, text in (
        ("Hva vil dere gjøre?", "Alle lærere prøver én lesestrategi"),
        ("Hvem gjør det?", "Mona og trinnlederne"),
        ("Hvordan når dere hele personalet?", "Fellestid hver tirsdag"),
    ):
        hand.write(label, text)
    hand.page.get_by_label("Innen når?").fill(f"{timezone.localdate() + timedelta(days=30):%Y-%m-%d}")
    hand.press("button", "Skriv det inn")
    hand.see("Dette står som avtalt")
    hand.page.get_by_text("sendt", exact=True).first.wait_for()
    assert hand.pressed <= TAPS_TO_PROMISE

    leader = Pointer(page_for(cast.liv, width=1280))
    gathering = session.gathering
    leader.open(f"{live}{gathering.get_absolute_url()}okter/{session.public_id}/")
    leader.page.locator("a", has_text="Avslutt økta").first.click()
    leader.press("button", "Avslutt økta")
    hand.see("Dette har dere avtalt")
    leader.see("Alle lærere prøver én lesestrategi")
    leader.press("button", "Ta med i referatet")
    leader.see("referatet")
    made = Commitment.objects.get()
    assert (made.what, made.school) == ("Alle lærere prøver én lesestrategi", cast.asen)
    assert made.due_on == timezone.localdate() + timedelta(days=30)
    lock_minutes(gathering=gathering, by=cast.liv, now=timezone.now())
    follows(leader, live, later)


def follows(leader: Hand, live: str, later: Gathering) -> None:
    """It waits under «siden sist» by itself."""
    leader.open(f"{live}{later.get_absolute_url()}")
    leader.see("Siden sist")
    leader.open(f"{live}{later.get_absolute_url()}siden-sist/")
    leader.see("Alle lærere prøver én lesestrategi")
