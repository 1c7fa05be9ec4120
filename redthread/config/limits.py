"""The largest request that is received at all, before anything of it is stored on disk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

MEGABYTE = 1024 * 1024
LARGEST_BODY = 64 * MEGABYTE  # a national register file is the largest thing anybody sends

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

TOO_LARGE = (
    "Filen er for stor. Den største som kan tas imot, er på 64 MB. Gå tilbake og velg en mindre fil.".encode()
)


class LimitedBody:
    """Answers 413 when a larger body is announced, and drops the connection when one turns out larger."""

    def __init__(self, application: Application, largest: int = LARGEST_BODY) -> None:
        self.application = application
        self.largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.application(scope, receive, send)
        if _announced(scope) > self.largest:
            return await _refuse(send)
        received = 0

        async def counted() -> Mapping[str, Any]:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            # A cut connection is what Django already knows how to throw away.
            return {"type": "http.disconnect"} if received > self.largest else message

        return await self.application(scope, counted, send)


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": TOO_LARGE})
