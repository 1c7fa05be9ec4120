"""The outbox in a real browser: what it says is sent is held against the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from redthread.live.models import Contribution, Showing
from redthread.live.tests.phones import (
    BARE,
    PEN,
    ROUND,
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
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser]

# A store that takes its time, and requests that wait until they have seen what is in it.
LOOK_ON_THE_SHELF = """() => {
  const real = fetch;
  const result = (asked) => new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  window.fetch = async (...request) => {
    const db = await result(indexedDB.open(outbox.name));
    window.shelf = await result(db.transaction("commands").objectStore("commands").getAll());
    return real(...request);
  };
  const keep = outbox.shelf.keep.bind(outbox.shelf);
  outbox.shelf.keep = (changes) => new Promise((done) => setTimeout(() => done(keep(changes)), 200));
}"""


@pytest.fixture
def phone(live: str, cast: Cast, page: Page) -> Phone:
    return Phone(live, page.context, open_room(cast))


def test_what_is_written_is_on_the_phone_before_it_is_sent_and_sent_when_the_server_has_signed(
    phone: Phone,
) -> None:
    page = phone.open()
    page.evaluate(LOOK_ON_THE_SHELF)
    send(page, idea("Lesetid hver dag"))
    poke(page)
    assert own(page) == [("Lesetid hver dag", "waiting")]
    wait_until_sent(page)
    assert page.evaluate("shelf.map((record) => record.body.text)") == ["Lesetid hver dag"]
    made = Contribution.objects.get()
    (one,) = page.evaluate("outbox.own")
    assert (one["id"], one["state"], made.text) == (made.public_id, "sent", "Lesetid hver dag")
    assert [answer["id"] for answer in told(page)] == [made.public_id]


def test_many_at_once_arrive_in_the_order_they_were_written(phone: Phone) -> None:
    page = phone.open()
    texts = [f"Idé {number}" for number in range(12)]
    send(page, *map(idea, texts))
    wait_until_sent(page)
    assert (phone.posted, phone.most_at_once) == (texts, 1)
    assert [answer["id"] for answer in told(page)] == [one["id"] for one in page.evaluate("outbox.own")]


def test_what_is_refused_says_why_and_stops_nothing_else(phone: Phone) -> None:
    page = phone.open()
    lay = {"do": "lay", "phase": "runde", "turn": 0, "text": "For tidlig", "pen": PEN}
    send(page, lay, idea(""), idea("Fin"))
    wait_until_sent(page)
    early, empty, _fine = told(page)
    assert (early["status"], empty["status"], stored()) == (409, 422, ["Fin"])
    assert empty["refused"] == "Skriv noe først."
    assert [one["words"] for one in page.evaluate("outbox.own")] == [early["refused"], empty["refused"], ""]
    reload(page)
    assert own(page) == [("For tidlig", "refused"), ("", "refused"), ("Fin", "sent")]
    page.evaluate("outbox.drop(outbox.own[0].key)")
    reload(page)
    assert own(page) == [("", "refused"), ("Fin", "sent")]


def test_an_idea_is_written_before_it_is_laid_out_by_the_key_it_had_meanwhile(phone: Phone) -> None:
    phone.session.tables.update(phase=ROUND)
    page = phone.open()
    phone.context.set_offline(True)
    send(page, idea("Leseløft"))
    key = page.evaluate("outbox.own[0].id")
    send(page, {"do": "lay", "phase": "runde", "turn": 0, "id": key, "pen": PEN})
    send(page, {"do": "rewrite", "id": key, "text": "Leseløftet", "pen": PEN})
    phone.context.set_offline(False)
    wait_until_sent(page)
    made = Contribution.objects.get()
    assert [answer["id"] for answer in told(page)] == [made.public_id] * 3
    assert Showing.objects.get().contribution == made
    assert (made.text, own(page)) == ("Leseløftet", [("Leseløftet", "sent")])
    send(page, {"do": "take_back", "id": key, "pen": PEN})
    wait_until_sent(page)
    assert (stored(), own(page)) == ([], [])


def test_what_uses_a_refused_idea_is_refused_with_it(phone: Phone) -> None:
    page = phone.open()
    phone.context.set_offline(True)
    send(page, idea("x" * 3000))
    key = page.evaluate("outbox.own[0].id")
    send(page, {"do": "take_back", "id": key, "pen": PEN}, idea("Kort"))
    phone.context.set_offline(False)
    wait_until_sent(page)
    write, take_back, _short = told(page)
    assert write["refused"] == take_back["refused"]
    assert stored() == ["Kort"]


@pytest.mark.parametrize("browser_has", ["everything", "little"])
def test_of_two_tabs_one_sends_and_both_are_told(phone: Phone, browser_has: str) -> None:
    if browser_has == "little":
        phone.context.add_init_script(BARE)
    first, second = phone.open(), phone.open()
    phone.context.set_offline(True)
    send(first, idea("A1"), idea("A2"), idea("A3"))
    send(second, idea("B1"), idea("B2"), idea("B3"))
    first.wait_for_timeout(200)
    before = len(phone.posted)
    phone.context.set_offline(False)
    for page in (first, second):
        page.wait_for_function("told.length === 3")
        wait_until_sent(page)
    assert stored() == ["A1", "A2", "A3", "B1", "B2", "B3"]
    assert sorted(phone.posted[before:]) == stored(), "each was sent by one of them, once"
    assert phone.most_at_once == 1
    ids = {answer["id"] for page in (first, second) for answer in told(page)}
    assert ids == set(Contribution.objects.values_list("public_id", flat=True))
    reload(first)
    assert sorted(own(first)) == [(text, "sent") for text in stored()], "each tab knows what both wrote"


def test_a_tab_that_the_phone_has_put_to_sleep_holds_nobody_back(phone: Phone) -> None:
    page = phone.open()
    page.evaluate("outbox.shelf.lease('asleep', 1200)")
    send(page, idea("Etter deg"))
    page.wait_for_timeout(500)
    assert (phone.posted, waiting(page)) == ([], ["Etter deg"])
    wait_until_sent(page)
    assert stored() == ["Etter deg"]


def test_a_pen_is_the_same_on_the_phone_and_another_in_each_session(phone: Phone, cast: Cast) -> None:
    page = phone.open()
    pen = page.evaluate("outbox.pen")
    reload(page)
    assert page.evaluate("outbox.pen") == pen == phone.open().evaluate("outbox.pen")
    assert len(pen) == 32
    other = Phone(phone.live, phone.context, open_room(cast))
    assert other.open().evaluate("outbox.pen") != pen


def test_a_fault_in_the_page_is_not_the_outboxs(phone: Phone) -> None:
    page = phone.open()
    page.evaluate("outbox.onChange(() => { throw new Error('in the page'); })")
    send(page, idea("Likevel"))
    wait_until_sent(page)
    assert stored() == ["Likevel"]
