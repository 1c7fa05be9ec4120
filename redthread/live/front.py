"""What a full room asks for most, as the server calls it: a small ASGI application in front of Django.

`GET /rom/okt/<session>/strom/` and `POST /rom/okt/<session>/send/` are answered here; everything else is
handed on. Django's own chain costs a stream four times the memory, and a command twice the time.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from redthread.live.intake import Command, Intake
from redthread.live.receiving import LARGEST
from redthread.live.requests import Receive, Scope, content_of, header, key_in, language_in
from redthread.live.screens import Send, body
from redthread.live.stream import stream

Application = Callable[[Scope, Receive, Any], Awaitable[None]]
ADDRESS = re.compile(r"/rom/okt/([a-z0-9]{1,20})/(strom|send)/")
JSON = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]


class WithRoom:
    """The application with the room in front of it."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.intake: Intake | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is not None and found[2] == "strom":
            await stream(found[1], scope, receive, send)
        elif found is not None and scope["method"] == "POST" and header(scope, b"x-rom") == "1":
            await self._take(found[1], scope, receive, send)
        else:
            await self.application(scope, receive, send)

    async def _take(self, pk: str, scope: Scope, receive: Receive, send: Send) -> None:
        content = await content_of(receive, LARGEST)
        if content is None:
            return
        command = Command(key_in(scope, pk), content, language_in(scope))
        status, answer = await self._intake().take(pk, command)
        await send({"type": "http.response.start", "status": status, "headers": JSON})
        await send(body(json.dumps(answer).encode(), is_last=True))

    def _intake(self) -> Intake:
        """Of the server that is running; a new one for a new event loop."""
        if self.intake is None or self.intake.loop is not asyncio.get_running_loop():
            self.intake = Intake()
        return self.intake
