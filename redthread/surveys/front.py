"""Answers from the page's script, as the server calls it: a small ASGI application in front of Django.

When a whole gathering answers in the same minute, what comes in is stored together (`receiving.py`). The page
itself, and an answer from a page without script, go through Django as everything else.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from redthread.core.asgi import (
    Application,
    Receive,
    Scope,
    Send,
    address_in,
    answer_json,
    content_of,
    header,
)
from redthread.surveys.answer_sent import LARGEST
from redthread.surveys.receiving import INTAKE, Arrived

ADDRESS = re.compile(r"/undersokelse/svar/([A-Za-z0-9_-]{1,80})/")
LANE = "answers"  # of all surveys: one transaction may hold bundles of several


class WithAnswers:
    """The application with the answers in front of it."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found and scope["method"] == "POST" and header(scope, b"content-type") == "application/json":
            await _take(found[1], scope, receive, send)
        else:
            await self.application(scope, receive, send)


async def _take(token: str, scope: Scope, receive: Receive, send: Send) -> None:
    content = await content_of(receive, LARGEST)
    if content is not None:
        language = parse_qs(scope["query_string"].decode("latin-1")).get("sprak", [""])[0]
        arrived = Arrived(token, content, language, address_in(scope))
        await answer_json(send, *await INTAKE.take(LANE, arrived))
