"""The socket that pages leave by."""

from __future__ import annotations

import asyncio
import socket

from redthread.config.server import listen
from redthread.config.tests.loop import run


def test_the_last_part_of_a_page_does_not_wait_for_the_first_to_be_acknowledged() -> None:
    """asyncio turns off Nagle's algorithm only where the protocol is named; else 40 ms go with each page."""

    async def first_visitor() -> int:
        came: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            ours = writer.get_extra_info("socket")
            came.set_result(ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        sock = listen("127.0.0.1", 0)
        server = await asyncio.start_server(greet, sock=sock)
        _reader, writer = await asyncio.open_connection(*sock.getsockname())
        is_off = await came
        writer.close()
        server.close()
        return is_off

    assert run(first_visitor()) != 0
