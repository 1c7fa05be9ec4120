"""The summary's outbox in a real browser: not a word lost, whatever stands between it and the server.

What is said to be saved is held against the database each time.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

from redthread.betweenwork.models import SchoolSummary, SubmissionKey, SummaryLink
from redthread.betweenwork.tests.between import Between, between
from redthread.betweenwork.tests.saving import holds_posts, kept, status, stored, wait_for
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser


@pytest.fixture
def at(live: str, cast: Cast, settings: Any, tmp_path: Path) -> Between:
    settings.MEDIA_ROOT = tmp_path
    return between(cast)


@pytest.fixture
def phone(at: Between, page: Page) -> Page:
    """Mona's phone, where nobody is signed in, with the mailed link open; any script error fails the test."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(at.link(at.cast.mona))
    assert errors == []
    return page


def test_a_network_gap_of_a_minute_loses_nothing(at: Between, page: Page) -> None:
    page.clock.install()
    page.goto(at.link(at.cast.mona))
    page.context.set_offline(True)
    page.get_by_label("Hva gjorde dere?").fill("Skrevet uten nett.")
    for _second in range(60):
        page.clock.run_for(1000)
        assert "Lagret" not in (status(page).text_content() or "")
    wait_for(page, "waiting")
    page.get_by_label("Hva skjedde?").fill("Også dette.")
    assert kept(page) == ["draft", "save"]
    assert not SchoolSummary.objects.exists()
    page.context.set_offline(False)
    page.clock.run_for(2000)
    wait_for(page, "saved")
    assert (stored().did, stored().happened) == ("Skrevet uten nett.", "Også dette.")
    assert kept(page) == []


def test_it_tries_again_by_itself_though_nothing_says_that_the_network_is_back(phone: Page) -> None:
    tries = []

    def fail_twice(route: Route) -> None:
        tries.append(route.request.post_data)
        if len(tries) < 3:
            route.abort("internetdisconnected")
        else:
            route.continue_()

    holds_posts(phone, fail_twice)
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    wait_for(phone, "waiting")
    wait_for(phone, "saved")
    assert len(tries) == 3
    assert stored().version == 1


def test_a_reload_in_the_gap_brings_the_text_back(phone: Page) -> None:
    holds_posts(phone, lambda route: route.abort("internetdisconnected"))
    phone.get_by_label("Hva gjorde dere?").fill("Skrevet i gapet.")
    phone.get_by_text("En del av personalet").click()
    wait_for(phone, "waiting")
    phone.reload()
    wait_for(phone, "waiting")
    assert phone.get_by_label("Hva gjorde dere?").input_value() == "Skrevet i gapet."
    assert phone.get_by_label("En del av personalet").is_checked()
    assert not SchoolSummary.objects.exists()
    phone.unroute_all()
    phone.reload()
    wait_for(phone, "saved")
    assert (stored().did, stored().reach) == ("Skrevet i gapet.", "part")


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_a_tab_that_is_gone_is_as_good_as_a_reload(at: Between, phone: Page, how: str) -> None:
    holds_posts(phone, lambda route: None)  # the line is up, and nothing comes back
    phone.get_by_label("Hva gjorde dere?").fill("Skrevet før fanen forsvant.")
    phone.wait_for_timeout(1000)
    assert kept(phone) == ["draft", "save"]
    phone.get_by_label("Hva skjedde?").fill("Og dette rett før.")
    phone.wait_for_timeout(500)  # on the disk, and still frozen in no save
    context = phone.context
    if how == "killed":
        with suppress(Exception):  # the page is gone before it has answered
            phone.goto("chrome://crash", timeout=1000)
    phone.close()
    assert not SchoolSummary.objects.exists()
    again = context.new_page()
    again.goto(at.link(at.cast.mona))
    wait_for(again, "saved")
    assert (stored().did, stored().happened) == ("Skrevet før fanen forsvant.", "Og dette rett før.")
    assert kept(again) == []


def test_an_answer_that_was_lost_on_the_way_makes_no_second_save(phone: Page) -> None:
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    holds_posts(phone, lose_the_first)
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    wait_for(phone, "saved")
    assert lost == [200]
    assert stored().version == 1
    assert SubmissionKey.objects.count() == 1


def answers(status: int = 200, **body: Any) -> Callable[[Route], None]:
    """JSON as from our server, with the key that was sent."""

    def answer(route: Route) -> None:
        key = parse_qs(route.request.post_data or "")["key"][0]
        route.fulfill(status=status, json={"saved": True, "version": 1, "key": key, **body})

    return answer


def says(status: int, body: str, kind: str = "text/html") -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, body=body, content_type=kind)


