"""Who sits with whom over several rounds, with the fewest repeat meetings. Pure.

    people, rule, history ─▶ a design where nobody meets twice, as far as arithmetic goes (designs.py)
                          ─▶ who takes which place in it, for the wishes (searching.best_places)
                          ─▶ round by round, two changing places at a time (searching.better_rounds)

The same seed and the same number of `steps` always give the same answer.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from redthread.grouping.asking import Pair, Rule, Seated, table_sizes
from redthread.grouping.bounds import fewest_repeats, least_wishes
from redthread.grouping.costs import MUST, REPEAT, Costs, Counts, costs_of, met_before, next_meeting
from redthread.grouping.designs import perfect_rounds
from redthread.grouping.exchanges import Mask, Tables
from redthread.grouping.searching import Patience, Schedule, best_places, better_rounds

NOBODY_MOVES: Mapping[str, int] = {}


@dataclass(frozen=True)
class Composition:
    """`rounds` are lists of tables of ids. `repeat_pairs` counts the meetings of two who have met before."""

    rounds: list[list[list[str]]]
    repeat_pairs: int
    lower_bound: int
    broken: int
    seconds: float

    @property
    def is_best(self) -> bool:
        """Nobody could have composed fewer repeat meetings."""
        return self.repeat_pairs <= self.lower_bound


@dataclass(frozen=True)
class _Problem:
    people: Sequence[Seated]
    sizes: Sequence[int]
    rounds: int
    costs: Costs
    least: float  # what the wishes cost in each round, at the least
    met: Counts
    fixed: Mapping[str, int]

    @property
    def may(self) -> Mask:
        """Which two may take each other's places."""
        free = np.array([one.id not in self.fixed for one in self.people])
        may: Mask = free[:, None] & free[None, :]
        np.fill_diagonal(may, val=False)
        return may


def compose(
    people: Sequence[Seated],
    *,
    size: int = 4,
    sizes: Sequence[int] = (),
    rounds: int = 1,
    history: Mapping[Pair, int] | None = None,
    rule: Rule | None = None,
    fixed: Mapping[str, int] = NOBODY_MOVES,
    seconds: float = 2.0,
    steps: int | None = None,
    seed: int = 1,
) -> Composition:
    """Seat everybody once in every round.

    `sizes` gives the tables by size instead of the common `size`. `history` says how often two have met.
    `fixed` are the tables, by number from 0, of those who stay (one round). It takes `seconds` at the most,
    or `steps` exchanges, and stops when nothing can be better. Raises ValueError when the sizes do not fit.
    """
    rule, history, started = rule or Rule(), history or {}, time.perf_counter()
    patience = Patience(started + seconds * 0.97, steps)
    classes = _classes(people, rule.same, size) if rule.same and not fixed else [list(people)]
    parts = []
    for number, members in enumerate(classes):
        places = list(sizes) or table_sizes(len(members), size)
        problem = _Problem(
            members,
            places,
            rounds,
            costs_of(members, rule),
            least_wishes(members, rule, max(1, len(places))),
            met_before(members, history),
            fixed,
        )
        if sum(places) != len(members):
            raise ValueError("the tables do not have as many places as there are people")
        left = patience.share(1 / (len(classes) - number)) if len(classes) > 1 else patience
        parts.append(_compose(problem, left, np.random.default_rng(seed)))
    return Composition(
        rounds=[[table for part in parts for table in part.rounds[number]] for number in range(rounds)],
        repeat_pairs=sum(part.repeat_pairs for part in parts),
        lower_bound=sum(part.lower_bound for part in parts),
        broken=sum(part.broken for part in parts),
        seconds=time.perf_counter() - started,
    )


def _classes(people: Sequence[Seated], trait: str, size: int) -> list[list[Seated]]:
    """Those who have the trait in common; those too few for a table of their own come together."""
    by_value: dict[str, list[Seated]] = {}
    for one in people:
        by_value.setdefault(one.traits.get(trait, ""), []).append(one)
    few = min(3, size)
    large = [by_value[value] for value in sorted(by_value) if value and len(by_value[value]) >= few]
    rest = [one for one in people if not any(one in members for members in large)]
    return [*large, *([rest] if rest else [])]


