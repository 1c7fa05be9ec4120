"""Omega: against lavaan, by a second formula, and where it means nothing."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize

from redthread.stats.answers import Matrix
from redthread.stats.errors import StatsError
from redthread.stats.omega import omega_of
from redthread.stats.paths.model import fit_model
from redthread.stats.reliability import reliability
from redthread.stats.tests.made_answers import answers_with_gaps, complete_answers


def test_omega_is_what_the_model_calculates_with_its_names() -> None:
    """lavaan 0.6-14 gives 0.785, error 0.028, from 0.731 to 0.839 for this :=."""
    answers = answers_with_gaps()[:, :4]
    loadings, residuals = "+".join(f"l{n}" for n in range(4)), "+".join(f"e{n}" for n in range(4))
    model = "f =~ NA*a0 + " + " + ".join(f"l{n}*a{n}" for n in range(4)) + "\nf ~~ 1*f\n"
    model += "\n".join(f"a{n} ~~ e{n}*a{n}" for n in range(4))
    model += f"\nomega := ({loadings})^2 / (({loadings})^2 + {residuals})"
    fitted = fit_model(answers, names=[f"a{n}" for n in range(4)], model=model)
    line = next(one for one in fitted.estimates if one.op == ":=")
    found = omega_of(answers)
    assert (round(found.omega, 3), round(found.error, 3)) == (0.785, 0.028)
    assert [round(edge, 3) for edge in found.omega_ci] == [0.731, 0.839]
    assert (found.omega, found.error) == pytest.approx((line.est, line.se), abs=1e-7)
    assert found.people == fitted.people == 162


def test_omega_is_alpha_where_all_items_are_alike() -> None:
    """With equal loadings alpha is the reliability (Lord & Novick 1968, theorem 4.4.3)."""
    covariance = 0.5 * np.ones((5, 5)) + 0.5 * np.eye(5)
    draws = complete_answers()[:, :5]
    white = np.linalg.solve(np.linalg.cholesky(np.cov(draws.T)), (draws - draws.mean(axis=0)).T)
    answers = (np.linalg.cholesky(covariance) @ white).T
    assert omega_of(answers).omega == pytest.approx(5 * 0.5 / (1 + 4 * 0.5), abs=1e-9)
    assert omega_of(answers).omega == pytest.approx(reliability(answers).alpha, abs=1e-9)


def test_omega_is_the_same_in_another_order() -> None:
    answers = complete_answers()[:, :7]
    assert omega_of(answers[::-1, ::-1]).omega == pytest.approx(omega_of(answers).omega, abs=1e-8)


def by_concentrated_likelihood(covariance: Matrix) -> float:
    """Loadings follow from the residuals (Jöreskog 1967): only those are searched for, by another search."""
    sds = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(sds, sds)

    def axis(residual: Matrix) -> tuple[Matrix, Matrix]:
        roots = np.sqrt(residual)
        return np.linalg.eigh(correlation / np.outer(roots, roots))

    def lacking(logs: Matrix) -> tuple[float, Matrix]:
        residual = np.exp(logs)
        values, vectors = axis(residual)
        loadings = np.sqrt(residual) * vectors[:, -1] * np.sqrt(values[-1] - 1)
        slope = (loadings**2 + residual - 1) / residual
        return float(np.sum(values[:-1] - np.log(values[:-1]) - 1)), slope

    found = optimize.minimize(lacking, np.full(len(sds), np.log(0.5)), jac=True, options={"gtol": 1e-7})
    residual = np.exp(found.x)
    values, vectors = axis(residual)
    loading = float(np.sum(sds * np.sqrt(residual) * vectors[:, -1])) ** 2 * (values[-1] - 1)
    return float(loading / (loading + np.sum(sds**2 * residual)))


@pytest.mark.parametrize("items", [3, 12, 120])
def test_omega_is_the_same_by_another_search(items: int) -> None:
    generator = np.random.Generator(np.random.PCG64(items))
    weights = generator.uniform(0.4, 1.0, items)
    answers = generator.normal(size=(600, 1)) * weights + generator.normal(size=(600, items))
    expected = by_concentrated_likelihood(np.cov(answers.T))
    assert omega_of(answers).omega == pytest.approx(expected, abs=1e-7)


def test_what_is_too_wide_for_one_factor_is_refused() -> None:
    answers = np.random.Generator(np.random.PCG64(1)).normal(size=(300, 201))
    with pytest.raises(StatsError, match="200 is the most"):
        omega_of(answers)


def test_two_items_do_not_decide_a_factor() -> None:
    with pytest.raises(StatsError, match="three items or more"):
        omega_of(complete_answers()[:, :2])


def test_items_that_follow_from_each_other_are_refused() -> None:
    answers = complete_answers()[:, :4]
    answers[:, 3] = 2 * answers[:, 0] - answers[:, 1]
    with pytest.raises(StatsError, match="item 1, item 2, item 4 follow exactly from each other") as refused:
        omega_of(answers)
    assert refused.value.reason == "collinear"


def test_a_negative_residual_is_refused_and_named() -> None:
    """Correlations 0.9, 0.9 and 0.5 give the first item a squared loading of 1.62."""
    covariance = np.array([[1, 0.9, 0.9], [0.9, 1, 0.65], [0.9, 0.65, 1]])
    draws = complete_answers()[:, :3]
    white = np.linalg.solve(np.linalg.cholesky(np.cov(draws.T)), (draws - draws.mean(axis=0)).T)
    with pytest.raises(StatsError, match="item 1 a negative residual variance") as refused:
        omega_of((np.linalg.cholesky(covariance) @ white).T)
    assert refused.value.reason == "heywood"
