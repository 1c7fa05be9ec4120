"""The outbox where something stands between it and the server, or the phone itself is in the way."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from redthread.live import flood
from redthread.live.models import Participant
from redthread.live.tests.phones import (
    BARE,
    Phone,
    idea,
    own,
    poke,
    reload,
    send,
    stored,
    told,
    wait_until_sent,
    waiting,
)
from redthread.live.tests.rooms import open_room
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser]

FULL = """() => {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
  window.makeRoom = () => { IDBObjectStore.prototype.put = put; };
}"""
BLOCKED = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }"


def answers(status: int = 200, **body: Any) -> Callable[[Route], None]:
    """JSON as from a server, with the key that was sent."""

    def answer(route: Route) -> None:
        key = json.loads(route.request.post_data or "{}")["key"]
        route.fulfill(status=status, json={"id": "abc", "key": key, **body})

    return answer


def says(status: int, html: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, body=html, content_type="text/html")


NO_ACK, WRONG_ACK = answers(), answers(ack="0" * 64)
ANOTHERS_ACK = answers(key="k" * 32, ack="0" * 64)
NOT_OURS: dict[str, Callable[[Route], None]] = {
    "the page of a portal": says(200, "<h1>Logg inn på gjestenettet</h1>"),
    "a redirect to a portal": lambda route: route.fulfill(status=302, headers={"location": "/prove/"}),
    "no ack": NO_ACK,
    "a wrong ack": WRONG_ACK,
    "an ack for another": ANOTHERS_ACK,
    "null": lambda route: route.fulfill(json=None),
    "a proxy that refuses": says(403, "<h1>Forbidden</h1>"),
    "a gateway without a server": says(502, "<h1>Bad gateway</h1>"),
}


@pytest.fixture
def phone(live: str, cast: Cast, page: Page) -> Phone:
    return Phone(live, page.context, open_room(cast))


def test_a_minute_without_network_loses_nothing_and_asks_for_no_tap(phone: Phone) -> None:
    page = phone.open()
    page.clock.install()
    phone.context.set_offline(True)
    send(page, idea("Første"), idea("Andre"))
    for _ in range(30):
        page.clock.run_for(2000)
    assert (waiting(page), told(page), stored()) == (["Første", "Andre"], [], [])
    assert 4 < len(phone.posted) < 15, "it tries again, with growing pauses"
    phone.context.set_offline(False)
    wait_until_sent(page)
    assert stored() == ["Andre", "Første"]


@pytest.mark.parametrize("how", ["reloaded", "closed", "killed", "reloaded where there is little"])
def test_what_was_unsent_when_the_page_went_is_sent_by_the_next(phone: Phone, how: str) -> None:
    """Where there is little there is no Background Sync either."""
    if how == "reloaded where there is little":
        phone.context.add_init_script(BARE)
    page = phone.open()
    phone.answered_by(lambda route: None)  # the line is up, and nothing comes back
    send(page, idea("Skrevet i heisen"))
    phone.wait_for_posts(page, 1)
    phone.answered_by_server()
    if how.startswith("reloaded"):
        reload(page)
    else:
        close(page, is_killed=how == "killed")
        page = phone.open()
    wait_until_sent(page)
    assert (own(page), stored()) == ([("Skrevet i heisen", "sent")], ["Skrevet i heisen"])


def close(page: Page, *, is_killed: bool) -> None:
    if is_killed:
        with suppress(Exception):  # the page is gone before it has answered
            page.goto("chrome://crash", timeout=1000)
    page.close()


def test_only_our_own_signed_answer_counts(phone: Phone) -> None:
    page = phone.open()
    for count, (kind, answer) in enumerate(NOT_OURS.items(), start=1):
        phone.answered_by(answer)
        poke(page) if count > 1 else send(page, idea("Ikke sendt ennå"))
        phone.wait_for_posts(page, len(phone.posted) + 1)
        page.wait_for_timeout(50)
        assert (own(page), told(page)) == ([("Ikke sendt ennå", "waiting")], []), kind
    assert stored() == []
    phone.answered_by_server()
    poke(page)
    wait_until_sent(page)
    assert stored() == ["Ikke sendt ennå"]


def test_without_https_our_key_in_the_right_shape_will_do(phone: Phone) -> None:
    phone.context.add_init_script(BARE)
    page = phone.open()
    for count, answer in enumerate((NO_ACK, ANOTHERS_ACK)):
        phone.answered_by(answer)
        poke(page) if count else send(page, idea("Uten nøkkel"))
        phone.wait_for_posts(page, len(phone.posted) + 1)
        page.wait_for_timeout(50)
        assert own(page) == [("Uten nøkkel", "waiting")]
    phone.answered_by(WRONG_ACK)
    poke(page)
    wait_until_sent(page)


def test_an_answer_that_is_lost_on_the_way_makes_nothing_double(phone: Phone) -> None:
    page = phone.open()
    cut: list[int] = []

    def cut_off(route: Route) -> None:
        cut.append(route.fetch().status)
        route.abort()

    phone.answered_by(cut_off)
    send(page, idea("Bare én gang"))
    phone.wait_for_posts(page, 2)
    phone.answered_by_server()
    poke(page)
    wait_until_sent(page)
    assert cut[0] == 200
    assert stored() == ["Bare én gang"]


def test_a_phone_without_room_says_so_and_sends_all_the_same(phone: Phone) -> None:
    page = phone.open()
    page.evaluate(FULL)
    phone.context.set_offline(True)
    send(page, idea("Trangt"))
    page.wait_for_function("outbox.full")
    phone.context.set_offline(False)
    wait_until_sent(page)
    assert (own(page), stored()) == ([("Trangt", "sent")], ["Trangt"])


def test_when_there_is_room_again_what_was_held_in_memory_is_kept_too(phone: Phone) -> None:
    page = phone.open()
    page.evaluate(FULL)
    phone.context.set_offline(True)
    send(page, idea("Trangt"))
    page.wait_for_function("outbox.full")
    page.evaluate("makeRoom()")
    send(page, idea("Plass"))
    page.wait_for_function("!outbox.full")
    page.close()
    phone.context.set_offline(False)
    page = phone.open()
    wait_until_sent(page)
    assert stored() == ["Plass", "Trangt"]


def test_a_phone_without_any_store_sends_from_memory(phone: Phone) -> None:
    phone.context.add_init_script(BLOCKED)
    page = phone.open()
    send(page, idea("Privat vindu"))
    wait_until_sent(page)
    assert (page.evaluate("outbox.full"), stored()) == (True, ["Privat vindu"])


def test_a_store_that_the_phone_has_closed_is_opened_again(phone: Phone) -> None:
    page = phone.open()
    page.evaluate("outbox.shelf.db.then((db) => db.close())")
    send(page, idea("Våknet igjen"))
    wait_until_sent(page)
    assert (page.evaluate("outbox.full"), stored()) == (False, ["Våknet igjen"])


def test_a_phone_that_sends_too_much_waits_as_long_as_it_is_told(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "COMMANDS", flood.Bucket(1, 1.0))
    page = phone.open()
    started = time.monotonic()
    send(page, idea("Én"), idea("To"))
    phone.wait_for_posts(page, 2)
    page.wait_for_timeout(200)
    poke(page)  # news of the network does not shorten it
    page.wait_for_timeout(200)
    assert phone.posted == ["Én", "To"]
    wait_until_sent(page)
    assert (phone.posted, stored()) == (["Én", "To", "To"], ["To", "Én"])
    assert time.monotonic() - started > 1


def test_a_phone_without_a_seat_stops_and_says_so_and_sends_when_it_has_one_again(phone: Phone) -> None:
    page = phone.open()
    Participant.objects.all().delete()
    send(page, idea("Uten plass"))
    page.wait_for_function("told.length === 1")
    assert told(page)[0]["status"] == 403
    assert page.evaluate("outbox.stopped") == told(page)[0]["refused"]
    send(page, idea("Uten plass her heller"))
    page.wait_for_function("told.length === 2")
    poke(page)
    page.wait_for_timeout(200)
    assert (len(phone.posted), len(waiting(page))) == (1, 2)
    phone.sit()
    reload(page)
    wait_until_sent(page)
    assert stored() == ["Uten plass", "Uten plass her heller"]


def test_what_the_server_stumbles_on_lets_the_rest_pass(phone: Phone) -> None:
    page = phone.open()

    def stumble(route: Route) -> None:
        is_stone = "Snublestein" in (route.request.post_data or "")
        says(500, "<h1>Feil</h1>")(route) if is_stone else route.continue_()

    phone.answered_by(stumble)
    send(page, idea("Snublestein"), idea("Forbi"))
    for count in (1, 2, 3):
        phone.wait_for_posts(page, count)
        page.wait_for_timeout(50)
        poke(page)
    page.wait_for_function("told.length === 1")
    assert (stored(), waiting(page)) == (["Forbi"], ["Snublestein"])
    phone.answered_by_server()
    poke(page)
    wait_until_sent(page)
    assert stored() == ["Forbi", "Snublestein"]
