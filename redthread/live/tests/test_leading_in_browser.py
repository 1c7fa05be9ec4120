"""The leader's page and the wall in a real browser: they follow the room, and each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from redthread.live.actions.clocks import say_done
from redthread.live.tests.running import Run, run
from redthread.live.tests.test_leading import address, places, presented
from redthread.networks.models import Role
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser
SOON = 10_000  # ms


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


@pytest.fixture
def room(cast: Cast) -> Run:
    """Eight tables with two at each, one of them from home."""
    going = run(cast, tables=8)
    for table in range(1, 9):
        going.sit(table, name="Kari")
        going.sit(table, mode="remote")
    return going


def wall_for(page_for: PageFor, room: Run, **look: bool) -> Page:
    page = page_for(room.cast.liv, **look)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(address(room.session, "wall"))
    return page


def see(page: Page, words: str) -> None:
    page.get_by_text(words).first.wait_for(timeout=SOON)


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, False), (1280, True)])
def test_the_leader_goes_on_through_a_whole_session(
    page_for: PageFor, room: Run, width: int, dark: bool
) -> None:
    page = page_for(room.cast.liv, width=width, dark=dark)
    page.goto(address(room.session))
    check_page(page)
    for title in ("Hør spørsmålet og reglene", "Skriv alene", "Én idé om gangen"):
        page.get_by_role("button", name=re.compile("^(Start|Neste)")).filter(has_text=title).click()
        page.get_by_role("heading", name=title).wait_for(timeout=SOON)
        page.wait_for_timeout(700)  # a button that has just changed is not pressed
    assert places(room.session) == [2] * 8
    check_page(page)
    page.locator("#neste").click()
    see(page, "ikke alle ideer ute")
    check_page(page)
    page.get_by_role("button", name="Vi har ikke mer tid").click()
    page.get_by_role("heading", name="Sorter i temaer").wait_for(timeout=SOON)
    page.locator("#mer-3 summary").click()
    page.locator("#bord-3-neste").click()
    see(page, "Bordene er på ulike steder")
    assert page.locator("#mer-3").get_attribute("open") is not None  # what was folded out stays so
    check_page(page)


def test_two_quick_presses_are_one_step(page_for: PageFor, room: Run) -> None:
    page = page_for(room.cast.liv, width=1280)
    page.goto(address(room.session))
    page.locator("#neste").dblclick()
    page.get_by_role("heading", name="Hør spørsmålet og reglene").wait_for(timeout=SOON)
    page.wait_for_timeout(500)
    assert places(room.session) == [0] * 8


def test_without_the_script_every_button_still_works(page_for: PageFor, room: Run) -> None:
    page = page_for(room.cast.liv, width=1280, scripts=False)
    page.goto(address(room.session))
    page.locator("#neste").click()
    page.get_by_role("heading", name="Hør spørsmålet og reglene").wait_for(timeout=SOON)
    page.get_by_role("button", name="+2 min").first.click()
    page.get_by_role("button", name="Pause").first.click()
    page.get_by_role("button", name="Fortsett").first.wait_for(timeout=SOON)


def test_the_keyboard_alone_leads(page_for: PageFor, room: Run) -> None:
    page = page_for(room.cast.liv, width=1280)
    page.goto(address(room.session))
    page.locator("#neste").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Hør spørsmålet og reglene").wait_for(timeout=SOON)
    assert page.evaluate("document.activeElement.id") == "neste"  # stays there for the next press


def test_the_wall_and_another_leader_follow_by_themselves(page_for: PageFor, cast: Cast, room: Run) -> None:
    cast.network.memberships.filter(person=cast.kine).update(role=Role.DEPUTY)
    first, wall = page_for(cast.liv, width=1280), wall_for(page_for, room)
    first.goto(address(room.session))
    see(wall, "16 er inne")
    check_page(wall)
    first.locator("#neste").click()
    see(wall, "Hør spørsmålet og reglene")
    first.close()  # the laptop dies
    second = page_for(cast.kine, width=390)
    second.goto(address(room.session))
    second.locator("#neste").click()
    see(wall, "Hva tenker du?")
    room.write(room.people[0], "skriv", "HEMMELIG TANKE")
    see(second, "1 innspill")
    assert not [page for page in (second, wall) if "HEMMELIG" in page.content()]


def test_every_face_of_the_wall_can_be_read(page_for: PageFor, room: Run) -> None:
    wall, dark = wall_for(page_for, room), wall_for(page_for, room)
    dark.goto(f"{address(room.session, 'wall')}?lys=av")
    room.go_to("skriv")
    for page in (wall, dark):
        see(page, "Skriv alene")
        check_page(page)
    assert smallest(wall) >= 1080 * 0.04 - 0.5
    room.go_to("plansje")
    say_done(participant=room.people[0], is_done=True, now=timezone.now())
    made = presented(room)
    for page in (wall, dark):
        see(page, made.text)
        check_page(page)
    assert smallest(wall) >= 1080 * 0.04 - 0.5
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")


def smallest(page: Page) -> float:
    """The smallest letters on the wall, in pixels, but for what is read aloud only."""
    return float(
        page.evaluate("""() => Math.min(...[...document.querySelectorAll("#rom *")]
            .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
            .filter((e) => !e.closest(".sr-only"))
            .map((e) => parseFloat(getComputedStyle(e).fontSize)))""")
    )


def test_the_code_is_shown_large_when_it_is_asked_for(page_for: PageFor, room: Run) -> None:
    page = page_for(room.cast.liv, width=390)
    page.goto(address(room.session))
    page.get_by_role("button", name=re.compile("^Kode")).click()
    page.get_by_role("img", name="QR-kode inn til økta").wait_for(timeout=SOON)
    check_page(page)


def test_a_session_is_opened_on_a_phone_and_ended(page_for: PageFor, room: Run) -> None:
    page = page_for(room.cast.liv, width=390)
    page.goto(address(room.session).rsplit("/", 2)[0] + "/")
    check_page(page)
    page.get_by_label("Metode").select_option("bibliotek:parprat")
    page.get_by_role("button", name="Videre").click()
    check_page(page)
    page.get_by_role("button", name="Åpne rommet").click()
    see(page, "Folk finner plassene sine")
    page.get_by_role("link", name="Avslutt økta").click()
    check_page(page)
    page.get_by_role("button", name="Avslutt økta").click()
    page.wait_for_url(lambda url: "/avslutning/" not in url)
    assert not room.session.gathering.live_sessions.running().exclude(pk=room.session.pk).exists()
