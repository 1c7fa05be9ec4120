"""The wheel's page with 1,000 entries: `python -m bench.wheel_page`, or `--small` to try it out.

Asks the real server for the page as a leader, beside a bare Django page with one query on the same kind of
server. Half of the entries are gatherings with the work between them, half are initiatives. Goals: at most 12
queries, p95 ≤ 200 ms.
"""

from __future__ import annotations

import sys
from datetime import datetime, time, timedelta
from statistics import median, quantiles
from typing import Any

from bench.kit.ready import make_assets, make_ready, options, set_environment
from bench.kit.serving import OURS, Visitor, bare_command, free_port, server
from bench.pages import count_queries, times_of

ENTRIES, MOST_MS, MOST_QUERIES = 1000, 200, 12


def main() -> None:
    chosen = options(__doc__ or "").parse_args()
    database = "sqlite" if chosen.database == "both" else chosen.database
    set_environment(database, is_small=True)
    make_assets()
    import django

    django.setup()
    from django.utils import timezone

    make_ready(is_small=True, now=timezone.now())
    person, path, entries = full_wheel(100 if chosen.small else ENTRIES)
    cookie = signed_in(person)
    port, bare_port = free_port(), free_port()
    with server(OURS, port), server(bare_command(bare_port), bare_port):
        queries, size = count_queries(person, path)
        ours, bare = times_of(Visitor(port, cookie), Visitor(bare_port), path, chosen.rounds)
    p95 = quantiles(ours, n=20)[-1]
    print(
        f"{database}: {entries} entries, {queries} queries, {size / 1000:.0f} kB, p50 {median(ours):.0f} ms,"
        f" p95 {p95:.0f} ms, bare page {median(bare):.1f} ms, {p95 / MOST_MS:.2f}× of the goal"
    )
    sys.exit(0 if queries <= MOST_QUERIES and p95 <= MOST_MS else "a goal is missed")


def signed_in(person: Any) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def full_wheel(wanted: int) -> tuple[Any, str, int]:
    """A network with that many entries this school year, its leader, and the address of its wheel."""
    from django.urls import reverse
    from django.utils import timezone

    from redthread.networks.access import access_of
    from redthread.networks.models import Network
    from redthread.schoolyear.years import school_year_of
    from redthread.testing import make
    from redthread.wheel.entries import entries_of
    from redthread.wheel.models import Initiative

    network = Network.objects.order_by("pk")[1]
    person, year = network.created_by, school_year_of(timezone.localdate())
    schools = [unit.organisation for unit in network.units.present().select_related("organisation")]
    missing = wanted - len(entries_of(network, year, access_of(person, network)))
    for number in range(missing // 4):
        day = year.starts_on + timedelta(days=number % 300)
        starts_at = timezone.make_aware(datetime.combine(day, time(8 + number % 8)))
        made = make.gathering(network, starts_at=starts_at, title=f"Samling {number}", theme="Lesing")
        make.assignment(made, theme=f"Utprøving {number}")
    missing = wanted - len(entries_of(network, year, access_of(person, network)))
    Initiative.objects.bulk_create(
        Initiative(
            network=network,
            organisation=schools[number % len(schools)],
            name=f"Satsing {number}",
            about="Det vi er med på",
            starts_on=year.starts_on + timedelta(days=number % 330),
            ends_on=year.starts_on + timedelta(days=number % 330 + 40),
            added_by=person,
            added_at=timezone.now(),
        )
        for number in range(missing)
    )
    entries = len(entries_of(network, year, access_of(person, network)))
    return person, reverse("wheel:network", args=[network.slug]), entries


if __name__ == "__main__":
    main()
