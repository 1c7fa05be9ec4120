"""Agreement between coders: published examples, other software, and refusals."""

from __future__ import annotations

import numpy as np
import pytest

from redthread.stats.agreement import Metric, Weights, cohen_kappa, krippendorff_alpha
from redthread.stats.answers import Matrix
from redthread.stats.errors import StatsError

NAN = float("nan")
# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, part C and on: four observers, twelve units.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]
ONE = [1, 2, 3, 1, 2, 3, 3, 1, 2, 2, 3, 1]
OTHER = [1, 2, 3, 2, 2, 3, 1, 1, 2, 3, 3, 1]


@pytest.mark.parametrize(
    ("metric", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorff_of_his_own_example(metric: Metric, published: float) -> None:
    found = krippendorff_alpha(OBSERVERS, metric=metric)
    assert round(found.alpha, 3) == published
    assert (found.units, found.codings) == (11, 40)


def test_kappa_and_its_interval_are_those_of_psych() -> None:
    """psych::cohen.kappa, psych 2.2.9 in R 4.2.2: 0.625, from 0.2575067529 to 0.9924932471; weighted
    0.1550371025.
    """
    found = cohen_kappa(ONE, OTHER)
    assert found.kappa == pytest.approx(0.625)
    assert found.interval == pytest.approx((0.2575067529, 0.9924932471), abs=1e-9)
    assert found.agreed == pytest.approx(9 / 12)
    assert found.units == 12
    weighted = cohen_kappa(ONE, OTHER, weights="quadratic")
    assert weighted.kappa == pytest.approx(0.625)
    assert weighted.interval == pytest.approx((0.1550371025, 1.0), abs=1e-9)


@pytest.mark.parametrize(("weights", "power"), [("linear", 1), ("quadratic", 2)])
def test_the_weighed_interval_is_the_delta_method_where_the_coders_differ(
    weights: Weights, power: int
) -> None:
    """By numerical slopes. psych 2.2.9 takes the margins of one coder for those of the other, and is near
    this only where both use the codes equally often.
    """
    generator = np.random.Generator(np.random.PCG64(3))
    one = generator.integers(1, 5, 300)
    other = np.where(generator.random(300) < 0.6, one, np.minimum(one + 1, 4))
    shares = np.zeros((4, 4))
    np.add.at(shares, (one - 1, other - 1), 1 / 300)
    near = 1 - (np.abs(np.subtract.outer(range(4), range(4))) / 3) ** power

    def kappa(table: Matrix) -> float:
        share = table / table.sum()
        chance = float((near * np.outer(share.sum(axis=1), share.sum(axis=0))).sum())
        return (float((near * share).sum()) - chance) / (1 - chance)

    slopes = np.array(
        [(kappa(shares + step) - kappa(shares - step)) / 2e-6 for step in 1e-6 * np.eye(16).reshape(16, 4, 4)]
    )
    variance = slopes**2 @ shares.ravel() - (slopes @ shares.ravel()) ** 2
    found = cohen_kappa(one, other, weights=weights)
    assert found.kappa == pytest.approx(kappa(shares))
    reach = 1.959963984540054 * np.sqrt(variance / 300)
    assert found.interval == pytest.approx((found.kappa - reach, found.kappa + reach), abs=1e-7)


def test_linear_weights_lie_between() -> None:
    """Counted by hand: two gaps of one step and one of two, of 12; by chance 8/9 of a step (all codes as
    frequent).
    """
    assert cohen_kappa(ONE, OTHER, weights="linear").kappa == pytest.approx(1 - (4 / 12) / (8 / 9))


def test_agreement_does_not_depend_on_order_or_on_who_is_first() -> None:
    assert cohen_kappa(ONE[::-1], OTHER[::-1]).kappa == pytest.approx(cohen_kappa(OTHER, ONE).kappa)
    again = krippendorff_alpha(np.array(OBSERVERS)[::-1, ::-1])
    assert again.alpha == pytest.approx(krippendorff_alpha(OBSERVERS).alpha)


def test_full_agreement_is_one_and_none_beyond_chance_is_zero() -> None:
    assert cohen_kappa(ONE, ONE).kappa == 1
    assert krippendorff_alpha([ONE, ONE]).alpha == 1
    assert cohen_kappa([1, 1, 2, 2], [1, 2, 1, 2]).kappa == 0


def test_units_with_one_code_are_left_out() -> None:
    assert cohen_kappa([*ONE, 1, NAN], [*OTHER, NAN, 2]) == cohen_kappa(ONE, OTHER)


def test_what_has_no_agreement_to_measure_is_refused() -> None:
    with pytest.raises(StatsError, match="one code only"):
        cohen_kappa([1, 1], [1, 1])
    with pytest.raises(StatsError, match="Only one code"):
        krippendorff_alpha([[1, 1], [1, 1]])
    with pytest.raises(StatsError, match="No unit is coded by two"):
        krippendorff_alpha([[1, NAN], [NAN, 2]])
    with pytest.raises(StatsError, match="1 units are coded by both"):
        cohen_kappa([1, NAN], [1, 2])
    with pytest.raises(StatsError, match="same order"):
        cohen_kappa([1], [1, 2])
