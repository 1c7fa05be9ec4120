"""Better seats by exchanging two at a time: always the best exchange, and not soon back again. Pure.

A tabu search. First over who takes which place in a design where nobody meets twice, so that no exchange can
make anybody meet again; then round by round, where fewer repeat meetings outweigh every wish.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from redthread.grouping.costs import Costs, Counts, Matrix, next_meeting
from redthread.grouping.exchanges import Exchanges, Mask, Tables

NEVER = np.inf
# Exchanges without a gain before the search gives up: some, and so many to each person and round. Where only
# wishes are left fewer will do; and several rounds with repeat meetings in them gain late.
IDLE, IDLE_EACH, IDLE_LATE = 200, 15, 150


@dataclass
class Patience:
    """How long to search: until a moment, or for so many exchanges (then the clock is not asked)."""

    until: float
    steps: int | None
    now: Callable[[], float] = time.perf_counter

    def is_out(self) -> bool:
        if self.steps is not None:
            self.steps -= 1
            return self.steps < 0
        return self.now() >= self.until

    def share(self, part: float) -> Patience:
        """A part of what is left."""
        if self.steps is not None:
            taken = max(1, int(self.steps * part))
            self.steps -= taken
            return Patience(self.until, taken)
        now = self.now()
        return Patience(now + (self.until - now) * part, None)


class Forbidden:
    """Exchanges just made may not be made again for a while, so that the search does not go in circles."""

    def __init__(self, people: int, may: Mask, chance: np.random.Generator) -> None:
        self.until = np.zeros((people, people), dtype=np.int64)
        self.may, self.chance, self.step, self.people = may, chance, 0, people

    def best(self, changes: Matrix, needed: float) -> tuple[int, int] | None:
        """The best exchange that is allowed; a forbidden one when it gives less than was ever seen."""
        self.step += 1
        open_ = self.may & ((self.until < self.step) | (changes < needed - 1e-9))
        judged = np.where(open_, changes + 1e-6 * self.chance.random(changes.shape), NEVER)
        i, j = divmod(int(judged.argmin()), self.people)
        if judged[i, j] == NEVER:
            return None
        until = self.step + 4 + int(self.chance.integers(4 + self.people // 6))
        self.until[i, j] = self.until[j, i] = until
        return i, j


def best_places(
    rounds: list[Tables],
    pair: Matrix,
    company: Matrix | None,
    number_of_tables: int,
    may: Mask,
    patience: Patience,
    chance: np.random.Generator,
    *,
    floor: float = -NEVER,
) -> list[Tables]:
    """The rounds of a design with people exchanged in all of them at once, until nothing is below `floor`.

    `pair` has history in it.
    """
    work = [Exchanges(one.copy(), pair, company, number_of_tables) for one in rounds]
    cost = sum(one.total() for one in work)
    best, kept = cost, [one.tables.copy() for one in work]
    forbidden, idle = Forbidden(len(pair), may, chance), 0
    floor = max(floor, 0.0 if (pair >= 0).all() else -NEVER)
    while best > floor + 1e-6 and idle < 20 * len(pair) and not patience.is_out():
        changes = sum((one.changes() for one in work), np.zeros_like(pair))
        found = forbidden.best(np.where(_apart(work), changes, NEVER), best - cost)
        idle += 1
        if found is None:
            continue
        cost += changes[found]
        for one in work:
            if one.tables[found[0]] != one.tables[found[1]]:
                one.exchange(*found)
        if cost < best - 1e-9:
            best, kept, idle = cost, [one.tables.copy() for one in work], 0
    return kept


def _apart(work: list[Exchanges]) -> Mask:
    """Whether an exchange changes anything in some round."""
    apart = np.zeros((len(work[0].tables), len(work[0].tables)), dtype=np.bool_)
    for one in work:
        apart |= one.tables[:, None] != one.tables[None, :]
    return apart


class Schedule:
    """All rounds, with how often each two meet in them and met before."""

    def __init__(self, rounds: list[Tables], met: Counts, costs: Costs, number_of_tables: int) -> None:
        self.rounds = rounds
        self.costs = costs
        self.number_of_tables = number_of_tables
        self.met = met.copy()
        self.before = met
        for one in rounds:
            self.met += self.shares(one)

    def add(self, one: Tables, may: Mask, patience: Patience, chance: np.random.Generator) -> None:
        """One round more, as good as it can be found with the others as they are."""
        pair = self.costs.pair + next_meeting(self.met) * self.costs.counts
        alone = patience.share(0.05)
        found = best_places([one], pair, self.costs.company, self.number_of_tables, may, alone, chance)
        self.rounds += found
        self.met += self.shares(found[0])

    def shares(self, one: Tables) -> Counts:
        shares: Counts = (one[:, None] == one[None, :]).astype(np.int64)
        return shares

    def cost(self) -> float:
        repeats = self.repeat_costs().sum() / 2
        wishes = sum(
            Exchanges(one, self.costs.pair, self.costs.company, self.number_of_tables).total()
            for one in self.rounds
        )
        return float(repeats + wishes)

    def repeat_costs(self) -> Matrix:
        """What the meetings cost that these rounds add, pair by pair."""
        total = np.zeros(self.met.shape)
        met = self.before.copy()
        for one in self.rounds:
            shares = self.shares(one)
            total += next_meeting(met) * shares * self.costs.counts
            met += shares
        return total

    def take_out(self, number: int) -> Exchanges:
        """One round to work on, with the others as they stand."""
        self.met -= self.shares(self.rounds[number])
        pair = self.costs.pair + next_meeting(self.met) * self.costs.counts
        return Exchanges(self.rounds[number], pair, self.costs.company, self.number_of_tables)

    def put_back(self, number: int) -> None:
        self.met += self.shares(self.rounds[number])


def better_rounds(
    schedule: Schedule,
    may: Mask,
    patience: Patience,
    chance: np.random.Generator,
    *,
    floor: float,
    good: float,
) -> list[Tables]:
    """The best rounds found by working on one at a time, until there is no time, or nothing left to gain.

    Nothing is below `floor`, and below `good` only wishes are left. It stops when nothing has been gained for
    long, and sooner for one round, or for wishes.
    """
    people, rounds = len(schedule.met), len(schedule.rounds)
    cost = schedule.cost()
    best, kept = cost, [one.copy() for one in schedule.rounds]
    forbidden, idle = [Forbidden(people, may, chance) for _round in range(rounds)], 0
    while best > floor + 1e-6:
        each = IDLE_EACH if best < good or rounds == 1 else IDLE_LATE
        if idle > IDLE + each * people * rounds:
            break
        number = int(chance.integers(rounds))
        work = schedule.take_out(number)
        for _step in range(int(chance.integers(2, 12))):
            if patience.is_out():
                return kept
            idle += 1
            changes = work.changes()
            found = forbidden[number].best(
                np.where(work.tables[:, None] != work.tables[None, :], changes, NEVER), best - cost
            )
            if found is None:
                break
            cost += changes[found]
            work.exchange(*found)
            if cost < best - 1e-9:
                best, kept, idle = cost, [one.copy() for one in schedule.rounds], 0
        schedule.put_back(number)
    return kept
