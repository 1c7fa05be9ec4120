"""The way in: a code, a table, and in; and what happens to those who come again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.live.actions.joining import leave
from redthread.live.actions.sessions import close_session
from redthread.live.door import cookie_of
from redthread.live.models import LiveSession, Participant
from redthread.live.tests.rooms import open_room
from redthread.testing.cast import Cast

pytestmark = pytest.mark.django_db


def way_in(session: LiveSession) -> str:
    return reverse("live:join", args=[session.code])


def phone_page(session: LiveSession) -> str:
    return reverse("live:phone", args=[session.public_id])


@pytest.mark.parametrize("typed", ["{code}", " {lower} ", "{spaced}"])
def test_a_code_is_found_however_it_is_typed(cast: Cast, client: Client, typed: str) -> None:
    session = open_room(cast)
    code = session.code
    written = typed.format(code=code, lower=code.lower(), spaced=f"{code[:3]} {code[3:]}")
    assert client.post(reverse("live:code"), {"code": written})["Location"] == way_in(session)


def test_a_wrong_code_is_told_so(cast: Cast, client: Client) -> None:
    open_room(cast)
    page = client.post(reverse("live:code"), {"code": "AEIOUY"})
    assert "Ingen økt har denne koden nå" in page.content.decode()
    assert client.get(reverse("live:join", args=["AEIOUY"])).status_code == 404


def test_a_table_is_all_that_must_be_said(cast: Cast, client: Client) -> None:
    session = open_room(cast, tables=3)
    answer = client.post(way_in(session), {"table": "2"})
    assert answer["Location"] == phone_page(session)
    made = Participant.objects.get()
    assert (made.table.number, made.name, made.school, made.part, made.mode) == (2, "", None, "", "room")
    assert client.get(phone_page(session)).status_code == 200


def test_without_a_table_nobody_comes_in(cast: Cast, client: Client) -> None:
    session = open_room(cast)
    page = client.post(way_in(session), {"name": "Kari"})
    assert "Velg et bord." in page.content.decode()
    assert Participant.objects.count() == 0


def test_what_is_said_beyond_the_table_is_kept(cast: Cast, client: Client) -> None:
    session = open_room(cast)
    fields = {"table": "1", "name": " Kari\u202e  Dahl ", "school": cast.brekka.public_id, "part": "parent"}
    client.post(way_in(session), {**fields, "mode": "remote"})
    made = Participant.objects.get()
    assert (made.name, made.school, made.part, made.mode) == ("Kari Dahl", cast.brekka, "parent", "remote")


def test_a_school_outside_the_network_cannot_be_chosen(cast: Cast, client: Client) -> None:
    session = open_room(cast)
    far = cast.steins_network.units.get().organisation
    client.post(way_in(session), {"table": "1", "school": far.public_id})
    assert Participant.objects.count() == 0


def test_for_a_member_who_has_signed_in_all_but_the_table_is_filled_in(cast: Cast) -> None:
    session = open_room(cast)
    page = SignedInClient(cast.mona).get(way_in(session)).content.decode()
    assert "Mona Vik, rektor, Åsen skole" in page
    assert f'<option value="{cast.asen.public_id}" selected>' in page


def test_where_there_is_one_table_it_is_chosen(cast: Cast, client: Client) -> None:
    assert " checked" in client.get(way_in(open_room(cast, tables=1))).content.decode()


def test_a_phone_that_scans_the_code_again_goes_straight_to_its_seat(cast: Cast, client: Client) -> None:
    session = open_room(cast)
    client.post(way_in(session), {"table": "1"})
    assert client.get(way_in(session))["Location"] == phone_page(session)
    assert client.cookies[cookie_of(session)]["path"] == reverse("live:code")
    assert client.cookies[cookie_of(session)]["httponly"]
    assert Participant.objects.count() == 1


def test_who_has_left_comes_back_to_the_same_seat(cast: Cast, client: Client) -> None:
    session = open_room(cast)
    client.post(way_in(session), {"table": "1", "name": "Kari"})
    leave(participant=Participant.objects.get(), now=timezone.now())
    assert client.get(phone_page(session))["Location"] == way_in(session)
    assert "Kari" in client.get(way_in(session)).content.decode()
    assert client.post(way_in(session), {"table": "2", "name": "Kari"})["Location"] == phone_page(session)
    back = Participant.objects.get()
    assert (back.left_at, back.table.number) == (None, 2)
    assert client.get(phone_page(session)).status_code == 200


def test_when_the_session_is_closed_the_code_opens_nothing_and_those_inside_are_thanked(
    cast: Cast, client: Client
) -> None:
    session = open_room(cast)
    client.post(way_in(session), {"table": "1"})
    close_session(session=session, by=cast.liv, now=timezone.now())
    assert Client().get(way_in(session)).status_code == 404
    assert client.get(phone_page(session)).status_code == 200


def test_a_phone_without_a_seat_is_shown_the_way_and_not_the_code(cast: Cast, client: Client) -> None:
    session = open_room(cast)
    page = client.get(phone_page(session))
    assert page.status_code == 403
    assert "Denne telefonen har ikke plass i økta" in page.content.decode()
    assert session.code not in page.content.decode()


def test_after_many_wrong_codes_one_is_told_to_wait(cast: Cast, client: Client) -> None:
    open_room(cast)
    answers = [client.get(reverse("live:join", args=["AEIOUY"]), REMOTE_ADDR="192.0.2.7") for _ in range(31)]
    assert [one.status_code for one in answers] == [404] * 30 + [429]
    assert "Vent" in answers[-1].content.decode()
