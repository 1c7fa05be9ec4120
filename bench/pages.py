"""Pages at national size: `./dev bench pages`, or `python -m bench.pages --small` to try it out.

Asks the real server for «I dag», network, thread and gathering pages as several people, on SQLite and
PostgreSQL, and beside each request a bare Django page with one query on the same kind of server. Goals:
at most 12 queries a page, p95 ≤ 150 ms, at most 6 times the bare page.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median, quantiles
from typing import Any, NamedTuple

from bench.kit.ready import make_assets, make_ready, options, set_environment
from bench.kit.serving import OURS, Visitor, bare_command, free_port, server

MOST_QUERIES, MOST_MS, MOST_TIMES = 12, 150, 6


class Asked(NamedTuple):
    """One page as one person sees it."""

    page: str
    who: str
    path: str


class Line(NamedTuple):
    """What was measured; times in milliseconds."""

    database: str
    page: str
    who: str
    queries: int
    kilobytes: float
    p50: float
    p95: float
    bare_p50: float

    @property
    def times(self) -> float:
        return self.p50 / self.bare_p50

    @property
    def is_within(self) -> bool:
        return self.queries <= MOST_QUERIES and self.p95 <= MOST_MS and self.times <= MOST_TIMES


def main() -> None:
    parser = options(__doc__ or "")
    parser.add_argument("--measure", choices=["sqlite", "postgres"], help="for one database, as JSON")
    chosen = parser.parse_args()
    if chosen.measure:
        set_environment(chosen.measure, is_small=chosen.small)
        make_assets()
        sys.stdout.write(json.dumps(measure(chosen.measure, chosen.small, chosen.rounds)))
        return
    lines = []
    for database in ("sqlite", "postgres") if chosen.database == "both" else (chosen.database,):
        command = [sys.executable, "-m", "bench.pages", "--measure", database, "--rounds", str(chosen.rounds)]
        done = subprocess.run(
            command + ["--small"] * chosen.small, check=True, stdout=subprocess.PIPE, text=True
        )
        lines += [Line(*one) for one in json.loads(done.stdout)]
    show(lines)


def measure(database: str, is_small: bool, rounds: int) -> list[Line]:
    import django
    from django.utils import timezone

    django.setup()
    make_ready(is_small=is_small, now=timezone.now())
    people = dict(cast_of_the_country())
    port, bare_port = free_port(), free_port()
    lines = []
    with server(OURS, port), server(bare_command(bare_port), bare_port):
        for who, (person, cookie) in people.items():
            for asked in pages_for(who, person):
                queries, size = count_queries(person, asked.path)
                ours, bare = times_of(Visitor(port, cookie), Visitor(bare_port), asked.path, rounds)
                p95 = quantiles(ours, n=20)[-1]
                lines.append(
                    Line(database, asked.page, who, queries, size / 1000, median(ours), p95, median(bare))
                )
    return lines


def times_of(ours: Visitor, bare: Visitor, path: str, rounds: int) -> tuple[list[float], list[float]]:
    """Both in turn, so that whatever else the machine does meets both; the first three are not counted."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 3):
        mine, plain = ours.get(path), bare.get("/")
        if number >= 3:
            taken[0].append(mine)
            taken[1].append(plain)
    ours.close()
    bare.close()
    return taken


def cast_of_the_country() -> Iterator[tuple[str, tuple[Any, str]]]:
    """Somebody who leads, a principal, one of a large network, and the one who is in most networks."""
    from django.conf import settings
    from django.db.models import Count
    from django.test import Client

    from redthread.networks.models import Membership, Network, Role
    from redthread.people.models import Person

    first = Network.objects.order_by("pk")[1]
    largest = Network.objects.annotate(n=Count("memberships")).order_by("-n", "pk")[0]
    members = Membership.objects.filter(role=Role.MEMBER).select_related("person").order_by("pk")
    chosen = {
        "leader": first.created_by,
        "principal": members.filter(network=first)[0].person,
        "teacher in a large one": members.filter(network=largest).last().person,  # type: ignore[union-attr]
        "in most networks": Person.objects.annotate(n=Count("memberships")).order_by("-n", "pk")[0],
    }
    for who, person in chosen.items():
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        yield who, (person, f"{settings.SESSION_COOKIE_NAME}={cookie}")


def pages_for(who: str, person: Any) -> Iterator[Asked]:
    from django.urls import NoReverseMatch, reverse
    from django.utils import timezone

    membership = person.memberships.select_related("network", "organisation").order_by("pk")[0]
    network, now = membership.network, timezone.now()
    following = network.gatherings.standing().upcoming(now)[0]
    last = network.gatherings.standing().past(now)[0]
    school = membership.organisation or network.units.present()[0].organisation
    for page, name, arguments in (
        ("I dag", "web:home", []),
        ("networks", "networks:list", []),
        ("network", "networks:network", [network.slug]),
        ("members", "networks:members", [network.slug]),
        ("thread", "thread:network", [network.slug]),
        ("thread of a school", "thread:school", [network.slug, school.public_id]),
        ("gatherings", "gatherings:list", [network.slug]),
        ("next gathering", "gatherings:gathering", [network.slug, following.public_id]),
        ("last gathering", "gatherings:gathering", [network.slug, last.public_id]),
        ("siden sist", "gatherings:since_last", [network.slug, following.public_id]),
        ("minutes", "gatherings:minutes", [network.slug, last.public_id]),
        ("between-work", "betweenwork:list", [network.slug]),
    ):
        try:
            yield Asked(page, who, reverse(name, args=arguments))
        except NoReverseMatch:
            sys.stderr.write(f"{name} is not there\n")


def count_queries(person: Any, path: str) -> tuple[int, int]:
    """Queries of the whole request, session and user as well, and the bytes before compression."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    return len(queries), len(answer.content)


def show(lines: list[Line]) -> None:
    heading = (
        f"{'page':<20}{'who':<24}{'queries':>8}{'kB':>7}{'p50 ms':>9}{'p95 ms':>9}{'bare ms':>9}{'ratio':>7}"
    )
    for database in sorted({line.database for line in lines}, reverse=True):
        print(f"\n{database}\n{heading}")
        for line in lines:
            if line.database == database:
                print(
                    f"{line.page:<20}{line.who:<24}{line.queries:>8}{line.kilobytes:>7.0f}{line.p50:>9.1f}"
                    f"{line.p95:>9.1f}{line.bare_p50:>9.1f}{line.times:>6.1f}×"
                    f"{'' if line.is_within else '   over'}"
                )
    if not lines:
        return
    print(
        f"\ngoal: ≤ {MOST_QUERIES} queries, p95 ≤ {MOST_MS} ms, ≤ {MOST_TIMES}×;"
        f" worst: {max(line.queries for line in lines)} queries, {max(line.p95 for line in lines):.0f} ms,"
        f" {max(line.times for line in lines):.1f}×"
    )


if __name__ == "__main__":
    main()
