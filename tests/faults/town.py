"""Run by itself against the database of the server that is killed: lays out a town, or tells what is stored.

`town.py build 8` prints the token of one mailed link for each of eight schools; `town.py tell` prints what is
stored of every save.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

import django


def build(schools: int) -> list[str]:
    from django.utils import timezone

    from redthread.betweenwork.actions.links import links_for
    from redthread.betweenwork.links import token_of
    from redthread.betweenwork.models import SchoolLine
    from redthread.networks.models import Role
    from redthread.testing import make

    now = timezone.now()
    owner, leader = make.owner(), make.person("Liv Berg")
    network = make.network(owner, leader)
    make.membership(network, leader, Role.LEADER)
    at = [make.school(owner, f"Skole {number}") for number in range(schools)]
    held = make.gathering(network, starts_at=now - timedelta(days=3))
    assignment = make.assignment(held, *at)
    lines = SchoolLine.objects.with_window().select_related("assignment").filter(assignment=assignment)
    pairs = []
    for line in lines.order_by("pk"):
        person = make.person(f"Rektor {line.pk}")
        pairs.append((line, make.membership(network, person, Role.MEMBER, line.school)))
    return [token_of(link) for link in links_for(pairs, now).values()]


def tell() -> dict[str, object]:
    from django.db import connection

    from redthread.betweenwork.models import SchoolSummary, SubmissionKey

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check" if connection.vendor == "sqlite" else "SELECT 'ok'")
        health = cursor.fetchone()
    return {
        "health": health[0] if health else "",
        "saves": {one.key: one.answer["version"] for one in SubmissionKey.objects.all()},
        "keys": SubmissionKey.objects.count(),
        "summaries": {one.did: one.version for one in SchoolSummary.objects.all()},
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "redthread.config.settings"
    django.setup()
    print(json.dumps(build(int(sys.argv[2])) if sys.argv[1] == "build" else tell()))  # noqa: T201
