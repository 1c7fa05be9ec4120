"""What phones send, by a real server: many at once, and what none of them may do to the others."""

from __future__ import annotations

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import IntegrityError, connection, transaction

from redthread.core.receipts import receipt
from redthread.live import commands, receiving
from redthread.live.actions import steering
from redthread.live.commands import ack_secret
from redthread.live.intake import FAILED, INTAKE, Command
from redthread.live.models import Contribution, LiveSession, Participant, Receipt
from redthread.live.progress import Place
from redthread.live.receiving import LARGEST
from redthread.live.tests.asking import idea
from redthread.live.tests.rooms import open_room, seat
from redthread.live.tests.running import a_key
from redthread.testing.cast import Cast, build

pytestmark = pytest.mark.any_database


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return build()


@pytest.fixture
def room(cast: Cast) -> LiveSession:
    """Where all write alone."""
    session = open_room(cast)
    now, by = session.opened_at, session.opened_by
    seat(session)
    steering.go_on(session=session, seen=Place(-1), why="Vi begynner", by=by, now=now, to=Place(1))
    return session


def a_command(text: str = "Lesing i alle fag", **fields: Any) -> dict[str, Any]:
    return {"key": a_key(), "do": "write", **idea(text), **fields}


def send(
    live: str, session: LiveSession, key: str, content: object, **headers: str
) -> tuple[int, dict[str, str], dict[str, Any]]:
    connection = http.client.HTTPConnection(urlsplit(live).netloc, timeout=20)
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    given = {"Cookie": f"rom-{session.public_id}={key}", "X-Rom": "1", **headers}
    connection.request("POST", f"/rom/okt/{session.public_id}/send/", body, given)
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    return answer.status, dict(answer.getheaders()), told


def test_what_many_send_at_once_is_stored_once_each_and_signed_for(live: str, room: LiveSession) -> None:
    phones = [seat(room, table=1 + n % 2) for n in range(30)]
    asked = [a_command(f"Tanke {n}") for n in range(30)]
    twice = [(phone, command) for phone, command in zip(phones, asked, strict=True) for _time in range(2)]
    with ThreadPoolExecutor(20) as together:
        answers = list(together.map(lambda one: send(live, room, one[0][1], one[1]), twice))
    for ((who, _key), command), (status, _headers, told) in zip(twice, answers, strict=True):
        assert status == 200
        assert told["ack"] == receipt(ack_secret(who), command["key"])["ack"]
    texts = sorted(Contribution.objects.filter(session=room).values_list("text", flat=True))
    assert texts == sorted(f"Tanke {n}" for n in range(30))


def test_what_cannot_be_done_takes_nothing_else_with_it(
    room: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    _who, key = seat(room)
    broken, stored_then_broken = a_key(), a_key()

    def carry_out(*, participant: Participant, body: dict[str, Any], **rest: Any) -> dict[str, Any]:
        if body.get("key") == broken:
            raise IntegrityError("a fault of ours")
        told = commands.carry_out(participant=participant, body=body, **rest)
        if body["key"] == stored_then_broken:
            raise ZeroDivisionError
        return told

    monkeypatch.setattr(receiving, "carry_out", carry_out)
    asked = [
        a_command("En"),
        a_command("Feil", key=broken),
        a_command("Til den tomme fasen", phase="finnes-ikke"),
        a_command("Halvveis", key=stored_then_broken),
        {"do": "write"},
        a_command("To"),
    ]
    found = INTAKE.now(room.public_id, [Command(key, json.dumps(one).encode(), "nb") for one in asked])
    assert [status for status, _told in found] == [200, 500, 409, 500, 422, 200]
    assert sorted(Contribution.objects.values_list("text", flat=True)) == ["En", "To"]
    assert Receipt.objects.count() == 2


def test_nobody_is_answered_that_it_is_stored_when_it_was_not(
    room: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    _who, key = seat(room)
    leave = transaction.Atomic.__exit__

    def full_disk(self: Any, *what: Any) -> None:
        if len(connection.savepoint_ids) == 0 and what[0] is None:
            leave(self, OSError, OSError("the disk is full"), None)
            raise OSError("the disk is full")
        leave(self, *what)

    monkeypatch.setattr(transaction.Atomic, "__exit__", full_disk)
    found = INTAKE.now(room.public_id, [Command(key, json.dumps(a_command()).encode(), "nb")])
    monkeypatch.undo()
    assert found == [FAILED]
    assert not Contribution.objects.exists()


def test_without_our_header_or_a_seat_nothing_is_stored(live: str, room: LiveSession) -> None:
    _who, key = seat(room)
    assert send(live, room, key, a_command(), **{"X-Rom": "0"})[0] == 403
    status, headers, told = send(live, room, "another", a_command())
    assert status == 403
    assert told["refused"].startswith("Telefonen har ikke plass")
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert not Contribution.objects.exists()


def test_what_is_too_large_is_refused_in_words_before_all_of_it_is_read(live: str, room: LiveSession) -> None:
    _who, key = seat(room)
    status, _headers, told = send(live, room, key, b" " * (4 * LARGEST))
    assert (status, told["refused"]) == (422, "Teksten er for lang. Del den i flere.")


def test_words_are_in_the_language_of_the_phone(live: str, room: LiveSession) -> None:
    _who, key = seat(room)
    nynorsk = send(live, room, key, b"[]", **{"Accept-Language": "nn"})[2]["refused"]
    bokmal = send(live, room, key, b"[]", **{"Accept-Language": "nb"})[2]["refused"]
    assert bokmal == "Telefonen sendte noe vi ikke forstår. Last siden på nytt."
    assert nynorsk != bokmal


def test_what_is_stored_after_a_table_has_gone_on_is_late(cast: Cast) -> None:
    """What was read when the transaction began is not what stands when one of them has moved the table."""
    room = open_room(cast, "kritisk_venn")
    (_one, writes), (_other, leads) = seat(room), seat(room)
    steering.go_on(
        session=room, seen=Place(-1), why="Vi er i gang", by=room.opened_by, now=room.opened_at, to=Place(1)
    )
    asks = {"phase": "oppklar", "kind": "question"}
    asked = [
        (writes, a_command("Før", **asks)),
        (leads, {"key": a_key(), "do": "next", "phase_seen": 1, "lap_seen": 0}),
        (writes, a_command("Etter", **asks)),
    ]
    found = INTAKE.now(room.public_id, [Command(key, json.dumps(one).encode(), "nb") for key, one in asked])
    assert [status for status, _told in found] == [200] * 3, found
    late = dict(Contribution.objects.filter(session=room).values_list("text", "is_late"))
    assert late == {"Før": False, "Etter": True}
