"""Answers by a real server: many at once, in front of Django."""

from __future__ import annotations

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.utils import timezone

from redthread.surveys.answer_sent import LARGEST
from redthread.surveys.bundles import answers_of
from redthread.surveys.models import SpentTicket, SurveyInvitation, Wave
from redthread.surveys.receiving import FAILED, INTAKE, Arrived
from redthread.surveys.tests.fieldwork import opened, people
from redthread.surveys.tickets import token_of
from redthread.testing.cast import build

pytestmark = pytest.mark.any_database
Told = tuple[int, dict[str, str], dict[str, Any]]


@pytest.fixture
def wave(transactional_db: None) -> Wave:
    cast = build()
    people(cast.network, cast.asen, 30)
    return opened(cast.network, cast.liv, timezone.now(), roles=["principal"])


@pytest.fixture
def tokens(wave: Wave) -> list[str]:
    return [token_of(one) for one in SurveyInvitation.objects.filter(wave=wave)]


def content(number: int, **more: Any) -> bytes:
    return json.dumps({"answers": {"useful": 4, **more}, "key": f"a-phone-of-ours-{number:04d}"}).encode()


def send(live: str, token: str, sent: bytes, asked: str = "") -> Told:
    there = http.client.HTTPConnection(urlsplit(live).netloc, timeout=20)
    kind = {"Content-Type": "application/json", "Accept": "application/json"}
    there.request("POST", f"/undersokelse/svar/{token}/{asked}", sent, kind)
    answer = there.getresponse()
    told = json.loads(answer.read())
    there.close()
    return answer.status, dict(answer.getheaders()), told


def test_all_who_answer_at_once_and_again_are_stored_once(live: str, wave: Wave, tokens: list[str]) -> None:
    every = [(token, content(number)) for number, token in enumerate(tokens)] * 2
    with ThreadPoolExecutor(20) as pool:
        told = list(pool.map(lambda one: send(live, *one), every))

    assert {status for status, _headers, _told in told} == {200}
    first, again = told[: len(tokens)], told[len(tokens) :]
    assert [one[2]["ack"] for one in first] == [one[2]["ack"] for one in again]
    assert len({one[2]["ack"] for one in first}) == len(tokens)
    assert (len(answers_of(wave)), SpentTicket.objects.count()) == (len(tokens), len(tokens))
    assert first[0][1]["cache-control"] == "no-store"


def test_one_that_is_no_answer_takes_none_of_the_others_with_it(wave: Wave, tokens: list[str]) -> None:
    arrived = [
        Arrived(tokens[0], content(0), "", "10.0.0.1"),
        Arrived(tokens[1], b"{", "", "10.0.0.1"),
        Arrived("unknown", content(2), "", "10.0.0.1"),
        Arrived(tokens[0], content(3), "", "10.0.0.1"),
        Arrived(tokens[2], content(4, useful=9), "", "10.0.0.1"),
        Arrived(tokens[3], content(5), "", "10.0.0.1"),
    ]

    assert [status for status, _told in INTAKE.now("", arrived)] == [200, 422, 404, 409, 422, 200]
    assert len(answers_of(wave)) == 2


def test_each_is_told_in_the_language_of_their_own_page(live: str, wave: Wave, tokens: list[str]) -> None:
    send(live, tokens[0], content(0))
    asked = {
        language: send(live, tokens[0], content(1), f"?sprak={language}")[2] for language in ("nb", "nn")
    }

    assert asked["nb"]["refused"].startswith("Denne lenken er brukt. Det er det første svaret")
    assert asked["nn"]["refused"] != asked["nb"]["refused"]


def test_what_is_too_large_is_refused_before_all_of_it_is_read(live: str, tokens: list[str]) -> None:
    status, _headers, told = send(live, tokens[0], b" " * (2 * LARGEST))
    assert (status, told["refused"].startswith("Svaret er for langt")) == (422, True)


def test_nobody_is_answered_that_it_is_stored_when_it_was_not(
    wave: Wave, tokens: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    leave = transaction.Atomic.__exit__

    def full_disk(self: Any, *what: Any) -> None:
        if len(connection.savepoint_ids) == 0 and what[0] is None:
            leave(self, OSError, OSError("the disk is full"), None)
            raise OSError("the disk is full")
        leave(self, *what)

    with monkeypatch.context() as during:
        during.setattr(transaction.Atomic, "__exit__", full_disk)
        told = INTAKE.now("", [Arrived(tokens[0], content(0), "", "10.0.0.1")])

    assert told == [FAILED]
    assert (len(answers_of(wave)), SpentTicket.objects.count()) == (0, 0)
