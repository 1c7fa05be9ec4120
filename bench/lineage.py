"""The picture of the spread with 5,000 try-outs: `python -m bench.lineage`, or `--small` to try it out.

Asks the real server for the page as a leader, with every try-out shown by a release and most of them inspired
by an earlier one; beside a bare Django page with one query on the same kind of server. The page holds the
drawing and its table. Goals: at most 12 queries, p95 ≤ 2 s.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from random import Random
from statistics import median, quantiles
from typing import Any

from bench.kit.ready import make_assets, make_ready, options, set_environment
from bench.kit.serving import OURS, Visitor, bare_command, free_port, server
from bench.pages import count_queries, times_of
from bench.wheel_page import signed_in

TRY_OUTS, MOST_MS, MOST_QUERIES = 5000, 2000, 12


def main() -> None:
    chosen = options(__doc__ or "").parse_args()
    database = "sqlite" if chosen.database == "both" else chosen.database
    set_environment(database, is_small=True)
    make_assets()
    import django

    django.setup()
    from django.utils import timezone

    make_ready(is_small=True, now=timezone.now())
    wanted = 200 if chosen.small else TRY_OUTS
    person, path = full_spread(wanted)
    cookie = signed_in(person)
    port, bare_port = free_port(), free_port()
    with server(OURS, port), server(bare_command(bare_port), bare_port):
        queries, size = count_queries(person, path)
        ours, bare = times_of(Visitor(port, cookie), Visitor(bare_port), path, chosen.rounds)
    p95 = quantiles(ours, n=20)[-1]
    print(
        f"{database}: {wanted} try-outs, {queries} queries, {size / 1000:.0f} kB, p50 {median(ours):.0f} ms,"
        f" p95 {p95:.0f} ms, bare page {median(bare):.1f} ms, {p95 / MOST_MS:.2f}× of the goal"
    )
    sys.exit(0 if queries <= MOST_QUERIES and p95 <= MOST_MS else "a goal is missed")


def full_spread(wanted: int) -> tuple[Any, str]:
    """A network with that many released try-outs over five years: its leader, and the spread's address."""
    from django.urls import reverse
    from django.utils import timezone

    from redthread.betweenwork.models import TryOut
    from redthread.betweenwork.try_out_snapshot import snapshot_of
    from redthread.networks.models import Network
    from redthread.sharing.models import Release

    network = Network.objects.order_by("pk")[1]
    person, now, chance = network.created_by, timezone.now(), Random(5)
    schools = [unit.organisation for unit in network.units.present().select_related("organisation")]
    TryOut.objects.filter(network=network).delete()
    Release.objects.filter(network=network, kind=Release.Kind.TRY_OUT).delete()
    made: list[TryOut] = []
    releases = []
    for number in range(wanted):
        at = now - timedelta(days=1800 * (wanted - number) / wanted)
        ended = number % 3 == 0
        one = TryOut(
            network=network,
            school=schools[number % len(schools)],
            start_key=f"bench-{number}",
            audience="school",
            title=f"Utprøving {number}",
            want="At flere leser av lyst, også hjemme.",
            doing="Vi leser sammen i tjue minutter hver fredag.",
            inspired_by=made[chance.randrange(max(0, number - 60), number)] if number % 4 else None,
            started_by=person,
            started_at=at,
            saved_by=person,
            saved_at=at,
            decision="adopt" if ended else "",
            happened="Flere leste." if ended else "",
            decided_at=at + timedelta(days=30) if ended else None,
        )
        one.save()
        made.append(one)
        releases.append(
            Release(
                network=network,
                school=one.school,
                kind=Release.Kind.TRY_OUT,
                source=one.public_id,
                audience="network",
                title=one.title,
                snapshot=snapshot_of(one, ["tried"]),
                released_by=person,
                released_at=at,
            )
        )
    Release.objects.bulk_create(releases, batch_size=500)
    return person, reverse("betweenwork:spread", args=[network.slug])


if __name__ == "__main__":
    main()
