"""The two examples every user of lavaan knows, from their covariance matrices.

Figures: Rosseel 2012, Journal of Statistical Software 48(2), sections 3 and 4, and lavaan.org's tutorial.
Covariances: Holzinger & Swineford 1939 (301 pupils, nine tests); Bollen 1989, Industrialization and
Political Democracy (75 countries).
"""

from __future__ import annotations

import numpy as np
import pytest

from redthread.stats.answers import Matrix
from redthread.stats.paths.estimates import Estimate
from redthread.stats.paths.model import Fitted, fit_model

PUPILS, COUNTRIES = 301, 75
TESTS = """
    1.3628977450 0.4087292346 0.5818323201 0.5065177795 0.4420842558 0.4563241577 0.0850479859 0.2647171433
    0.4598663422 1.3863898117 0.4525674834 0.2096197816 0.2117947121 0.2483697199 -0.0970735210 0.1100249169
    0.2448228157 1.2791144103 0.2088635116 0.1126706118 0.2449226781 0.0886363108 0.2130303848 0.3750987462
    1.3551667229 1.1014119575 0.8985007618 0.2204750651 0.1260119945 0.2441739463 1.6653183832 1.0179057889
    0.1434762133 0.1812072259 0.2962254674 1.2003462393 0.1445586505 0.1659824416 0.2367836059 1.1870832625
    0.5370293720 0.3745415433 1.0253894241 0.4588409483 1.0183872162
"""
DEMOCRACY = """
    6.878565766 6.251365921 5.838835415 6.088642659 5.063810815 5.745826161 5.811943163 5.671057617
    0.734392976 1.273393877 0.911454744 15.579816222 5.838625802 9.508553367 5.603072261 9.386289298
    7.535462318 7.758213184 0.619495532 1.491272864 1.169813137 10.764247277 6.687936986 4.939027086
    4.727396333 7.006434732 5.639139066 0.786878678 1.551935074 1.039079550 11.218931777 5.702058530
    7.442182070 7.487998779 8.012646297 1.150461303 2.240957050 1.838023253 6.825690082 4.976804502
    5.821366214 5.339385921 1.081625947 2.063732834 1.583464759 11.375325091 6.748119030 8.246829690
    0.852788903 1.805486345 1.572066156 10.799371919 7.592433131 0.936837332 1.995595224 1.625953500
    10.533871683 1.102881273 2.234236964 1.692156938 0.537148729 0.990361081 0.823424017 2.282106987
    1.806090596 1.976024097
"""
FACTORS = """
visual  =~ x1 + x2 + x3
textual =~ x4 + x5 + x6
speed   =~ x7 + x8 + x9
"""
BOLLEN = """
# measurement model
ind60 =~ x1 + x2 + x3
dem60 =~ y1 + y2 + y3 + y4
dem65 =~ y5 + y6 + y7 + y8
# regressions
dem60 ~ ind60
dem65 ~ ind60 + dem60
# residual correlations
y1 ~~ y5
y2 ~~ y4 + y6
y3 ~~ y7
y4 ~~ y8
y6 ~~ y8
"""


def answers_with(lower: str, people: int) -> Matrix:
    """Made-up answers with exactly this covariance matrix (its lower triangle by columns; n - 1)."""
    values = [float(one) for one in lower.split()]
    size = int((np.sqrt(8 * len(values) + 1) - 1) / 2)
    covariance = np.zeros((size, size))
    columns, rows = np.triu_indices(size)
    covariance[rows, columns] = covariance[columns, rows] = values
    draws = np.random.Generator(np.random.PCG64(5)).random((people, size))
    centred = draws - draws.mean(axis=0)
    white = np.linalg.solve(np.linalg.cholesky(np.cov(centred.T)), centred.T)
    return np.asarray((np.linalg.cholesky(covariance) @ white).T, np.float64)


@pytest.fixture(scope="module")
def pupils() -> Fitted:
    names = [f"x{number}" for number in range(1, 10)]
    return fit_model(answers_with(TESTS, PUPILS), names=names, model=FACTORS)


