"""Networks as they may be: schools of a kind, a head, some middle leaders, some resource teachers."""

from __future__ import annotations

from random import Random

COLUMNS = ("school", "role", "kind")
KINDS = ("barneskole", "ungdomsskole", "1–10-skole")


def network(seed: int, *, schools: tuple[int, int] = (5, 20)) -> dict[tuple[str, ...], int]:
    """How many have answered, of each school and role; each school has one kind."""
    draw = Random(seed)
    counts: dict[tuple[str, ...], int] = {}
    for school in range(draw.randint(*schools)):
        kind, rate = draw.choice(KINDS), draw.uniform(0.5, 0.95)
        sizes = {"rektor": 1, "mellomleder": draw.randint(1, 4), "ressurslærer": draw.randint(2, 9)}
        for role, size in sizes.items():
            if answered := sum(draw.random() < rate for _person in range(size)):
                counts[f"Skole {school:02}", role, kind] = answered
    return counts
