"""What an exchange is said to change is what it changes."""

import numpy as np
import pytest

from redthread.grouping.asking import Rule, Seated
from redthread.grouping.costs import costs_of
from redthread.grouping.exchanges import Exchanges


@pytest.mark.parametrize("seed", range(6))
def test_every_exchange_changes_the_cost_by_what_was_foretold(seed: int) -> None:
    chance = np.random.default_rng(seed)
    people = [
        Seated(str(one), {"school": str(chance.integers(4)), "role": str(chance.integers(2))})
        for one in range(13)
    ]
    rule = Rule(spread={"role": 3}, company="school", nearness={("1", "2"): 4}, apart=frozenset({("3", "4")}))
    costs = costs_of(people, rule)
    tables = chance.permutation(np.repeat(np.arange(3), [5, 4, 4]))
    work = Exchanges(tables.copy(), costs.pair, costs.company, 3)
    changes = work.changes()
    for i in range(13):
        for j in range(13):
            other = tables.copy()
            other[[i, j]] = other[[j, i]]
            after = Exchanges(other, costs.pair, costs.company, 3).total()
            assert after - work.total() == pytest.approx(changes[i, j], abs=1e-4), (i, j)


def test_many_exchanges_later_it_still_knows_its_cost() -> None:
    chance = np.random.default_rng(2)
    people = [Seated(str(one), {"school": str(one % 3)}) for one in range(12)]
    costs = costs_of(people, Rule(spread={"school": 2}, company="school"))
    work = Exchanges(chance.permutation(np.repeat(np.arange(3), 4)), costs.pair, costs.company, 3)
    for _time in range(50):
        i, j = chance.integers(12, size=2)
        if work.tables[i] != work.tables[j]:
            work.exchange(int(i), int(j))
    fresh = Exchanges(work.tables.copy(), costs.pair, costs.company, 3)
    assert work.total() == pytest.approx(fresh.total())
    assert work.changes() == pytest.approx(fresh.changes())
