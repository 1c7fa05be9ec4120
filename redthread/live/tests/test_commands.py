"""What a phone asks for happens exactly once, or is refused in words; what it may not do, it cannot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from redthread.core.errors import InputError, RuleError
from redthread.core.receipts import receipt
from redthread.live import flood
from redthread.live.commands import COMMANDS, ack_secret, carry_out
from redthread.live.fields import LONGEST
from redthread.live.models import Contribution, Participant, Receipt, Turn
from redthread.live.pieces import pieces_of
from redthread.live.reading import read_room
from redthread.live.receiving import LARGEST
from redthread.live.tests.asking import ask, idea
from redthread.live.tests.running import Run, a_key, run
from redthread.testing.at_once import at_once
from redthread.testing.cast import Cast, build


@pytest.fixture(autouse=True)
def _calm() -> Iterator[None]:
    flood.COMMANDS.left.clear()
    yield
    flood.COMMANDS.left.clear()


def send(at: Run, phone: Client, body: Any, header: str = "1") -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    address = reverse("live:send", args=[at.session.public_id])
    return phone.post(address, content, content_type="application/json", headers={"X-Rom": header})


def test_each_part_of_a_promise_is_changed_by_itself_and_stands_in_the_minutes(cast: Cast) -> None:
    at = run(cast, "egen_skole", 1)
    mona, mads = at.sit(school=cast.asen), at.sit(school=cast.asen)
    at.go_to("lov")
    promise = {"phase": "lov", "kind": "commitment", "text": "Lesevenner", "pen": "m", "who": "Mona"}
    made = ask(at, mona, "write", **promise, due_on="2027-01-15")["id"]
    ask(at, mads, "rewrite", id=made, text="Lesevenner", pen="x", due_on="2027-02-01")
    assert Contribution.objects.get().more == {"who": "Mona", "due_on": "2027-02-01"}
    ask(
        at,
        mona,
        "rewrite",
        id=made,
        text="Lesevenner på 2. trinn",
        pen="m",
        who="Trinnet",
        reach="Fellestida",
    )
    found = Contribution.objects.get()
    assert found.more == {"who": "Trinnet", "due_on": "2027-02-01", "reach": "Fellestida"}
    with pytest.raises(InputError, match="Datoen finnes ikke"):
        ask(at, mona, "rewrite", id=made, text="Lesevenner", pen="m", due_on="2027-02-31")
    ask(at, mads, "take_card", role="scribe")
    with pytest.raises(RuleError, match="skriveren"):
        ask(at, mona, "rewrite", id=made, text="Noe annet", pen="m", who="Ingen")
    at.close()
    (piece,) = [one for one in pieces_of(read_room(at.session)) if one.kind == "promise"]
    assert (piece.text, piece.due_on) == ("Lesevenner på 2. trinn", date(2027, 2, 1))


def test_what_is_no_promise_has_no_date(cast: Cast) -> None:
    at = run(cast)
    mona = at.sit()
    at.go_to("skriv")
    made = ask(at, mona, "write", **idea())["id"]
    with pytest.raises(RuleError, match="Hvem og når"):
        ask(at, mona, "rewrite", id=made, text="Lesing", pen="pen-1", due_on="2027-02-01")
    assert Contribution.objects.get().more == {}


def test_a_replay_gets_the_first_answer_and_nothing_happens_twice(cast: Cast) -> None:
    at = run(cast)
    mona = at.sit()
    at.go_to("skriv")
    body = {"key": a_key(), "do": "write", **idea()}
    first = carry_out(participant=mona, body=body, now=at.now)
    again = carry_out(participant=mona, body=dict(reversed(body.items())), now=at.now + timedelta(days=3))
    assert first == again == {"id": Contribution.objects.get().public_id, "late": False}
    assert Receipt.objects.count() == 1


def test_the_same_key_with_other_content_is_refused_and_changes_nothing(cast: Cast) -> None:
    at = run(cast)
    mona = at.sit()
    at.go_to("skriv")
    body = {"key": a_key(), "do": "write", **idea()}
    carry_out(participant=mona, body=body, now=at.now)
    with pytest.raises(InputError, match="brukt til noe annet"):
        carry_out(participant=mona, body={**body, "text": "Noe annet"}, now=at.now)
    assert [one.text for one in Contribution.objects.all()] == ["Lesing i alle fag"]


def test_what_was_refused_stores_nothing_and_may_be_tried_again_with_the_same_key(cast: Cast) -> None:
    at = run(cast)
    mona, rita = at.sit(), at.sit()
    at.go_to("runde")
    body = {"key": a_key(), "do": "lay", "phase": "runde", "turn": 1, "text": "Min idé", "pen": "pen-2"}
    with pytest.raises(RuleError, match="ikke din tur"):
        carry_out(participant=rita, body=body, now=at.now)
    assert (Receipt.objects.count(), Contribution.objects.count(), Turn.objects.count()) == (0, 0, 0)
    at.empty("runde", mona)
    assert carry_out(participant=rita, body=body, now=at.now)["id"]


@pytest.mark.django_db(transaction=True)
def test_the_same_command_from_two_tabs_at_once_happens_once() -> None:
    at = run(build())
    mona = at.sit()
    at.go_to("skriv")
    body, answers = {"key": a_key(), "do": "write", **idea()}, []
    who = [Participant.objects.select_related("session").get(pk=mona.pk) for _ in range(4)]
    refused = at_once(
        *[lambda one=one: answers.append(carry_out(participant=one, body=body, now=at.now)) for one in who]
    )
    assert refused == []
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)
    assert (Contribution.objects.count(), Receipt.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_same_turn_at_once_one_has_it() -> None:
    at = run(build())
    mona = at.sit()
    at.sit()
    at.go_to("runde")
    who = [Participant.objects.select_related("session").get(pk=mona.pk) for _ in range(2)]
    bodies = [
        {"key": a_key(), "do": "lay", "phase": "runde", "turn": 0, "text": text, "pen": "pen-1"}
        for text in ("En", "To")
    ]
    refused = at_once(
        *[
            lambda one=one, body=body: carry_out(participant=one, body=body, now=at.now)
            for one, body in zip(who, bodies, strict=True)
        ]
    )
    assert len(refused) == 1
    assert (Turn.objects.count(), Contribution.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "body",
    [
        {"do": "write"},
        {"key": "kort", "do": "write"},
        {"key": "x" * 20},
        {"key": "x" * 20, "do": "fly"},
        {"key": "x" * 20, "do": ["write"]},
        {"key": "x" * 20, "do": "__class__"},
        {"key": "x" * 20, "do": "write", "phase": {}, "kind": "idea", "text": "a"},
        {"key": "x" * 20, "do": "write", "phase": "skriv", "kind": "idea", "text": 7},
        {"key": "x" * 20, "do": "write", "phase": "skriv", "kind": "idea", "text": " \u200b "},
        {"key": "x" * 20, "do": "write", "phase": "skriv", "kind": "idea", "text": "x" * (LONGEST + 1)},
        {"key": "x" * 20, "do": "lay", "phase": "runde", "turn": "0"},
        {"key": "x" * 20, "do": "next", "phase_seen": 10**30, "lap_seen": 0},
        {"key": "x" * 20, "do": "theme_put", "ids": "alle"},
    ],
)
def test_a_body_that_makes_no_sense_is_told_so_and_stores_nothing(cast: Cast, body: dict[str, Any]) -> None:
    at = run(cast)
    mona = at.sit()
    at.go_to("skriv")
    with pytest.raises(InputError):
        carry_out(participant=mona, body=body, now=at.now)
    assert (Receipt.objects.count(), Contribution.objects.count()) == (0, 0)


def test_whatever_the_fields_hold_every_command_answers_or_refuses_in_words(cast: Cast) -> None:
    """No value of a wrong kind ends in anything but an answer for people."""
    at = run(cast)
    mona = at.sit()
    at.go_to("runde")
    wrong: list[Any] = [
        None,
        "",
        "x" * 5000,
        -1,
        10**20,
        True,
        [],
        [[]],
        {},
        {"a": []},
        "\ud83d",
        "\x00",
        1e308,
    ]
    names = (
        "phase",
        "kind",
        "text",
        "pen",
        "id",
        "turn",
        "role",
        "theme",
        "name",
        "ids",
        "on",
        "table",
        "lap",
    )
    for word in COMMANDS:
        for value in wrong:
            with suppress(InputError, RuleError):
                ask(at, mona, word, **dict.fromkeys(names, value), phase_seen=value, lap_seen=value)
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("\u202eeloks\u202c og\u0000 \u2067mer\u2069", "eloks og mer"),
        ("👩‍🏫🇳🇴 «lesing»", "👩‍🏫🇳🇴 «lesing»"),
        ("'; DROP TABLE live_turn; --", "'; DROP TABLE live_turn; --"),
        ("halv \ud83d", "halv"),
    ],
)
def test_hostile_text_is_text(cast: Cast, text: str, shown: str) -> None:
    at = run(cast)
    phone = at.phone(at.sit())
    at.go_to("skriv")
    answer = send(at, phone, {"key": a_key(), "do": "write", **idea(text)})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert Contribution.objects.get().text == shown


def test_the_answer_is_signed_for_this_phone_and_this_key(cast: Cast) -> None:
    at = run(cast)
    mona, rita = at.sit(), at.sit()
    at.go_to("skriv")
    key = a_key()
    told = send(at, at.phone(mona), {"key": key, "do": "write", **idea()}).json()
    assert {name: told[name] for name in ("key", "ack")} == receipt(ack_secret(mona), key)
    assert told["ack"] != receipt(ack_secret(rita), key)["ack"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * (1024 * 1024), 422),
        (b"[" * (LARGEST - 1), 422),
        (b'{"key": "' + b"k" * 20 + b'", "do": "write", "a": ' + b"[" * 900 + b"]" * 900 + b"}", 422),
        (b"{", 422),
        (b"[]", 422),
        (b"null", 422),
        (b"\xff\xfe", 422),
        (b'{"key": "aaaaaaaaaaaaaaaaaaaa", "do": "write", "text": NaN}', 422),
    ],
)
def test_a_body_that_is_too_big_or_no_json_is_refused_in_words(cast: Cast, body: bytes, status: int) -> None:
    at = run(cast)
    answer = send(at, at.phone(at.sit()), body)
    assert answer.status_code == status
    assert answer.json()["refused"]
    assert not Receipt.objects.exists()


def test_a_phone_without_a_seat_here_or_without_our_header_sends_nothing(cast: Cast) -> None:
    at, other = run(cast), run(cast)
    mona, stranger = at.sit(), other.sit()
    at.go_to("skriv")
    phone = at.phone(mona)
    foreign = other.phone(stranger)
    foreign.cookies[f"rom-{at.session.public_id}"] = other.keys[stranger.pk]
    for client, header in ((Client(), "1"), (foreign, "1"), (phone, "0")):
        assert send(at, client, {"key": a_key(), "do": "write", **idea()}, header).status_code == 403
    assert not Contribution.objects.exists()


def test_a_flood_is_told_to_wait_and_the_others_are_not(cast: Cast) -> None:
    at = run(cast)
    mona, rita = at.phone(at.sit()), at.phone(at.sit())
    at.go_to("skriv")
    sent = (
        send(at, mona, {"key": a_key(), "do": "write", **idea()}) for _ in range(4 * flood.COMMANDS.amount)
    )
    stopped = next(answer for answer in sent if answer.status_code != 200)
    assert stopped.status_code == 429
    assert stopped.json()["wait"] >= 1
    assert send(at, rita, {"key": a_key(), "do": "write", **idea()}).status_code == 200
