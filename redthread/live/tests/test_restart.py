"""Servers that stop while screens are open, and servers beside each other on one database."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from importlib import import_module

import pytest
import uvicorn
from django.db import connection
from django.utils import timezone

from redthread.config.server import GentleServer
from redthread.live import broadcast, changes
from redthread.live.actions import steering
from redthread.live.drawing import Drawing, draw
from redthread.live.progress import Place
from redthread.live.tests.rooms import open_room, seat
from redthread.live.tests.streams import Listener
from redthread.testing.cast import Cast, build


class Running:
    """A server in a thread, as the product runs it."""

    def __init__(self) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        application = import_module("redthread.config.asgi").application
        config = uvicorn.Config(
            application, log_level="critical", lifespan="off", timeout_graceful_shutdown=4
        )
        self.server = GentleServer(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def stop(self) -> float:
        """The seconds that it took."""
        began = time.monotonic()
        self.server.should_exit = True
        self.thread.join(10)
        self.socket.close()
        return time.monotonic() - began


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return build()


@pytest.fixture
def running() -> Iterator[Running]:
    made = Running()
    yield made
    if made.thread.is_alive():
        made.stop()


def test_a_server_that_stops_lets_its_screens_go_at_once_and_asks_them_back(
    cast: Cast, running: Running
) -> None:
    session = open_room(cast)
    _me, key = seat(session, 1)
    phones = [Listener(running.address, session, key=key) for _ in range(3)]
    for phone in phones:
        phone.wait_for(lambda it: it.seen("t:1"))
    assert running.stop() < 1.5
    for phone in phones:
        phone.wait_for(lambda it: it.has_ended)
        assert phone.text.endswith("retry: 300\n\n")
        phone.close()


@pytest.fixture
def postgres(cast: Cast) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("processes tell each other through PostgreSQL alone")


def tell_from_elsewhere(key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [changes.CHANNEL, f"{key}:{'0' * 16}"])


def test_what_another_process_changes_is_drawn_here(cast: Cast, postgres: None, running: Running) -> None:
    session = open_room(cast)
    _me, key = seat(session, 1)
    phone = Listener(running.address, session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    phone.hear(1.0)  # by now the server listens
    session.tables.update(phase=0)  # past the actions, so that nobody in this process is told
    assert phone.hear(0.5) == ""
    tell_from_elsewhere(session.pk)
    phone.wait_for(lambda it: it.seen("t:1")["phase"] == 0)
    phone.close()


def test_what_happened_while_the_database_did_not_answer_is_drawn_when_it_does(
    cast: Cast, postgres: None, running: Running
) -> None:
    session = open_room(cast)
    _me, key = seat(session, 1)
    phone = Listener(running.address, session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    phone.hear(1.0)
    session.tables.update(phase=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'LISTEN%%'"
        )
    phone.wait_for(lambda it: it.seen("t:1")["phase"] == 0)
    phone.close()


def test_a_change_of_ones_own_is_drawn_once(
    cast: Cast, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def counted(key: int, before: Drawing | None) -> Drawing | None:
        drawn.append(key)
        return draw(key, before)

    monkeypatch.setattr(broadcast, "draw", counted)
    session = open_room(cast)
    _me, key = seat(session, 1)
    phone = Listener(running.address, session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    phone.hear(1.5)
    drawn.clear()
    steering.go_on(session=session, seen=Place(-1), why="", by=cast.liv, now=timezone.now())
    phone.wait_for(lambda it: it.seen("t:1")["phase"] == 0)
    phone.hear(1.0)
    assert drawn == [session.pk]
    phone.close()
