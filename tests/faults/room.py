"""Run by itself against the database of the server that is killed: opens a room, or tells what is stored.

`room.py build 16` prints the session's address and what each of sixteen phones holds; `room.py tell` prints
what is stored of every submission.
"""

from __future__ import annotations

import json
import os
import sys

import django

TABLES = 40


def build(phones: int) -> dict[str, object]:
    from django.utils import timezone

    from redthread.gatherings.method_library import keep_library_method
    from redthread.live.actions.joining import join
    from redthread.live.actions.sessions import open_session
    from redthread.live.actions.steering import go_on
    from redthread.live.commands import ack_secret
    from redthread.live.progress import Place
    from redthread.networks.models import Role
    from redthread.testing import make

    now = timezone.now()
    owner, leader = make.owner(), make.person("Liv Berg")
    network = make.network(owner, leader)
    make.membership(network, leader, Role.LEADER)
    item = make.item(make.gathering(network, starts_at=now), method=keep_library_method("igp"))
    session = open_session(item=item, tables=TABLES, question="", by=leader, now=now)
    seats = []
    for number in range(phones):
        one, key = join(
            session=session,
            table=number % TABLES + 1,
            name="",
            school=None,
            part="",
            mode="room",
            person=None,
            now=now,
        )
        seats.append({"cookie": key, "ack": ack_secret(one)})
    for place in (Place(-1), Place(0)):
        go_on(session=session, seen=place, why="", by=leader, now=now)
    return {"session": session.public_id, "seats": seats}


def tell() -> dict[str, object]:
    from django.db import connection

    from redthread.live.models import Contribution, Receipt

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check" if connection.vendor == "sqlite" else "SELECT 'ok'")
        health = cursor.fetchone()
    return {
        "health": health[0] if health else "",
        "stored": list(Contribution.objects.values_list("text", "public_id")),
        "receipts": Receipt.objects.count(),
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "redthread.config.settings"
    django.setup()
    print(json.dumps(build(int(sys.argv[2])) if sys.argv[1] == "build" else tell()))  # noqa: T201