def _compose(problem: _Problem, patience: Patience, chance: np.random.Generator) -> Composition:
    bound = fewest_repeats(problem.sizes, problem.rounds, problem.met, problem.costs.counts)
    rounds = _best_rounds(problem, bound, patience, chance) if problem.people else []
    return Composition(
        rounds=[_as_ids(problem, one) for one in rounds] or [[] for _round in range(problem.rounds)],
        repeat_pairs=repeats(rounds, problem.met, problem.costs),
        lower_bound=bound,
        broken=_broken(rounds, problem.costs),
        seconds=0.0,
    )


def _best_rounds(
    problem: _Problem, bound: int, patience: Patience, chance: np.random.Generator
) -> list[Tables]:
    """From a design, and where that did not reach the bound also from nothing; the better of the two."""
    floor = bound * REPEAT + problem.rounds * problem.least
    design = _design(problem, patience, chance)
    starts = [design, []] if 0 < len(design) < problem.rounds else [design]
    best, least = design, np.inf
    for number, start in enumerate(starts):
        part = patience.share(1 / (len(starts) - number))
        schedule = Schedule(start, problem.met, problem.costs, len(problem.sizes))
        while len(schedule.rounds) < problem.rounds:
            schedule.add(_anyhow(problem, chance), problem.may, part, chance)
        good = (bound + 1) * REPEAT
        rounds = better_rounds(schedule, problem.may, part, chance, floor=floor, good=good)
        cost = Schedule(rounds, problem.met, problem.costs, len(problem.sizes)).cost()
        if cost < least:
            best, least = rounds, cost
        if least <= floor + 1e-6:
            break
    return best


def _design(problem: _Problem, patience: Patience, chance: np.random.Generator) -> list[Tables]:
    """Rounds without a repeat, with people in the best places in them."""
    if problem.fixed:
        return []
    places = chance.permutation(len(problem.people))
    rounds: list[Tables] = [np.array(one)[places] for one in perfect_rounds(problem.sizes, problem.rounds)]
    costs = problem.costs
    pair = costs.pair + np.minimum(next_meeting(problem.met), REPEAT) * costs.counts
    if rounds and (pair.any() or costs.company is not None):
        part = patience.share(0.5)
        floor = len(rounds) * problem.least
        return best_places(
            rounds, pair, costs.company, len(problem.sizes), problem.may, part, chance, floor=floor
        )
    return rounds


def _anyhow(problem: _Problem, chance: np.random.Generator) -> Tables:
    """Those who stay are where they are, and the others anywhere else."""
    left = list(problem.sizes)
    tables = np.full(len(problem.people), -1)
    for place, one in enumerate(problem.people):
        if one.id in problem.fixed:
            tables[place] = problem.fixed[one.id]
            left[problem.fixed[one.id]] -= 1
    if min(left) < 0:
        raise ValueError("more people stay at a table than it has places")
    tables[tables < 0] = chance.permutation(np.repeat(np.arange(len(left)), left))
    return tables


def repeats(rounds: Sequence[Tables], met: Counts, costs: Costs) -> int:
    """Meetings in these rounds of two who have met before, each time counted."""
    met, again = met.copy(), 0
    for one in rounds:
        shares = (one[:, None] == one[None, :]).astype(np.int64)
        again += int(((met > 0) * shares * costs.counts).sum()) // 2
        met += shares
    return again


def _broken(rounds: Sequence[Tables], costs: Costs) -> int:
    """How many musts are not met, each round counted."""
    must, never = costs.pair <= -MUST / 2, costs.pair >= MUST / 2
    broken = 0
    for one in rounds:
        shares = one[:, None] == one[None, :]
        broken += int((must & ~shares).sum() + (never & shares).sum()) // 2
    return broken


def _as_ids(problem: _Problem, one: Tables) -> list[list[str]]:
    tables: list[list[str]] = [[] for _size in problem.sizes]
    for person, table in zip(problem.people, one, strict=True):
        tables[table].append(person.id)
    return tables
