"""Requests as the server gives them to the room, before Django has seen them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.utils.translation import get_language_from_request

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]


def header(scope: Scope, name: bytes) -> str:
    """Empty when it is not there; several of the same are one."""
    return b"; ".join(value for key, value in scope["headers"] if key == name).decode("latin-1")


def key_in(scope: Scope, pk: str) -> str:
    """The phone's key to that session, from its cookie."""
    cookies: dict[str, str] = parse_cookie(header(scope, b"cookie"))
    return cookies.get(f"rom-{pk}", "")


def language_in(scope: Scope) -> str:
    """The language that the browser asks for, as Django would choose it."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = header(scope, b"accept-language")
    return get_language_from_request(request)


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
