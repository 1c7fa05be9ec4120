"""Figures that give nobody away, at the size of networks and of the country: `./dev bench disclosure`.

Goals: of 1,000 made-up networks (5–20 schools, 3 roles) no hidden cell is derived, 90 % of what few are not
behind is still shown, and each takes 50 ms or less; the country (2,700 schools, 4 roles, 3 kinds) takes 60 s
or less. Derived is asked twice: of the package's own attacker, and of least squares over the figures alone.
Times are of the processor, since others may use the machine. `--few` takes 100 networks and 400 schools.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from random import Random
from typing import Any

import numpy as np

from bench.kit.goals import yes
from redthread.disclosure import Protected, Status, Table, of_counts, protect, table
from redthread.disclosure.tests.made_networks import COLUMNS, KINDS, network

NETWORKS, SCHOOLS, FEW_NETWORKS, FEW_SCHOOLS = 1_000, 2_700, 100, 400
MS_GOAL, SECONDS_GOAL, KEPT_GOAL = 50, 60, 0.9
Groups = dict[tuple[str, ...], int]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--few", action="store_true", help="100 networks and 400 schools")
    few = parser.parse_args().few
    networks, schools = (FEW_NETWORKS, FEW_SCHOOLS) if few else (NETWORKS, SCHOOLS)
    for tables in (["school", "role", "school*role"], ["school", "role", "school*role", "kind*role"]):
        many_networks(networks, [table(name) for name in tables])
    a_country(schools)


def many_networks(number: int, tables: list[Table]) -> None:
    times, kept = [], Counter[str]()
    for seed in range(number):
        people = network(seed)
        started = time.process_time()
        made = protect(of_counts(COLUMNS, people), tables)
        times.append(1000 * (time.process_time() - started))
        count(kept, made)
        kept["found"] += derived(people, tables, made)
    names = ", ".join(one.name for one in tables)
    print(f"{number} networks: {names}")
    tell(kept)
    middle, late, most = np.percentile(times, [50, 95, 100])
    over = sum(one > MS_GOAL for one in times)
    print(f"  {middle:.0f} ms each, p95 {late:.0f}, most {most:.0f} (goal {MS_GOAL}: {over} over)")


def a_country(schools: int) -> None:
    names = ["school", "role", "kind", "school*role", "kind*role"]
    started = time.process_time()
    made = protect(of_counts(COLUMNS, country(schools)), names)
    seconds = time.process_time() - started
    kept = Counter[str]()
    count(kept, made)
    print(f"{schools} schools, 4 roles, 3 kinds: {', '.join(names)}")
    tell(kept)
    print(f"  {seconds:.0f} s (goal {SECONDS_GOAL}: {yes(seconds <= SECONDS_GOAL)})")


def country(schools: int) -> Groups:
    draw, counts = Random(1), Groups()
    for school in range(schools):
        kind, rate = draw.choice(KINDS), draw.uniform(0.5, 0.95)
        sizes = {"rektor": 1, "mellomleder": draw.randint(0, 5), "ressurslærer": draw.randint(1, 10)}
        for role, size in (sizes | {"lærer": draw.randint(5, 40)}).items():
            if answered := sum(draw.random() < rate for _person in range(size)):
                counts[f"Skole {school:04}", role, kind] = answered
    return counts


def count(kept: Counter[str], made: Protected) -> None:
    kept["derived"] += made.verdict.derivable
    kept.update(cell.status.value for cells in made.tables.values() for cell in cells if cell.count != 0)


def derived(people: Groups, tables: list[Table], made: Protected) -> int:
    """Hidden cells with somebody in them whose row is a sum of multiples of the known ones, by least squares,
    for one who knows in which groups there is nobody."""
    groups = [kind for (kind, _waves), count in of_counts(COLUMNS, people).in_order() if count]
    known, hidden = [np.ones(len(groups))], list[Any]()
    for one in tables:
        for cell in made.tables[one.name]:
            inside = [
                cell.categories.items() <= dict(zip(COLUMNS, kind, strict=True)).items() for kind in groups
            ]
            if any(inside):
                (known if cell.status == Status.SHOWN else hidden).append(np.array(inside, dtype=float))
    if not hidden:
        return 0
    matrix, wanted = np.array(known).T, np.array(hidden).T
    left = wanted - matrix @ np.linalg.lstsq(matrix, wanted, rcond=None)[0]
    return int((np.abs(left).max(axis=0) < 1e-8).sum())


def tell(kept: Counter[str]) -> None:
    share = kept["shown"] / (kept["shown"] + kept["secondary"])
    print(
        f"  {kept['derived']} derived by the attacker, {kept['found']} by least squares; "
        f"{kept['primary']:,} hidden as few, {kept['secondary']:,} for others' sake; "
        f"{100 * share:.1f} % kept (goal {100 * KEPT_GOAL:.0f}: {yes(share >= KEPT_GOAL)})"
    )


if __name__ == "__main__":
    main()
