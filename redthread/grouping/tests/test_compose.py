"""Who sits with whom over several rounds."""

from __future__ import annotations

import itertools
import time
from collections import Counter

import numpy as np
import pytest

from redthread.grouping.asking import Rule, Seated, table_sizes
from redthread.grouping.bounds import fewest_repeats, least_wishes
from redthread.grouping.compose import Composition, compose
from redthread.grouping.costs import costs_of
from redthread.grouping.exchanges import Exchanges
from redthread.grouping.history import meetings
from redthread.grouping.searching import Patience, Schedule, better_rounds


def people(number: int, **traits: int) -> list[Seated]:
    """Traits in turn: with school=3, person 0 is from school 0, person 1 from 1, person 3 from 0 again."""
    return [
        Seated(f"p{one}", {name: str(one % values) for name, values in traits.items()})
        for one in range(number)
    ]


def everybody_sits_once(made: Composition, number: int) -> bool:
    everybody = sorted(f"p{one}" for one in range(number))
    return all(sorted(itertools.chain.from_iterable(one)) == everybody for one in made.rounds)


def repeats_in(made: Composition) -> int:
    return sum(times - 1 for times in meetings(made.rounds).values())


@pytest.mark.parametrize(
    ("number", "size", "rounds"),
    [(32, 4, 5), (32, 4, 8), (32, 4, 10), (31, 4, 10), (45, 5, 4), (16, 4, 5), (25, 5, 6), (33, 4, 6)],
)
def test_nobody_meets_twice_where_that_is_possible(number: int, size: int, rounds: int) -> None:
    made = compose(people(number), size=size, rounds=rounds, steps=500)
    assert everybody_sits_once(made, number)
    assert (repeats_in(made), made.repeat_pairs, made.lower_bound, made.is_best) == (0, 0, 0, True)


def test_130_people_with_schools_and_roles_meet_once_and_sit_mixed_within_two_seconds() -> None:
    started = time.perf_counter()
    made = compose(
        people(130, school=20, role=3, experience=4),
        size=5,
        rounds=6,
        rule=Rule(spread={"school": 5, "role": 5, "experience": 2}),
        seconds=2,
    )
    assert time.perf_counter() - started < 2.2
    assert everybody_sits_once(made, 130)
    assert repeats_in(made) == 0
    by_id = {one.id: one.traits for one in people(130, school=20, role=3, experience=4)}
    tables = [table for one in made.rounds for table in one]
    schools = [len({by_id[one]["school"] for one in table}) for table in tables]
    roles = [len({by_id[one]["role"] for one in table}) for table in tables]
    assert sum(count < 5 for count in schools) <= 3
    assert sum(count < 3 for count in roles) <= 3


def test_repeats_are_counted_where_they_cannot_be_avoided() -> None:
    made = compose(people(9), size=3, rounds=6, steps=2000)
    assert made.repeat_pairs == repeats_in(made) == 18
    assert made.is_best


def test_those_who_met_earlier_are_put_apart() -> None:
    first = compose(people(16), size=4, rounds=3, steps=200)
    second = compose(people(16), size=4, rounds=2, history=meetings(first.rounds), steps=3000, seed=5)
    assert second.repeat_pairs == 0
    assert max(meetings([*first.rounds, *second.rounds]).values()) == 1


def test_a_meeting_again_counts_also_against_history() -> None:
    met = meetings([[["p0", "p1", "p2"]]])
    made = compose(people(3), size=3, rounds=1, history=met, steps=10)
    assert (made.repeat_pairs, made.lower_bound) == (3, 3)


def test_pairs_that_must_and_must_not() -> None:
    rule = Rule(together=frozenset({("p0", "p1")}), apart=frozenset({("p2", "p3"), ("p4", "p5")}))
    made = compose(people(12), size=4, rounds=3, rule=rule, steps=2000)
    assert made.broken == 0
    for table in itertools.chain.from_iterable(made.rounds):
        assert ("p0" in table) == ("p1" in table)
        assert not {"p2", "p3"} <= set(table)
        assert not {"p4", "p5"} <= set(table)


def test_musts_that_cannot_all_be_met_are_told() -> None:
    apart = frozenset(itertools.combinations(["p0", "p1", "p2"], 2))
    made = compose(people(6), size=3, rounds=1, rule=Rule(apart=apart), steps=200)
    assert made.broken == 1


def test_own_school_sits_together_and_the_few_sit_with_each_other() -> None:
    crowd = [Seated(f"p{one}", {"school": "AAAABBBBCD"[one]}) for one in range(10)]
    made = compose(crowd, size=4, rule=Rule(same="school"), steps=200)
    assert sorted(map(sorted, made.rounds[0])) == [
        ["p0", "p1", "p2", "p3"],
        ["p4", "p5", "p6", "p7"],
        ["p8", "p9"],
    ]


def test_company_gives_everyone_a_colleague_at_the_table_and_several_schools() -> None:
    crowd = people(24, school=6)
    made = compose(crowd, size=4, rule=Rule(company="school"), steps=1500)
    schools = {one.id: one.traits["school"] for one in crowd}
    for table in made.rounds[0]:
        counts = Counter(schools[one] for one in table)
        assert max(counts.values()) >= 2
        assert len(counts) >= 2


def test_colleagues_who_keep_each_other_company_are_not_counted_as_meeting_again() -> None:
    made = compose(people(8, school=4), size=4, rounds=2, rule=Rule(company="school"), steps=800)
    again = [pair for pair, times in meetings(made.rounds).items() if times > 1]
    assert made.repeat_pairs == sum(int(a[1:]) % 4 != int(b[1:]) % 4 for a, b in again)


