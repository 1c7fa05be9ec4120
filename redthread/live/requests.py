"""Whose phone it is that asks."""

from __future__ import annotations

from django.http.cookie import parse_cookie

from redthread.core.asgi import Scope, header


def key_in(scope: Scope, pk: str) -> str:
    """The phone's key to that session, from its cookie."""
    cookies: dict[str, str] = parse_cookie(header(scope, b"cookie"))
    return cookies.get(f"rom-{pk}", "")
