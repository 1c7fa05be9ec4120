"""The room: `python -m bench.live`, or `--small` to try it out.

1. One change to 130, 1,000 and 5,000 phones, beside a bare broadcaster under the same server that sends the
   same bytes. Goals: p99 at most 1.5 times the bare one, at most 16 KiB a connection.
2. 1,000 phones in 8 sessions that all write within 5 s. Goals: p95 of the acknowledgements at most 1 s, of
   what the one who leads sees at most 2 s, nothing lost and nothing double.
3. `--soak SECONDS`: the same sessions for as long, with phones that fall out. Goal: memory grows under 5 %.
4. `--database postgres --processes 2`: two servers, and one is killed while all write. Goal: its phones are
   back within 5 s, nothing acknowledged is lost and nothing is double.

Phones and servers are different processes on the same machine. `--only` runs one of the four.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median, quantiles
from typing import Any

from bench.kit.phones import raise_limit
from bench.kit.ready import make_ready, set_environment
from bench.kit.serving import OURS, free_port, server

MOST_TIMES, MOST_KIB = 1.5, 16
SESSIONS, SECONDS = 8, 5.0


def main() -> None:
    chosen = options().parse_args()
    set_environment(chosen.database, is_small=True)
    raise_limit()
    import django

    django.setup()
    from django.utils import timezone

    make_ready(is_small=True, now=timezone.now())
    people = 10 if chosen.small else 125
    if chosen.only in ("all", "fan-out"):
        sizes = chosen.phones or ([130, 300] if chosen.small else [130, 1000, 5000])
        measure_fan_out(sizes, chosen.rounds)
    if chosen.only in ("all", "submissions"):
        measure_submissions(people, chosen.processes)
    if chosen.soak:
        measure_soak(people, chosen.processes, chosen.soak)
    if chosen.processes > 1 and chosen.only in ("all", "kill"):
        measure_kill(people, chosen.processes)


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="fewer phones, to try it out")
    parser.add_argument("--rounds", type=int, default=30, help="changes of each size")
    parser.add_argument("--phones", type=int, nargs="*", help="these sizes instead")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--processes", type=int, default=1, help="servers; more than one needs postgres")
    parser.add_argument("--soak", type=float, default=0, metavar="SECONDS")
    parser.add_argument("--only", choices=["all", "fan-out", "submissions", "soak", "kill"], default="all")
    return parser


def measure_fan_out(sizes: list[int], rounds: int) -> None:
    from bench.kit.fan_out import fan_out
    from bench.kit.rooms import empty_halls, hall

    say("one change to n phones, ms from when it is drawn; whole: from when it was stored")
    say(
        f"{'phones':>7}{'p50':>8}{'p99':>8}{'bare p50':>10}{'p99':>8}{'ratio':>8}"
        f"{'whole p50':>11}{'p99':>8}{'drawing':>9}{'KiB each':>10}{'bare':>6}{'connect s':>11}"
    )
    for size in sizes:
        empty_halls()
        made, port, bare_port = hall(size), free_port(), free_port()
        with ExitStack() as servers:
            ours = servers.enter_context(server(("-m", "bench.kit.room_server", str(port)), port))
            bare = servers.enter_context(server(bare_stream(bare_port), bare_port))
            one = asyncio.run(fan_out(made, (port, ours.pid), (bare_port, bare.pid), rounds))
        say(
            f"{one.phones:>7}{one.ours[0]:>8.1f}{one.ours[1]:>8.1f}{one.bare[0]:>10.1f}{one.bare[1]:>8.1f}"
            f"{one.ratio:>7.2f}×{one.whole[0]:>11.1f}{one.whole[1]:>8.1f}{one.drawing:>9.1f}"
            f"{one.kib:>10.1f}{one.bare_kib:>6.1f}{one.connecting:>11.1f}"
            f"{'' if one.ratio <= MOST_TIMES and one.kib <= MOST_KIB else '   over'}"
        )


def measure_submissions(people: int, processes: int) -> None:
    from bench.kit.submissions import submit

    with room(people, processes) as (made, _processes):
        asyncio.run(submit(made, SECONDS))
        say(f"\n{len(made.phones)} phones in {SESSIONS} sessions write once each in {SECONDS:.0f} s")
        tell_delays(made)


def measure_soak(people: int, processes: int, seconds: float) -> None:
    from bench.kit.submissions import soak

    with room(people, processes) as (made, running):
        found = asyncio.run(soak(made, running, seconds))
        early, late = median(found[len(found) // 6 : len(found) // 3]), median(found[-len(found) // 6 :])
        say(f"\n{len(made.phones)} phones for {seconds:.0f} s, {len(made.sent)} things written")
        tell_delays(made)
        growth = late / early - 1
        say(f"memory {early / 1024:.1f} MiB, then {late / 1024:.1f} MiB: {growth:+.1%} (goal: under 5 %)")


def measure_kill(people: int, processes: int) -> None:
    from bench.kit.submissions import kill_one

    with room(people, processes) as (made, running):
        back = asyncio.run(kill_one(made, running, SECONDS))
        say(f"\none of {processes} servers killed while {len(made.phones)} phones write")
        tell_delays(made)
        say(
            f"its {len(back)} phones were back in p50 {median(back):.1f}, at most {max(back):.1f} s (goal: 5)"
        )


@contextmanager
def room(people: int, processes: int) -> Iterator[tuple[Any, list[int]]]:
    """Eight sessions in the phase where all write alone, and servers for them."""
    from bench.kit.rooms import SILENT, empty_halls, hall
    from bench.kit.submissions import Room

    empty_halls()
    halls = [hall(people, at=SILENT) for _ in range(SESSIONS)]
    ports = [free_port() for _ in range(processes)]
    with ExitStack() as servers:
        running = [servers.enter_context(server(OURS, port)).pid for port in ports]
        yield Room(halls, ports), running


def tell_delays(made: Any) -> None:
    from bench.kit.rooms import stored

    acked = [one.text for one in made.sent if one.acked]
    rows = Counter(stored(made.halls))
    lost = sum(text not in rows for text in acked)
    double = sum(count - 1 for count in rows.values())
    again, refused = sum(one.tries > 1 for one in made.sent), sum(bool(one.refused) for one in made.sent)
    say(
        f"acknowledged {len(acked)} of {len(made.sent)}, p50 {1000 * median(made.delays()):.0f},"
        f" p95 {1000 * p95(made.delays()):.0f} ms (goal: 1000); sent again {again}, refused {refused};"
        f" lost {lost}, double {double}"
    )
    say(f"the one who leads saw it after p95 {1000 * p95(made.board_delays()):.0f} ms (goal: 2000)")


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


def bare_stream(port: int) -> tuple[str, ...]:
    return (
        *("-m", "uvicorn", "bench.kit.bare_stream:application", "--host", "127.0.0.1", "--port", str(port)),
        *(
            "--lifespan",
            "off",
            "--no-access-log",
            "--log-level",
            "critical",
            "--timeout-graceful-shutdown",
            "1",
        ),
    )


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