def test_those_who_stay_are_not_moved() -> None:
    fixed = {"p0": 2, "p1": 2, "p5": 0}
    made = compose(people(12, school=3), size=4, rule=Rule(spread={"school": 5}), fixed=fixed, steps=500)
    assert {"p0", "p1"} <= set(made.rounds[0][2])
    assert "p5" in made.rounds[0][0]
    with pytest.raises(ValueError, match="more people stay"):
        compose(people(6), size=3, fixed=dict.fromkeys(["p0", "p1", "p2", "p3"], 0), steps=5)


def test_the_same_seed_gives_the_same_tables_and_another_seed_others() -> None:
    crowd, rule = people(30, school=7), Rule(spread={"school": 5})
    first = compose(crowd, size=5, rounds=7, rule=rule, steps=400, seed=3)
    assert compose(crowd, size=5, rounds=7, rule=rule, steps=400, seed=3).rounds == first.rounds
    assert compose(crowd, size=5, rounds=7, rule=rule, steps=400, seed=4).rounds != first.rounds


@pytest.mark.parametrize("rounds_before", [0, 3, 9])
def test_the_search_ends_by_itself_long_before_its_time_when_nothing_more_is_gained(
    rounds_before: int,
) -> None:
    """So that the same tables come out on a slow machine as on a fast one, and nobody waits for nothing."""
    crowd, rule = people(12, school=5, role=2), Rule(spread={"school": 5, "role": 2})
    met = meetings(compose(crowd, size=4, rounds=rounds_before, steps=300).rounds)
    made = [compose(crowd, size=4, rule=rule, history=met, seconds=60) for _time in range(2)]
    assert made[0].rounds == made[1].rounds
    assert all(one.seconds < 5 for one in made)


@pytest.mark.parametrize(("rounds", "most"), [(1, 600), (4, 30_000)])
def test_the_search_gives_up_after_so_many_exchanges_without_a_gain(rounds: int, most: int) -> None:
    """Among twelve who have all met already, nothing can be gained."""
    everybody_met, asked = np.ones((12, 12), dtype=np.int64), itertools.count()
    schedule = Schedule([np.arange(12) // 4] * rounds, everybody_met, costs_of(people(12), Rule()), 3)
    patience = Patience(until=most, steps=None, now=lambda: next(asked))
    may = ~np.eye(12, dtype=np.bool_)
    better_rounds(schedule, may, patience, np.random.default_rng(1), floor=-np.inf, good=0)
    assert next(asked) < most


def test_the_time_given_is_kept() -> None:
    started = time.perf_counter()
    made = compose(people(24), size=4, rounds=7, seconds=0.5)
    assert time.perf_counter() - started < 0.6
    assert made.seconds < 0.55
    assert everybody_sits_once(made, 24)


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5])
def test_few_people_sit_at_one_table(number: int) -> None:
    made = compose(people(number), size=4, rounds=2, steps=20)
    assert [len(one) for one in made.rounds] == [1 if number else 0] * 2
    assert everybody_sits_once(made, number)


def test_tables_are_even_and_not_of_two() -> None:
    for number in range(3, 140):
        for size in range(3, 9):
            sizes = table_sizes(number, size)
            assert sum(sizes) == number
            assert max(sizes) - min(sizes) <= 1
            assert min(sizes) >= 3
            assert max(sizes) <= size or number // (len(sizes) + 1) < 3
    with pytest.raises(ValueError, match="as many places"):
        compose(people(7), sizes=[3, 3], steps=1)


@pytest.mark.parametrize("seed", range(12))
def test_no_way_to_sit_is_below_the_bound(seed: int) -> None:
    """Random rounds, of random sizes and with some history, never have fewer repeats than the bound says."""
    chance = np.random.default_rng(seed)
    sizes = [int(size) for size in chance.integers(2, 6, size=3)]
    rounds, number = int(chance.integers(1, 5)), sum(sizes)
    earlier = [[[f"p{one}" for one in chance.permutation(number)[:3]]]] if seed % 2 else []
    made = compose(
        people(number), sizes=sizes, rounds=rounds, history=meetings(earlier), steps=2000, seed=seed
    )
    met = np.zeros((number, number), dtype=np.int64)
    for first, second in meetings(earlier):
        met[int(first[1:]), int(second[1:])] = met[int(second[1:]), int(first[1:])] = 1
    bound = fewest_repeats(sizes, rounds, met, 1 - np.eye(number))
    assert made.lower_bound == bound <= made.repeat_pairs


@pytest.mark.parametrize("seed", range(8))
def test_wishes_never_cost_less_than_is_said(seed: int) -> None:
    chance = np.random.default_rng(seed)
    sizes = [int(size) for size in chance.integers(2, 6, size=3)]
    crowd = people(sum(sizes), school=3, role=2)
    rule = Rule(
        spread={"school": 5, "role": -1 if seed % 2 else 2},
        together=frozenset({("p0", "p1")}),
        apart=frozenset({("p2", "p3")}),
        nearness={("p0", "p2"): 3, ("p1", "p3"): -2},
    )
    costs, least = costs_of(crowd, rule), least_wishes(crowd, rule, len(sizes))
    for _time in range(200):
        tables = chance.permutation(np.repeat(np.arange(len(sizes)), sizes))
        assert Exchanges(tables, costs.pair, None, len(sizes)).total() >= least


def test_the_best_mix_is_known_as_the_best_even_where_some_alike_must_share_a_table() -> None:
    crowd, rule = people(12, role=2), Rule(spread={"role": 5})
    assert least_wishes(crowd, rule, 3) == 3 * 2 * 5  # two of each role at each table
    made = compose(crowd, size=4, rule=rule, seconds=60)
    assert all(sorted(int(one[1:]) % 2 for one in table) == [0, 0, 1, 1] for table in made.rounds[0])