PORTALS: dict[str, Callable[[Route], None]] = {
    "a page": says(200, "<h1>Velkommen til kafeen. Lagret!</h1>"),
    "empty JSON": says(200, "{}", "application/json"),
    "the key of another": answers(key="en-annen", ack="0" * 64),
    "our key and no signature": answers(),
    "our key and a forged signature": answers(ack="0" * 64),
    "a redirect": lambda route: route.fulfill(status=302, headers={"Location": "https://portal.example/"}),
    "a gateway without a server": says(502, "Bad gateway"),
}


@pytest.mark.parametrize("portal", PORTALS)
def test_what_is_not_our_own_answer_is_never_taken_for_saved(phone: Page, portal: str) -> None:
    said: list[str] = []
    phone.expose_function("told", lambda text: said.append(text))
    phone.evaluate(
        "() => new MutationObserver(() => told(document.querySelector('.save-status').textContent))"
        ".observe(document.querySelector('.save-status'), {childList: true})"
    )
    holds_posts(phone, PORTALS[portal])
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    wait_for(phone, "refused")
    phone.wait_for_timeout(1500)
    assert "Lagret" not in said
    assert kept(phone) == ["draft", "save"]
    phone.unroute_all()
    phone.evaluate("() => window.dispatchEvent(new Event('online'))")
    wait_for(phone, "saved")
    assert stored().did == "Vi prøvde."


def test_two_tabs_are_one_writer(at: Between, phone: Page) -> None:
    other = phone.context.new_page()
    other.goto(at.link(at.cast.mona))
    phone.get_by_label("Hva gjorde dere?").fill("Fra den første fanen.")
    wait_for(phone, "saved")
    assert other.get_by_label("Hva gjorde dere?").input_value() == "Fra den første fanen."
    other.get_by_label("Hva skjedde?").fill("Fra den andre fanen.")
    wait_for(other, "saved")
    phone.get_by_label("Hva var vanskelig?").fill("Fra den første igjen.")
    wait_for(phone, "saved")
    phone.wait_for_timeout(1500)
    summary = stored()
    assert (summary.did, summary.happened, summary.hard) == (
        "Fra den første fanen.",
        "Fra den andre fanen.",
        "Fra den første igjen.",
    )
    assert summary.version == SubmissionKey.objects.count()
    assert phone.locator("#clash").is_hidden()


def test_two_tabs_send_what_waits_once(at: Between, phone: Page) -> None:
    other = phone.context.new_page()
    other.goto(at.link(at.cast.mona))
    phone.context.set_offline(True)
    phone.get_by_label("Hva gjorde dere?").fill("Skrevet uten nett.")
    wait_for(phone, "waiting")
    phone.context.set_offline(False)
    wait_for(phone, "saved")
    other.wait_for_timeout(1500)
    assert stored().version == 1
    assert SubmissionKey.objects.count() == 1


def test_a_colleague_who_wrote_at_the_same_time_loses_nothing_and_is_named(at: Between, phone: Page) -> None:
    at.write(at.asen, at.cast.mads, did="Mads skrev dette.", hard="Tid.")
    phone.get_by_label("Hva gjorde dere?").fill("Mona skrev dette.")
    phone.locator("#clash", has_text="Mads Lund skrev samtidig som deg").wait_for()
    wait_for(phone, "saved")
    assert phone.get_by_label("Hva gjorde dere?").input_value() == "Mads skrev dette.\n\nMona skrev dette."
    assert phone.get_by_label("Hva var vanskelig?").input_value() == "Tid."
    assert (stored().did, stored().hard) == ("Mads skrev dette.\n\nMona skrev dette.", "Tid.")
    check_page(phone)


def test_a_colleague_in_another_field_just_turns_up(at: Between, phone: Page) -> None:
    at.write(at.asen, at.cast.mads, did="", hard="Tid.")
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    wait_for(phone, "saved")
    assert phone.get_by_label("Hva var vanskelig?").input_value() == "Tid."
    assert phone.locator("#clash").is_hidden()
    assert (stored().did, stored().hard) == ("Vi prøvde.", "Tid.")


LITTLE_ROOM = {
    "full": "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') }",
    "missing": "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }",
}


@pytest.mark.parametrize("store", LITTLE_ROOM)
def test_a_phone_without_room_says_so_and_still_sends(at: Between, page: Page, store: str) -> None:
    page.add_init_script(LITTLE_ROOM[store])
    page.goto(at.link(at.cast.mona))
    page.context.set_offline(True)
    page.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    wait_for(page, "full")
    check_page(page)
    page.context.set_offline(False)
    wait_for(page, "saved")
    assert stored().did == "Vi prøvde."


def kept_before(at: Between, *, key: str = "") -> str:
    """What the page kept in its old place, and was perhaps about to send."""
    empty = {"did": "", "happened": "", "hard": "", "reach": ""}
    draft = {**empty, "did": "Skrevet i forrige uke."}
    sending = {"key": key, "version": 0, "base": empty, "draft": draft} if key else None
    now = {**draft, "hard": "Tid."}
    name = f"redthread:summary:{at.asen.public_id}"
    text = json.dumps({"now": now, "base": empty, "version": 0, "sending": sending})
    return f"localStorage.setItem({json.dumps(name)}, {json.dumps(text)})"


