"""Repeat meetings beside good-enough-golfers and OR-Tools CP-SAT, in equal time: `./dev bench grouping`.

    ./dev bench grouping                  everything, with one and with ten seconds: about three minutes
    ./dev bench grouping 1                one second only
    ./dev bench grouping 1 8x4x10 large   only 8 tables of 4 over 10 rounds, and the large one

Goals: never more repeats than the better of the two, the optimum where one is known, and 130 people with
schools, roles and experience over six rounds without a repeat within two seconds.

good-enough-golfers is in no package registry: put its sources in a folder and say `GOLFERS=<folder>`, or it
is left out. It is let finish its first answer, also when that takes more than its time.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from bench.kit.goals import yes
from bench.kit.peers_of_grouping import Peer, cpsat, golfers
from redthread.grouping.asking import Rule, Seated
from redthread.grouping.compose import Composition, compose
from redthread.grouping.history import meetings


class Instance(NamedTuple):
    groups: int
    size: int
    rounds: int
    optimum: int


INSTANCES = {
    "8x4x5": Instance(8, 4, 5, 0),
    "8x4x8": Instance(8, 4, 8, 0),
    "8x4x10": Instance(8, 4, 10, 0),
    "9x5x4": Instance(9, 5, 4, 0),
}
TIMES = [1.0, 10.0]
LARGE, LARGE_ROUNDS, LARGE_SECONDS = 130, 6, 2.0


def main() -> None:
    asked = sys.argv[1:]
    chosen = [one for one in asked if one in INSTANCES or one == "large"] or [*INSTANCES, "large"]
    times = [float(one) for one in asked if one not in chosen] or TIMES
    instances = [INSTANCES[one] for one in chosen if one in INSTANCES]
    if instances:
        with tempfile.TemporaryDirectory() as folder:
            _beside_peers(instances, times, Path(folder))
    if "large" in chosen:
        _large()


def _beside_peers(instances: list[Instance], times: list[float], folder: Path) -> None:
    peers = {"golfers": golfers(folder), "CP-SAT": cpsat(folder)}
    for name, peer in peers.items():
        if peer is None:
            print(f"{name} cannot be had here, and is left out.")
    print(f"{'repeat pairs':<18}{'seconds':>8}{'ours':>6}{'took':>8}", end="")
    print("".join(f"{name:>9}{'ratio':>7}" for name in peers), end="")
    print(f"{'known':>7}  reached  never more than the better")
    for instance in instances:
        for seconds in times:
            _compare(instance, seconds, peers)


def _compare(instance: Instance, seconds: float, peers: dict[str, Peer | None]) -> None:
    groups, size, rounds, optimum = instance
    people = [Seated(str(one)) for one in range(groups * size)]
    made = compose(people, size=size, rounds=rounds, seconds=seconds)
    ours = repeats_in(made)
    print(f"{f'{groups}×{size}, {rounds} rounds':<18}{seconds:>8g}{ours:>6}{made.seconds:>6.2f} s", end="")
    answers = []
    for peer in peers.values():
        theirs = peer(groups, size, rounds, seconds) if peer else None
        answers += [] if theirs is None else [theirs]
        nothing = "none" if peer else "–"
        print(f"{nothing if theirs is None else theirs:>9}{_ratio(ours, theirs):>7}", end="", flush=True)
    never_more = yes(ours <= min(answers)) if answers else "–"
    print(f"{optimum:>7}  {yes(ours <= optimum):<7}  {never_more}")


def repeats_in(made: Composition) -> int:
    """Counted anew from the rounds, as for the peers."""
    return sum(times - 1 for times in meetings(made.rounds).values())


def _ratio(ours: int, theirs: int | None) -> str:
    if theirs is None:
        return "–"
    return "equal" if ours == theirs else f"{ours / theirs:.2f}" if theirs else "worse"


def _large() -> None:
    """Wishes as in a camp: schools, roles and experience mixed at every table."""
    people = [
        Seated(str(one), {"school": str(one % 20), "role": str(one % 7 % 4), "experience": str(one % 11 % 3)})
        for one in range(LARGE)
    ]
    rule = Rule(spread={"school": 10, "role": 4, "experience": 4})
    started = time.perf_counter()
    made = compose(people, size=5, rounds=LARGE_ROUNDS, rule=rule, seconds=LARGE_SECONDS)
    took = time.perf_counter() - started
    by_id = {one.id: one.traits for one in people}
    tables = [table for one in made.rounds for table in one]
    mixed = Counter(len({by_id[one]["school"] for one in table}) == len(table) for table in tables)
    roles = sum(len({by_id[one]["role"] for one in table}) for table in tables) / len(tables)
    print(
        f"{LARGE} people, {LARGE_ROUNDS} rounds with wishes: {repeats_in(made)} repeats in {took:.2f} s"
        f" (goal 0 in {LARGE_SECONDS:g} s); all from different schools at {mixed[True]} of {len(tables)}"
        f" tables, {roles:.2f} roles a table"
    )


if __name__ == "__main__":
    main()
