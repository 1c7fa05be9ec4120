from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from redthread.live.actions.writing import write
from redthread.live.door import cookie_of
from redthread.live.models import LiveSession, Participant
from redthread.live.tests.rooms import open_room, seat
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

PEN = "p" * 32
ROM = {"X-Rom": "1"}


def phone(session: LiveSession, key: str) -> Client:
    client = Client(headers=ROM)
    client.cookies[cookie_of(session)] = key
    return client


def room(cast: Cast) -> tuple[LiveSession, Participant, str]:
    session = open_room(cast)
    session.tables.update(phase=1)
    participant, key = seat(session, 1, name="Ali")
    return session, participant, key


def test_the_new_phone_has_the_seat_and_the_old_has_not(cast: Cast) -> None:
    session, participant, key = room(cast)
    at = f"/rom/okt/{session.public_id}/"
    old, new = phone(session, key), Client()
    answer = old.post(f"{at}ny-telefon/", {"pen": PEN}).json()
    address, _, pen = answer["address"].partition("#")
    assert pen == PEN
    assert "<svg" in answer["qr"]
    assert new.get(address).status_code == 200
    assert old.get(at).status_code == 200  # to look at the address uses nothing up
    assert new.post(address).status_code == 302
    assert new.get(at).status_code == 200
    assert old.get(at).status_code == 403
    assert participant.table.participants.count() == 1


def test_the_ticket_is_for_one_phone(cast: Cast) -> None:
    session, _participant, key = room(cast)
    address = (
        phone(session, key).post(f"/rom/okt/{session.public_id}/ny-telefon/", {"pen": PEN}).json()["address"]
    )
    assert Client().post(address.partition("#")[0]).status_code == 302
    late = Client().post(address.partition("#")[0])
    assert late.status_code == 410
    assert "brukt eller for gammel" in late.content.decode()


def test_only_the_pen_finds_its_ideas(cast: Cast) -> None:
    session, participant, key = room(cast)
    write(
        participant=participant, phase_key="skriv", kind="idea", text="Les høyt", pen=PEN, now=timezone.now()
    )
    write(
        participant=participant, phase_key="skriv", kind="idea", text="Uten penn", pen="", now=timezone.now()
    )
    here = f"/rom/okt/{session.public_id}/egne/"
    found = phone(session, key).post(here, {"pen": PEN}).json()["own"]
    assert [(one["phase"], one["text"]) for one in found] == [("skriv", "Les høyt")]
    assert phone(session, key).post(here, {"pen": "q" * 32}).json() == {"own": []}
    assert phone(session, key).post(here, {"pen": ""}).json() == {"own": []}
    assert phone(session, "no-key").post(here, {"pen": PEN}).status_code == 403


@pytest.mark.browser
def test_an_idea_follows_to_the_new_phone(live: str, page_for: PageFor) -> None:
    session, _participant, key = room(build())
    address = f"{live}/rom/okt/{session.public_id}/"
    old, new = page_for(None), page_for(None)
    old.context.add_cookies([{"name": cookie_of(session), "value": key, "url": address}])
    old.goto(address)
    old.get_by_label("Skriv én idé").fill("Les høyt hver dag")
    old.get_by_role("button", name="Legg til").click()
    old.get_by_text("sendt", exact=True).first.wait_for()
    old.get_by_role("button", name="Bord 1").click()
    old.get_by_role("button", name="Vis en kode å skanne").click()
    link = old.locator("a.qr")
    link.wait_for()
    check_page(old)
    new.goto(str(link.get_attribute("href")))
    check_page(new)
    new.get_by_role("button", name="Fortsett her").click()
    new.get_by_text("Les høyt hver dag").first.wait_for()
