"""GRIM, and what source 003 lets one recompute (V1-V18 of its validation set, with the lines of
the report).
"""

from __future__ import annotations

import doctest
from fractions import Fraction

import pytest

from redthread.stats import grim
from redthread.stats.errors import StatsError
from redthread.stats.grim import check_mean, check_percent, check_whole, figure, possible_people

N = 166


def test_the_examples_run() -> None:
    assert doctest.testmod(grim).failed == 0


@pytest.mark.parametrize(
    ("percent", "counts"),
    [("4.2", [7]), ("56", [93]), ("62", [103]), ("35", [58]), ("32", [53]), ("2.5", []), ("8", [13, 14])],
)
def test_percentages_of_the_evaluation(percent: str, counts: list[int]) -> None:
    """003 L2740-2886: n = 166; 2.5 % of them is nobody's number."""
    assert list(check_percent(percent, people=N).counts) == counts


def test_the_impossible_percentage_fits_fewer_people() -> None:
    fitting = possible_people("2.5", most=N)
    assert fitting[0] == range(157, 164)
    assert all(check_percent("2.5", people=n).is_possible for n in fitting[0])
    assert not check_percent("2.5", people=156).is_possible


def test_every_count_of_every_size_is_possible_when_it_is_rounded() -> None:
    """A second way: round every share there is."""
    for people in (7, 28, 166):
        given = {f"{100 * count / people:.1f}" for count in range(people + 1)}
        possible = {
            text
            for text in (f"{tenth / 10:.1f}" for tenth in range(1001))
            if check_percent(text, people=people).is_possible
        }
        assert given <= possible
        assert len(possible) <= 2 * len(given)


def test_means_as_in_the_article() -> None:
    """Brown & Heathers 2017: a mean of 5.19 from 28 people cannot be; 5.18 and 5.21 can."""
    assert [check_mean(mean, people=28).is_possible for mean in ("5.19", "5.18", "5.21")] == [
        False,
        True,
        True,
    ]
    assert check_mean("5.19", people=28, items=4).is_possible


def test_providers_divide_the_people_in_one_way() -> None:
    """V4, L2862-2870."""
    whole = check_whole(["62", "24", "8", "6"], people=N)
    assert (whole.adds_up, whole.is_possible, whole.counts) == (True, True, (103, 40, 13, 10))


def test_years_as_leader_divide_the_people_in_one_way() -> None:
    """V7, L2812-2814."""
    assert check_whole(["59", "23", "18"], people=N).counts == (98, 38, 30)


def test_share_of_position_is_a_whole_but_for_the_impossible_part() -> None:
    """V6, L2802-2808: 75, 8, 14 and 2.5 are 99.5."""
    whole = check_whole(["75", "8", "14", "2.5"], people=N)
    assert (whole.total, whole.adds_up, whole.is_possible) == (Fraction(199, 2), True, False)


def test_composition_of_the_principal_programme() -> None:
    """V14 and V15, L3931-3939: 100.0 in 2017, 99 in 2010-12; principals fell 23 points, heads of department
    rose 22.3.
    """
    assert check_whole(["22", "11.6", "22.8", "41.3", "2.3"], people=1_000).total == 100
    earlier = check_whole(["45", "10", "25", "19"], people=1_000)
    assert earlier.total == 99
    assert earlier.adds_up
    assert figure("22").value - figure("45").value == -23
    assert figure("41.3").value - figure("19").value == Fraction("22.3")


def test_response_rate_and_free_text() -> None:
    """V1 (L615-617): 166 of 609. V18 (L3003): under 20 % of 166 is at most 33."""
    assert list(check_percent("27.26", people=609).counts) == [N]
    assert check_percent("20", people=N).nearest[0] == 33


def test_duration_leaves_fourteen_per_cent() -> None:
    """V5, L2880-2886: 35, 19 and 32 are 86; with the rest it is whole."""
    assert check_whole(["35", "19", "32"], people=N).adds_up is False
    assert check_whole(["35", "19", "32", "14"], people=N).is_possible


@pytest.mark.parametrize("text", ["", "mye", "-3", "1e3", "2.5.1", "inf", "9" * 40])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(StatsError, match="is not a number"):
        check_percent(text, people=10)


def test_nobody_has_no_percentages() -> None:
    with pytest.raises(StatsError, match="from 1 to"):
        check_percent("50", people=0)