@pytest.fixture(scope="module")
def countries() -> Fitted:
    names = [*(f"y{number}" for number in range(1, 9)), "x1", "x2", "x3"]
    return fit_model(answers_with(DEMOCRACY, COUNTRIES), names=names, model=BOLLEN)


def one(fitted: Fitted, lhs: str, op: str, rhs: str) -> Estimate:
    return next(e for e in fitted.estimates if (e.lhs, e.op, e.rhs) == (lhs, op, rhs))


def test_the_fit_of_three_factors_is_the_published_one(pupils: Fitted) -> None:
    fit = pupils.fit
    assert round(fit.chi2, 3) == 85.306
    assert fit.df == 24
    assert (round(fit.baseline_chi2, 3), fit.baseline_df) == (918.852, 36)
    assert [round(value or 0, 3) for value in (fit.p, fit.cfi, fit.tli, fit.rmsea, fit.srmr)] == [
        0.0,
        0.931,
        0.896,
        0.092,
        0.065,
    ]
    assert [round(edge, 3) for edge in fit.rmsea_ci] == [0.071, 0.114]


@pytest.mark.parametrize(
    ("lhs", "op", "rhs", "est", "se"),
    [
        ("visual", "=~", "x1", 1.000, 0.000),
        ("visual", "=~", "x2", 0.554, 0.100),
        ("visual", "=~", "x3", 0.729, 0.109),
        ("textual", "=~", "x5", 1.113, 0.065),
        ("textual", "=~", "x6", 0.926, 0.055),
        ("speed", "=~", "x8", 1.180, 0.165),
        ("speed", "=~", "x9", 1.082, 0.151),
        ("visual", "~~", "textual", 0.408, 0.074),
        ("visual", "~~", "speed", 0.262, 0.056),
        ("textual", "~~", "speed", 0.173, 0.049),
        ("x1", "~~", "x1", 0.549, 0.114),
        ("x4", "~~", "x4", 0.371, 0.048),
        ("x9", "~~", "x9", 0.566, 0.071),
        ("visual", "~~", "visual", 0.809, 0.145),
        ("textual", "~~", "textual", 0.979, 0.112),
        ("speed", "~~", "speed", 0.384, 0.086),
    ],
)
def test_the_estimates_are_the_published_ones(
    pupils: Fitted, lhs: str, op: str, rhs: str, est: float, se: float
) -> None:
    found = one(pupils, lhs, op, rhs)
    assert (round(found.est, 3), round(found.se, 3)) == (est, se)


def test_the_fit_of_industrialisation_and_democracy_is_the_published_one(countries: Fitted) -> None:
    fit = countries.fit
    assert (round(fit.chi2, 3), fit.df, round(fit.p or 0, 3)) == (38.125, 35, 0.329)
    assert (round(fit.cfi or 0, 3), round(fit.tli or 0, 3)) == (0.995, 0.993)
    assert (round(fit.rmsea, 3), round(fit.srmr, 3)) == (0.035, 0.044)
    assert [round(edge, 3) for edge in fit.rmsea_ci] == [0.0, 0.092]


@pytest.mark.parametrize(
    ("lhs", "op", "rhs", "est", "se", "std"),
    [
        ("dem60", "~", "ind60", 1.483, 0.399, 0.447),
        ("dem65", "~", "ind60", 0.572, 0.221, 0.182),
        ("dem65", "~", "dem60", 0.837, 0.098, 0.885),
        ("ind60", "=~", "x2", 2.180, 0.139, 0.973),
        ("dem60", "=~", "y2", 1.257, 0.182, 0.717),
        ("y1", "~~", "y5", 0.624, 0.358, 0.296),
        ("y2", "~~", "y6", 2.153, 0.734, 0.356),
        ("dem65", "~~", "dem65", 0.172, 0.215, 0.039),
    ],
)
def test_its_estimates_are_the_published_ones(
    countries: Fitted, lhs: str, op: str, rhs: str, est: float, se: float, std: float
) -> None:
    found = one(countries, lhs, op, rhs)
    assert (round(found.est, 3), round(found.se, 3), round(found.std or 0, 3)) == (est, se, std)


def test_explained_variance_of_democracy(countries: Fitted) -> None:
    assert round(countries.explained["dem65"] or 0, 3) == 0.961
