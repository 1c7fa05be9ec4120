"""What is too large is refused before it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redthread.config.limits import LimitedBody
from redthread.config.tests.loop import run


async def reader(scope: Any, receive: Any, send: Any) -> None:
    """An application that answers with the number of bytes it got, or 0 when the sender went away."""
    size = 0
    while (message := await receive())["type"] != "http.disconnect":
        size += len(message["body"])
        if not message["more_body"]:
            break
    else:
        size = 0
    await send({"type": "http.response.body", "body": str(size).encode()})


def answer(*pieces: bytes, announced: int | None = None) -> list[Mapping[str, Any]]:
    waiting = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, start=1)
    ]
    sent: list[Mapping[str, Any]] = []

    async def receive() -> Mapping[str, Any]:
        return waiting.pop(0)

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    headers = [] if announced is None else [(b"content-length", str(announced).encode())]
    call = LimitedBody(reader, largest=10)({"type": "http", "headers": headers}, receive, send)
    run(call)
    return sent


def test_a_body_within_the_limit_passes_untouched() -> None:
    assert answer(b"12345", b"67890", announced=10)[-1]["body"] == b"10"


def test_a_body_announced_too_large_is_answered_413_unread() -> None:
    start, body = answer(announced=11)
    assert start["status"] == 413
    assert "for stor" in body["body"].decode()


def test_a_body_that_grows_past_the_limit_is_cut() -> None:
    assert answer(b"12345", b"678901")[-1]["body"] == b"0"


def test_a_sender_that_lies_about_the_size_is_cut() -> None:
    assert answer(b"12345", b"678901", announced=5)[-1]["body"] == b"0"