@pytest.mark.parametrize("key", ["", "0b52c1de-5d5c-4a0e-9a3b-6f3f0f4e7c11"])
def test_what_lay_in_the_old_place_is_taken_over_once(at: Between, phone: Page, key: str) -> None:
    phone.evaluate(kept_before(at, key=key))
    holds_posts(phone, lambda route: route.abort("internetdisconnected"))
    phone.reload()
    wait_for(phone, "waiting")
    assert phone.get_by_label("Hva gjorde dere?").input_value() == "Skrevet i forrige uke."
    assert phone.evaluate("() => localStorage.length") == 0
    phone.get_by_label("Hva skjedde?").fill("Nytt i dag.")
    phone.reload()
    wait_for(phone, "waiting")
    phone.unroute_all()
    phone.reload()
    wait_for(phone, "saved")
    one = stored()
    assert (one.did, one.happened, one.hard) == ("Skrevet i forrige uke.", "Nytt i dag.", "Tid.")
    assert not key or SubmissionKey.objects.filter(key=key).exists()
    assert kept(phone) == []


def test_the_old_place_is_kept_until_the_server_has_it_where_there_is_no_other(
    at: Between, page: Page
) -> None:
    page.add_init_script(LITTLE_ROOM["missing"])
    page.goto(at.link(at.cast.mona))
    page.evaluate(kept_before(at))
    holds_posts(page, lambda route: route.abort("internetdisconnected"))
    page.reload()
    wait_for(page, "full")
    assert page.evaluate("() => localStorage.length") == 1
    page.unroute_all()
    page.reload()
    wait_for(page, "saved")
    assert stored().did == "Skrevet i forrige uke."
    assert page.evaluate("() => localStorage.length") == 0


SLOW_TO_HEAR = """
const { postMessage } = BroadcastChannel.prototype;
BroadcastChannel.prototype.postMessage = function (news) {
  const now = structuredClone(news);
  setTimeout(() => postMessage.call(this, now), 400);
};"""


def test_two_tabs_that_type_at_once_lose_nothing(at: Between, phone: Page) -> None:
    phone.context.add_init_script(SLOW_TO_HEAR)
    phone.reload()
    other = phone.context.new_page()
    other.goto(at.link(at.cast.mona))
    phone.context.set_offline(True)
    phone.get_by_label("Hva gjorde dere?").fill("Fra den første fanen.")
    other.get_by_label("Hva skjedde?").fill("Fra den andre fanen.")
    wait_for(phone, "waiting")
    phone.wait_for_timeout(1000)
    for page in (phone, other):
        assert page.get_by_label("Hva gjorde dere?").input_value() == "Fra den første fanen."
        assert page.get_by_label("Hva skjedde?").input_value() == "Fra den andre fanen."
    phone.context.set_offline(False)
    wait_for(phone, "saved")
    wait_for(other, "saved")
    assert (stored().did, stored().happened) == ("Fra den første fanen.", "Fra den andre fanen.")


def test_a_text_that_is_too_long_is_told_at_its_field_and_stays(phone: Page) -> None:
    phone.get_by_label("Hva gjorde dere?").fill("a" * 2001)
    wait_for(phone, "invalid")
    phone.get_by_text("Teksten er på 2001 tegn").wait_for()
    assert kept(phone) == ["draft"]
    check_page(phone)
    phone.get_by_label("Hva gjorde dere?").fill("a" * 2000)
    wait_for(phone, "saved")
    assert phone.get_by_text("Teksten er på").count() == 0
    assert len(stored().did) == 2000


def test_when_the_link_stops_the_text_stays_on_the_phone_for_the_next_link(at: Between, phone: Page) -> None:
    SummaryLink.objects.update(revoked_at=at.now)
    phone.get_by_label("Hva gjorde dere?").fill("Skrevet for sent.")
    wait_for(phone, "gone")
    assert kept(phone) == ["draft", "save"]
    assert not SchoolSummary.objects.exists()
    at.now += timedelta(seconds=1)
    phone.goto(at.link(at.cast.mona))
    wait_for(phone, "saved")
    assert stored().did == "Skrevet for sent."
    assert kept(phone) == []


def test_the_main_button_waits_for_the_network_and_then_goes_on(phone: Page) -> None:
    phone.context.set_offline(True)
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    phone.get_by_role("button", name="Se over og ferdigstill").click()
    wait_for(phone, "waiting")
    assert "/ferdigstilling/" not in phone.url
    phone.context.set_offline(False)
    phone.wait_for_url("**/ferdigstilling/", timeout=10_000)
    assert stored().did == "Vi prøvde."
