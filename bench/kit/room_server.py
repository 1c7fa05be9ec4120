"""Our server with one more address, which changes a session and tells when it was stored.

`python -m bench.kit.room_server PORT`. Times are of the clock of the machine, which processes share.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import django
from asgiref.sync import sync_to_async

django.setup()

from redthread.config.asgi import application  # noqa: E402
from redthread.config.server import Server, listen, server_config  # noqa: E402
from redthread.live import broadcast, changes, drawing  # noqa: E402
from redthread.live.models import LiveSession  # noqa: E402

drawn: list[float] = [0, 0]  # when the last drawing began and was ready


def timed_draw(key: int, before: drawing.Drawing | None) -> drawing.Drawing | None:
    began = time.monotonic()
    made = drawing.draw(key, before)
    drawn[:] = began, time.monotonic()
    return made


def change(words: str) -> float:
    """Another question in the first session; answers when it was stored."""
    session = LiveSession.objects.order_by("-pk")[0]
    LiveSession.objects.filter(pk=session.pk).update(question=words)
    stored = time.monotonic()
    changes.tell(session.pk)
    return stored


async def with_change(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "http" and scope["path"] == "/bench/":
        stored = await sync_to_async(change)(scope["query_string"].decode())
        await answer(send, [stored])
    elif scope["type"] == "http" and scope["path"] == "/bench/drawn/":
        await answer(send, drawn)
    else:
        await application(scope, receive, send)


async def answer(send: Any, value: object) -> None:
    content = json.dumps(value).encode()
    headers = [(b"content-length", str(len(content)).encode()), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})


def main() -> None:
    broadcast.draw = timed_draw  # type: ignore[attr-defined]
    config = server_config(reloads=False)
    config.app = with_change
    sock = listen("127.0.0.1", int(sys.argv[1]))
    Server(config, when_ready=lambda: None, when_stopping=lambda: None).run(sockets=[sock])


if __name__ == "__main__":
    main()
