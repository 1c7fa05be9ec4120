"""The least that can send an event to many: one queue a connection, under the same server.

`uvicorn bench.kit.bare_stream:application`. What is posted to `/bench/` goes to all who read `/`.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

queues: set[asyncio.Queue[bytes]] = set()
STREAM = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["path"] == "/bench/":
        message = await receive()
        began = time.monotonic()
        for waiting in queues:
            waiting.put_nowait(message["body"])
        content = json.dumps([began]).encode()
        headers = [(b"content-length", str(len(content)).encode()), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})
        return
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    queues.add(queue)
    await send({"type": "http.response.start", "status": 200, "headers": STREAM})
    await send({"type": "http.response.body", "body": b": welcome\n\n", "more_body": True})
    while True:
        await send({"type": "http.response.body", "body": await queue.get(), "more_body": True})
