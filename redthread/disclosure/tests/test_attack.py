"""The attacker itself: it finds what is there to find, and no more than that."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redthread.disclosure import of_counts, protect, table
from redthread.disclosure.attack import Found, attack
from redthread.disclosure.figures import Figures, lay_out
from redthread.disclosure.primary import Rule, rules
from redthread.disclosure.tests.independent import Outsider
from redthread.disclosure.tests.made_networks import COLUMNS, network

Counts = dict[tuple[str, ...], int]
NOTHING = Found((), (), {})
FOUR = [table(name) for name in ("school", "role", "school*role", "kind*role")]


def laid_out(people: Counts, columns: tuple[str, ...], *names: str) -> tuple[Figures, list[Rule]]:
    tables, population = [table(name) for name in names], of_counts(columns, people)
    figures = lay_out(population, tables)
    return figures, rules(figures, population, tables, k=5, school="school", hidden=())


def where(figures: Figures, *categories: str) -> int:
    return next(place.figure for place in figures.places if place.categories == categories)


def attacked(
    people: Counts, columns: tuple[str, ...], names: list[str], hidden: Sequence[tuple[str, ...]]
) -> Found:
    """What is found when nothing but these figures is hidden, by their places."""
    figures, found_rules = laid_out(people, columns, *names)
    away = {where(figures, *one) for one in hidden}
    found = attack(figures, found_rules, frozenset(range(len(figures.counts))) - away)
    back = {where(figures, *one): number for number, one in enumerate(hidden)}
    return Found(
        tuple(back[figure] for figure in found.derived),
        tuple(back[figure] for figure in found.pinned),
        {back[figure]: pair for figure, pair in found.pooled.items()},
    )


SCHOOLS: Counts = {("A", "x"): 3, ("A", "y"): 9, ("B", "x"): 8, ("B", "y"): 7, ("C", "x"): 6, ("C", "y"): 5}


def test_one_hidden_figure_is_the_total_less_the_others() -> None:
    assert attacked(SCHOOLS, ("s", "r"), ["s", "s*r"], [("A", "x")]) == ((0,), (), {})


def test_two_hidden_in_a_row_are_found_by_their_columns() -> None:
    hidden = [("A", "x"), ("A", "y")]
    assert attacked(SCHOOLS, ("s", "r"), ["s", "s*r"], hidden) == NOTHING
    assert attacked(SCHOOLS, ("s", "r"), ["s", "r", "s*r"], hidden) == ((0, 1), (), {})


def test_a_square_of_four_is_safe() -> None:
    hidden = [("A", "x"), ("A", "y"), ("B", "x"), ("B", "y")]
    assert attacked(SCHOOLS, ("s", "r"), ["s", "r", "s*r"], hidden) == NOTHING


def test_a_sum_of_tables_that_are_linked_by_a_kind_is_found() -> None:
    people = {(*kind, "b" if kind[0] < "C" else "u"): count for kind, count in SCHOOLS.items()}
    hidden = [("A", "x"), ("B", "x")]
    assert attacked(people, ("s", "r", "k"), ["s*r"], hidden) == NOTHING
    figures, found_rules = laid_out(people, ("s", "r", "k"), "s*r", "k*r")
    away = {where(figures, "A", "x")}
    assert attack(figures, found_rules, frozenset(range(len(figures.counts))) - away).derived == tuple(away)


def test_two_of_four_that_sum_to_eight_are_four_each_for_who_knows_the_rule() -> None:
    people: Counts = {("A", "x"): 4, ("A", "y"): 4, ("A", "z"): 20}
    hidden = [("A", "x"), ("A", "y")]
    assert attacked(people, ("s", "r"), ["s", "s*r"], hidden) == ((), (0, 1), {})


def test_a_margin_that_follows_is_found_as_well() -> None:
    people: Counts = {("A", "x"): 1, ("A", "y"): 1, ("A", "z"): 20, ("B", "x"): 9}
    hidden = [("A", "x"), ("z",)]
    assert set(attacked(people, ("s", "r"), ["r", "s*r"], hidden).derived) == {0, 1}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("AB"), st.sampled_from("xyz")), st.integers(1, 6), min_size=3, max_size=5
    ),
    st.randoms(use_true_random=False),
)
def test_what_is_found_is_what_trying_everything_finds(people: Counts, draw: Random) -> None:
    """Any figures hidden at random, not only as we would."""
    names = ["a", "b", "a*b"]
    figures, _rules = laid_out(people, ("a", "b"), *names)
    chosen = [one for one in range(len(figures.counts)) if draw.random() < 0.5]
    shown = frozenset((*chosen, *figures.totals))
    any_number = [Rule(True, 0, None)] * len(figures.counts)
    found = attack(figures, any_number, shown)
    outsider = Outsider.of_figures(figures, shown)
    widths = {
        figure: max(numbers) - min(numbers)
        for figure, numbers in zip(outsider.asked, outsider.possible(), strict=True)
    }
    assert set(found.derived) == set(outsider.derived_figures())
    assert set(found.pinned) == {one for one, width in widths.items() if width < 1} - set(found.derived)
    assert {one for one in found.pooled if figures.counts[one]} == set(found.pooled)
    for figure in set(outsider.asked) - set(found.derived) - set(found.pinned):
        assert (figure in found.pooled) == outsider.is_found_by_two(figure)


def test_one_each_can_be_none_and_two_for_others_and_is_known_to_the_two_alone() -> None:
    """Empty figures are hidden as well, so a hidden one may be nobody; the two themselves know better."""
    people: Counts = {("A", "x"): 1, ("A", "y"): 1, ("A", "z"): 20}
    assert attacked(people, ("s", "r"), ["s", "s*r"], [("A", "x"), ("A", "y")]) == NOTHING


def test_two_who_pool_what_they_know_find_a_third() -> None:
    """Those at B know all of B, and so of A; one of x at A and one of x at B know that y at B is one."""
    people: Counts = {("A", "x"): 1, ("A", "y"): 2, ("B", "x"): 1, ("B", "y"): 1}
    hidden = list(people)
    found = attacked(people, ("s", "r"), ["s", "r", "s*r"], hidden)
    assert (found.derived, found.pinned) == ((), ())
    assert set(found.pooled) == {0, 1, 3}
    wide = people | {("C", "x"): 3, ("C", "y"): 3}
    assert attacked(wide, ("s", "r"), ["s", "r", "s*r"], list(wide)) == NOTHING


@pytest.mark.parametrize("part", range(10))
def test_no_network_of_five_hundred_gives_anything_away(part: int) -> None:
    """The attacker finds nothing in what is shown; asked anew of the finished tables."""
    for seed in range(part * 50, part * 50 + 50):
        people = network(seed)
        made = protect(of_counts(COLUMNS, people), FOUR[: 3 + seed % 2])
        assert made.verdict.exposed == (), seed
        figures, found_rules = laid_out(people, COLUMNS, *(one.name for one in FOUR[: 3 + seed % 2]))
        in_tables = [cell.count for one in made.tables.values() for cell in one]
        shown = {
            place.figure for place, count in zip(figures.places, in_tables, strict=True) if count is not None
        }
        found = attack(figures, found_rules, frozenset(shown.union(figures.totals)))
        assert found == NOTHING, seed
