"""Requests and answers as the server gives them, before Django has seen them.

For the few addresses that many phones ask at once: Django's own chain costs each a thread and a connection.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language_from_request

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Coroutine[Any, Any, Message]]
Send = Callable[[Message], Coroutine[Any, Any, None]]
Application = Callable[[Scope, Receive, Send], Coroutine[Any, Any, None]]
JSON = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]


def header(scope: Scope, name: bytes) -> str:
    """Empty when it is not there; several of the same are one."""
    return b"; ".join(value for key, value in scope["headers"] if key == name).decode("latin-1")


def language_in(scope: Scope) -> str:
    """The language that the browser asks for, as Django would choose it."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = header(scope, b"accept-language")
    return get_language_from_request(request)


def address_in(scope: Scope) -> str:
    """Of the one who asks; empty when the server does not know it."""
    return (scope.get("client") or ("",))[0]


async def content_of(receive: Receive, most: int) -> bytes | None:
    """The body, no more of it than just over `most`; None when the phone went before it was sent."""
    content = bytearray()
    while len(content) <= most:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        content += message.get("body", b"")
        if not message.get("more_body", False):
            break
    return bytes(content)


def body(content: bytes, *, is_last: bool = False) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": not is_last}


async def answer_json(send: Send, status: int, told: Mapping[str, Any]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": JSON})
    await send(body(json.dumps(told).encode(), is_last=True))
