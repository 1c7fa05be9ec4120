"""What a full room asks for most, as the server calls it: a small ASGI application in front of Django.

`GET /rom/okt/<session>/strom/` and `POST /rom/okt/<session>/send/` are answered here; everything else is
handed on. Django's own chain costs a stream four times the memory, and a command twice the time.
"""

from __future__ import annotations

import re

from redthread.core.asgi import (
    Application,
    Receive,
    Scope,
    Send,
    answer_json,
    content_of,
    header,
    language_in,
)
from redthread.live.intake import INTAKE, Command
from redthread.live.receiving import LARGEST
from redthread.live.requests import key_in
from redthread.live.stream import stream

ADDRESS = re.compile(r"/rom/okt/([a-z0-9]{1,20})/(strom|send)/")


class WithRoom:
    """The application with the room in front of it."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is not None and found[2] == "strom":
            await stream(found[1], scope, receive, send)
        elif found is not None and scope["method"] == "POST" and header(scope, b"x-rom") == "1":
            await _take(found[1], scope, receive, send)
        else:
            await self.application(scope, receive, send)


async def _take(pk: str, scope: Scope, receive: Receive, send: Send) -> None:
    content = await content_of(receive, LARGEST)
    if content is not None:
        command = Command(key_in(scope, pk), content, language_in(scope))
        await answer_json(send, *await INTAKE.take(pk, command))
