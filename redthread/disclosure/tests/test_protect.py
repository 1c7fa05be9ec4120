"""What is shown, what is hidden, and why."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redthread.disclosure import (
    Cell,
    Population,
    Protected,
    Status,
    Table,
    of_counts,
    of_people,
    of_unlinked_waves,
    of_waves,
    protect,
    table,
)
from redthread.disclosure.tests.independent import Outsider, with_empty
from redthread.disclosure.tests.made_networks import COLUMNS, network

FOUR = [table(name) for name in ("school", "role", "school*role", "kind*role")]


def counts_of(made: Protected, name: str) -> dict[tuple[str, ...], int | None]:
    return {tuple(cell.categories.values()): cell.count for cell in made.tables[name]}


def statuses(made: Protected, name: str) -> dict[tuple[str, ...], str]:
    return {tuple(cell.categories.values()): cell.status.value for cell in made.tables[name]}


def roles(**counts: int) -> Population:
    return of_counts(("role",), {(role,): count for role, count in counts.items()})


def test_figures_of_k_or_more_are_shown_as_they_are() -> None:
    made = protect(roles(rektor=5, lærer=9), ["role"])
    assert made.tables["role"] == (
        Cell({"role": "lærer"}, 9, Status.SHOWN, None),
        Cell({"role": "rektor"}, 5, Status.SHOWN, None),
    )
    assert made.verdict == (0, 0, ())


def test_one_small_figure_takes_another_with_it_and_each_says_why() -> None:
    made = protect(roles(rektor=4, lærer=9, mellomleder=6, inspektør=30), ["role"])
    assert {
        cell.categories["role"]: (cell.count, cell.status.value, cell.words) for cell in made.tables["role"]
    } == {
        "rektor": (None, "primary", "for få svar"),
        "mellomleder": (None, "secondary", "skjult så andre ikke kan regnes ut"),
        "lærer": (9, "shown", ""),
        "inspektør": (30, "shown", ""),
    }


def test_an_empty_figure_is_hidden_as_few_while_somebody_could_be_there() -> None:
    """Else what is hidden would be known to be somebody, and two that sum to two to be one each."""
    people = {("A", "rektor"): 1, ("A", "leder"): 1, ("A", "lærer"): 9, ("B", "lærer"): 9, ("C", "lærer"): 9}
    people |= {("B", "leder"): 2, ("C", "rektor"): 3}
    made = protect(of_counts(("school", "role"), people), ["school", "school*role"])
    assert statuses(made, "school*role")["B", "rektor"] == "primary"
    assert set(counts_of(made, "school").values()) == {11, 12}


def test_an_empty_figure_that_follows_is_told_as_nought() -> None:
    people = {("A", "rektor"): 6, ("A", "lærer"): 8, ("B", "lærer"): 7}
    made = protect(of_counts(("school", "role"), people), ["school", "school*role"])
    nought = next(
        cell for cell in made.tables["school*role"] if cell.categories == {"school": "B", "role": "rektor"}
    )
    assert (nought.count, nought.status, nought.words) == (0, Status.SHOWN, "ingen svar")


def test_nothing_follows_for_one_who_knows_which_are_empty() -> None:
    people = {("A", "leder"): 3, ("A", "lærer"): 9, ("B", "leder"): 2, ("B", "rektor"): 1, ("B", "lærer"): 8}
    population = of_counts(("school", "role"), people)
    tables = [table("school"), table("school*role")]
    for is_told in (False, True):
        made = protect(population, tables, empty_known=is_told)
        assert None in (counts_of(made, "school*role")["A", "lærer"], counts_of(made, "school")["A",])
        assert (counts_of(made, "school*role")["A", "rektor"] == 0) == is_told


def test_a_school_of_one_kind_is_not_listed_under_the_other() -> None:
    people = {("A", "barneskole"): 6, ("B", "ungdomsskole"): 9}
    made = protect(of_counts(("school", "kind"), people), ["school*kind"])
    assert counts_of(made, "school*kind") == {("A", "barneskole"): 6, ("B", "ungdomsskole"): 9}


def test_people_one_by_one_give_the_same_as_their_counts() -> None:
    people = [{"role": "lærer", "name": "x"}] * 9 + [{"role": "rektor", "name": "y"}] * 3
    one_by_one = protect(of_people(people, ["role"]), ["role"])
    assert one_by_one == protect(roles(lærer=9, rektor=3), ["role"])


def test_the_rule_of_ten_hides_what_the_rule_of_five_shows() -> None:
    people = roles(a=7, b=12, c=30, d=11)
    assert counts_of(protect(people, ["role"]), "role")["a",] == 7
    assert statuses(protect(people, ["role"], k=10), "role") == {
        ("a",): "primary",
        ("b",): "shown",
        ("c",): "shown",
        ("d",): "secondary",
    }


def test_each_table_may_have_its_own_threshold_and_a_figure_in_both_follows_the_stricter() -> None:
    made = protect(
        roles(a=7, b=12, c=30), [Table("usual", ("role",)), Table("sensitive", ("role",), k=10)], k=5
    )
    assert statuses(made, "sensitive")["a",] == "primary"
    assert statuses(made, "usual")["a",] == "secondary"
    assert counts_of(made, "usual") == counts_of(made, "sensitive")


def test_figures_of_an_owner_need_three_schools() -> None:
    people = {("A", "barn"): 20, ("B", "barn"): 20, ("C", "ung"): 9, ("D", "ung"): 9, ("E", "ung"): 9}
    people |= {("F", "stor"): 30, ("G", "stor"): 30, ("H", "stor"): 30}
    made = protect(
        of_counts(("school", "kind"), people), [Table("owner", ("kind",), schools=3)], school="school"
    )
    assert statuses(made, "owner")["barn",] == "primary"
    assert sorted(statuses(made, "owner").values()) == ["primary", "secondary", "shown"]


def test_what_is_hidden_already_stays_hidden_and_is_guarded() -> None:
    made = protect(roles(a=20, b=30, c=40), ["role"], hidden=[("role", ("b",))])
    assert statuses(made, "role") == {("a",): "secondary", ("b",): "primary", ("c",): "shown"}


def test_what_is_published_already_is_not_hidden_and_what_it_gives_away_is_told() -> None:
    made = protect(roles(a=4, b=30, c=40), ["role"], published=[("role", ("b",)), ("role", ("c",))])
    assert counts_of(made, "role") == {("a",): None, ("b",): 30, ("c",): 40}
    assert made.verdict.exposed == (("role", ("a",)),)


def test_one_published_figure_moves_the_hiding_to_another() -> None:
    people = roles(a=4, b=30, c=40)
    assert statuses(protect(people, ["role"]), "role")["b",] == "secondary"
    made = protect(people, ["role"], published=[("role", ("b",))])
    assert statuses(made, "role") == {("a",): "primary", ("b",): "shown", ("c",): "secondary"}
    assert made.verdict.exposed == ()


def test_a_filter_is_protected_together_with_the_table() -> None:
    people = roles(rektor=4, mellomleder=9, lærer=20, assistent=11)
    without = Table("uten rektor", (), only={"role": {"mellomleder", "lærer", "assistent"}})
    made = protect(people, ["role", without])
    assert made.verdict.derivable == 0
    assert statuses(made, "uten rektor") == {(): "secondary"}


def test_a_small_group_that_no_table_has_is_guarded_when_it_is_asked_for() -> None:
    people = {("A", "rektor"): 1, ("A", "leder"): 2, ("A", "lærer"): 12}
    for school in "BC":
        people |= {(school, "rektor"): 1, (school, "leder"): 3, (school, "lærer"): 9}
    population = of_counts(("school", "role"), people)
    plain = protect(population, ["school", "school*role"])
    assert counts_of(plain, "school")["A",] == 15
    assert counts_of(plain, "school*role")["A", "lærer"] == 12
    guarded = protect(population, ["school", "school*role"], unions=True)
    assert None in (counts_of(guarded, "school")["A",], counts_of(guarded, "school*role")["A", "lærer"])


def test_one_who_left_between_two_waves_is_not_found_by_the_difference() -> None:
    before = {number: {"school": "A" if number < 8 else "B"} for number in range(20)}
    after = {number: kind for number, kind in before.items() if number != 3}
    waves = of_waves({"2025": before, "2026": after}, ["school"])
    tables = [Table(f"school {wave}", ("school",), wave=wave) for wave in ("2025", "2026")]
    made = protect(waves, tables)
    shown = [counts_of(made, one.name)["A",] for one in tables]
    assert None in shown
    assert made.verdict.derivable == 0


def test_waves_that_nobody_has_linked_are_taken_to_be_the_same_people() -> None:
    same = {("A",): 9, ("B",): 12, ("C",): 40}
    waves = of_unlinked_waves({"1": same, "2": same | {("A",): 8}}, ["school"])
    tables = [Table(wave, ("school",), wave=wave) for wave in ("1", "2")]
    made = protect(waves, tables)
    assert None in (counts_of(made, "1")["A",], counts_of(made, "2")["A",])
    assert counts_of(made, "1")["C",] == counts_of(made, "2")["C",] == 40


@pytest.mark.parametrize(
    ("tables", "k", "says"),
    [
        (["role"], 2, "k must be 3 or more"),
        (["role", "role"], 5, "role: stands twice."),
        (["rolle"], 5, "there is no column «rolle»"),
        ([Table("x", ("role",), wave="2030")], 5, "there is no wave «2030»"),
        ([Table("x", ("role",), schools=3)], 5, "there is no column «school»"),
    ],
)
def test_what_cannot_be_is_refused(tables: list[Table | str], k: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        protect(roles(a=10), tables, k=k)


def test_nobody_at_all_gives_empty_tables() -> None:
    assert protect(of_counts(("role",), {}), ["role"]).tables == {"role": ()}


def test_where_everybody_is_few_everything_is_hidden() -> None:
    people = of_counts(("school", "role"), {("A", "x"): 2, ("A", "y"): 1, ("B", "x"): 3, ("B", "y"): 2})
    made = protect(people, ["school", "role", "school*role"])
    assert {cell.status for cell in made.tables["school*role"]} == {Status.PRIMARY}
    assert made.verdict.derivable == 0


def test_one_school_alone_is_what_everybody_knows() -> None:
    few = protect(of_counts(("school",), {("A",): 3}), ["school"])
    assert few.verdict.exposed == (("school", ("A",)),)
    many = protect(of_counts(("school",), {("A",): 30}), ["school"])
    assert counts_of(many, "school") == {("A",): 30}


@pytest.mark.parametrize("k", [5, 10])
@pytest.mark.parametrize("seed", range(12))
def test_an_outsider_derives_nothing_from_a_network(seed: int, k: int) -> None:
    people = network(seed)
    made = protect(of_counts(COLUMNS, people), FOUR, k=k)
    assert made.verdict.exposed == ()
    assert Outsider(COLUMNS, with_empty(COLUMNS, people), FOUR, made).derived() == []
    assert Outsider(COLUMNS, people, FOUR, made).derived() == []  # for one who knows where nobody is
    for one in FOUR:
        for cell in made.tables[one.name]:
            assert (cell.count is None) == (cell.status != Status.SHOWN)
            assert cell.count is None or cell.count == 0 or cell.count >= k


@settings(max_examples=120, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("AB"), st.sampled_from("xyz")),
        st.integers(1, 7),
        min_size=2,
        max_size=5,
    ),
    st.sampled_from([["a", "b", "a*b"], ["a*b"], ["a", "b"], ["a", "a*b"]]),
)
def test_every_hidden_figure_can_be_several_numbers(
    people: dict[tuple[str, ...], int], asked: list[str]
) -> None:
    tables = [table(one) for one in asked]
    made = protect(of_counts(("a", "b"), people), tables, k=3)
    outsider = Outsider(("a", "b"), with_empty(("a", "b"), people), tables, made)
    if not made.verdict.exposed:
        assert outsider.derived() == []
        assert all(max(numbers) > min(numbers) for numbers in outsider.possible())


def test_the_same_people_give_the_same_tables() -> None:
    people = of_counts(COLUMNS, network(7))
    assert protect(people, FOUR) == protect(people, FOUR)


def test_without_the_secondary_hiding_most_networks_give_somebody_away() -> None:
    """What it is for: small figures alone hidden, the outsider finds some in most networks."""
    found = Counter[bool]()
    for seed in range(20):
        people = network(seed)
        made = protect(of_counts(COLUMNS, people), FOUR)
        bare = Protected(
            {
                name: tuple(
                    Cell(cell.categories, _true(people, cell), Status.SHOWN, None)
                    if cell.status == Status.SECONDARY
                    else cell
                    for cell in cells
                )
                for name, cells in made.tables.items()
            },
            made.verdict,
        )
        found[bool(Outsider(COLUMNS, with_empty(COLUMNS, people), FOUR, bare).derived())] += 1
    assert found[True] >= 10


def _true(people: dict[tuple[str, ...], int], cell: Cell) -> int:
    return sum(
        count
        for group, count in people.items()
        if cell.categories.items() <= dict(zip(COLUMNS, group, strict=True)).items()
    )
