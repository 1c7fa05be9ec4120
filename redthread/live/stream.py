"""The stream of a session: Server-Sent Events, for a quarter of the memory that a connection costs through
Django's own chain."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs

from redthread.core.asgi import Receive, Scope, Send, body
from redthread.live.broadcast import Broadcaster
from redthread.live.entrance import Reader, admit
from redthread.live.requests import key_in
from redthread.live.screens import Screen

STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx would keep it until there is more
    (b"x-content-type-options", b"nosniff"),
]
PLAIN = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
WORDS = {403: "Telefonen har ikke plass i rommet.", 404: "Økta finnes ikke.", 405: "Bare GET."}

_broadcaster: Broadcaster | None = None


def broadcaster() -> Broadcaster:
    """Of the server that is running; a new one for a new event loop."""
    global _broadcaster
    if _broadcaster is None or _broadcaster.loop is not asyncio.get_running_loop():
        _broadcaster = Broadcaster()
    return _broadcaster


async def stream(pk: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Everything that the phone or screen may see, until it goes. Only `GET`."""
    if scope["method"] != "GET":
        return await _refuse(send, 405)
    ours = broadcaster()
    key, ticket = key_in(scope, pk), _ticket(scope)
    reader = await ours.ask(lambda: admit(pk, key, ticket))
    if not isinstance(reader, Reader):
        return await _refuse(send, reader)
    await send({"type": "http.response.start", "status": 200, "headers": STREAM})
    screen = Screen(reader, send, ours.loop.time())
    ours.add(screen)
    try:
        while (await receive())["type"] != "http.disconnect":
            pass
    finally:
        ours.remove(screen)


def _ticket(scope: Scope) -> str:
    query: str = scope["query_string"].decode("latin-1")
    try:
        return parse_qs(query, max_num_fields=10).get("billett", [""])[0]
    except ValueError:  # more than anybody needs
        return ""


async def _refuse(send: Send, status: int) -> None:
    headers = [*PLAIN, (b"allow", b"GET")] if status == 405 else PLAIN
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send(body(WORDS[status].encode(), is_last=True))


def end_streams() -> None:
    """The server is stopping: let the screens go, so that they come back to the next one. In its loop."""
    if _broadcaster is not None and _broadcaster.loop is asyncio.get_running_loop():
        _broadcaster.end()
