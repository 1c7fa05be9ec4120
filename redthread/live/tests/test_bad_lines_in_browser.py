"""The outbox on the lines that school buildings have: some of what is sent is lost, on the way there or back,
or nothing comes for a minute."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.utils import timezone

from redthread.live.actions.sessions import close_session
from redthread.live.models import Contribution, Showing
from redthread.live.tests.phones import ROUND, Phone, idea, poke, send, stored, wait_until_sent, waiting
from redthread.live.tests.rooms import open_room
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser]
ITEMS, ROUNDS = 6, 60


@pytest.fixture
def phone(live: str, cast: Cast, page: Page) -> Phone:
    return Phone(live, page.context, open_room(cast))


@pytest.mark.parametrize("lost", [0, 20, 60, 90, 100])
def test_whatever_is_lost_on_the_way_arrives_once_when_the_line_is_there(phone: Phone, lost: int) -> None:
    page, chance = phone.open(), random.Random(lost)

    def bad_line(route: Route) -> None:
        if chance.random() * 100 < lost:
            route.abort()  # it never got there
        elif chance.random() * 100 < lost:
            route.fetch()
            route.abort()  # it did, and the answer was lost
        else:
            route.continue_()

    phone.answered_by(bad_line)
    send(page, *(idea(f"Tanke {n}") for n in range(ITEMS)))
    for _round in range(ROUNDS):
        if not waiting(page):
            break
        poke(page)
        page.wait_for_timeout(30)
    assert bool(waiting(page)) == (lost == 100) or lost == 90
    assert lost < 100 or stored() == []
    phone.answered_by_server()
    poke(page)
    wait_until_sent(page)
    assert stored() == [f"Tanke {n}" for n in range(ITEMS)]


def test_a_line_that_says_nothing_for_a_minute_is_given_up_and_tried_again(phone: Phone) -> None:
    page = phone.open()
    page.clock.install()
    phone.answered_by(lambda route: None)
    send(page, idea("Skrevet i kjelleren"))
    phone.wait_for_posts(page, 1)
    for _second in range(60):
        page.clock.run_for(1000)
    assert waiting(page) == ["Skrevet i kjelleren"]
    assert len(phone.posted) > 1, "what stands still is given up by itself"
    phone.answered_by_server()
    for _second in range(40):
        page.clock.run_for(1000)
        page.wait_for_timeout(20)
        if not waiting(page):
            break
    assert (waiting(page), stored()) == ([], ["Skrevet i kjelleren"])


@pytest.mark.parametrize("meanwhile", ["the table went on", "the session was closed"])
def test_three_days_without_network_lose_nothing_and_what_comes_is_marked_as_late(
    phone: Phone, cast: Cast, meanwhile: str
) -> None:
    page, now = phone.open(), timezone.now()
    page.clock.install()
    phone.context.set_offline(True)
    send(page, idea("Skrevet på ferga"), idea("Og en til"))
    for _hour in range(72):
        page.clock.fast_forward("01:00:00")
    assert waiting(page) == ["Skrevet på ferga", "Og en til"]
    with time_machine.travel(now + timedelta(hours=72)):
        if meanwhile == "the table went on":
            phone.session.tables.update(phase=ROUND)
        else:
            close_session(session=phone.session, by=cast.liv, now=timezone.now())
        phone.context.set_offline(False)
        page.close()
        page = phone.open()
        wait_until_sent(page)
    written = Contribution.objects.order_by("text").values_list("text", "is_late")
    assert list(written) == [("Og en til", True), ("Skrevet på ferga", True)]
    assert page.evaluate("outbox.own.map(({ text, state, late }) => [text, state, late])") == [
        ["Skrevet på ferga", "sent", True],
        ["Og en til", "sent", True],
    ]
    assert not Showing.objects.exists(), "what is late is shown to nobody by itself"
