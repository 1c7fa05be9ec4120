"""The scaled test statistic: against the full matrices, against itself, and against many samples."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import linalg

from redthread.stats.answers import Matrix
from redthread.stats.paths.model import Missing, fit_model
from redthread.stats.paths.samples import sample_of
from redthread.stats.paths.saturated import saturated
from redthread.stats.paths.scaling import saturated_trace
from redthread.stats.paths.syntax import read_model
from redthread.stats.paths.table import table_of
from redthread.stats.tests.made_answers import FACTORS, MODELS, NAMES, answers_with_gaps, complete_answers

GAPS = "mastery1 ~ quality1 + culture1"


def saturated_by_slopes(answers: Matrix, held: int, *, has_means: bool) -> float:
    """tr(A^-1 B) with every score and its slope by numerical differences of one person's log likelihood; the
    first `held` variables keep their moments.
    """
    sample = sample_of(answers, [str(number) for number in range(answers.shape[1])], missing="fiml")
    moments, size = saturated(sample), answers.shape[1]
    places = [(i, j) for i in range(size) for j in range(i + 1) if i >= held]
    means = range(held, size) if has_means else ()

    def each(change: Matrix) -> Matrix:
        covariance, centre = moments.covariance.copy(), moments.means.copy()
        for (i, j), by in zip(places, change, strict=False):
            covariance[i, j] += by
            covariance[j, i] = covariance[i, j]
        for i, by in zip(means, change[len(places) :], strict=True):
            centre[i] += by
        found = np.empty(len(sample.answers))
        for row, person in enumerate(sample.answers):
            known = ~np.isnan(person)
            factor = linalg.cho_factor(covariance[np.ix_(known, known)])
            rest = (person - centre)[known]
            found[row] = -np.log(np.diag(factor[0])).sum() - rest @ linalg.cho_solve(factor, rest) / 2
        return found

    steps = 1e-3 * np.eye(len(places) + len(means))
    scores = np.array([(each(step) - each(-step)) / 2e-3 for step in steps])
    curve = [
        [np.mean(each(a + b) - each(a - b) - each(b - a) + each(-a - b)) / -4e-6 for b in steps]
        for a in steps
    ]
    return float(np.trace(np.linalg.solve(np.array(curve), scores @ scores.T / len(sample.answers))))


@pytest.mark.parametrize(
    ("columns", "model", "missing"),
    [
        (("culture1", "culture2", "culture3"), "f =~ culture1 + culture2 + culture3", "listwise"),
        (("culture1", "culture2", "culture3"), "f =~ culture1 + culture2 + culture3\nf ~ 0*1", "listwise"),
        (("degree", "quality1", "mastery1"), "mastery1 ~ quality1\nquality1 ~ degree", "listwise"),
        (("degree", "quality1", "mastery1"), "mastery1 ~ quality1 + 1\nquality1 ~ degree", "listwise"),
        (("culture1", "quality1", "mastery1"), GAPS, "fiml"),
    ],
)
def test_the_saturated_trace_is_that_of_the_full_matrices(
    columns: tuple[str, ...], model: str, missing: Missing
) -> None:
    is_fiml = missing == "fiml"
    answers = (answers_with_gaps() if is_fiml else complete_answers())[:60]
    table = table_of(read_model(model), has_means=is_fiml, is_fixed_x=not is_fiml)
    names = table.variables.observed
    sample = sample_of(answers[:, [NAMES.index(name) for name in names]], names, missing=missing)
    held = int(not is_fiml and columns[0] in table.variables.exogenous)
    expected = saturated_by_slopes(
        answers[:, [NAMES.index(name) for name in columns]], held, has_means=table.has_means
    )
    assert saturated_trace(table, sample, saturated(sample)) == pytest.approx(expected, rel=1e-4)


def heavy_tailed(generator: np.random.Generator, people: int) -> Matrix:
    """Five indicators of one factor, t-distributed together with 12 degrees: the factor is 1.25."""
    draws = generator.standard_normal((people, 6)) / np.sqrt(generator.chisquare(12, (people, 1)) / 12)
    return np.asarray(draws[:, 1:] + draws[:, :1], np.float64)


def test_the_factor_is_that_of_the_residual_weights() -> None:
    """Yuan & Bentler's own form, tr(U Gamma) / df with the fourth moments written out; the two differ by what
    the model misses, and agree as people become many.
    """
    answers = heavy_tailed(np.random.Generator(np.random.PCG64(3)), 40_000)[:, :4]
    fitted = fit_model(answers, names=["a", "b", "c", "d"], model="f =~ a + b + c + d", errors="robust")
    assert fitted.scaled is not None
    estimated = {(one.lhs, one.op, one.rhs): one.est for one in fitted.estimates}
    loading = np.array([estimated["f", "=~", name] for name in "abcd"])
    variance = estimated["f", "~~", "f"]
    residual = np.diag([estimated[name, "~~", name] for name in "abcd"])
    rows, columns = np.tril_indices(4)
    pairs = [variance * (np.outer(unit, loading) + np.outer(loading, unit)) for unit in np.eye(4)[1:]]
    slopes = [np.outer(loading, loading), *pairs, *(np.diag(unit) for unit in np.eye(4))]
    delta = np.array([slope[rows, columns] for slope in slopes]).T
    inverse = np.linalg.inv(variance * np.outer(loading, loading) + residual)
    double = np.zeros((16, len(rows)))
    for place, (i, j) in enumerate(zip(rows, columns, strict=True)):
        double[[4 * i + j, 4 * j + i], place] = 1
    weights = double.T @ np.kron(inverse, inverse) @ double / 2
    centred = answers - answers.mean(axis=0)
    products = centred[:, rows] * centred[:, columns]
    left = np.linalg.solve(delta.T @ weights @ delta, delta.T @ weights)
    residual_weights = weights - weights @ delta @ left
    factor = np.trace(residual_weights @ np.cov(products.T, bias=True)) / fitted.fit.df
    assert fitted.scaled.factor == pytest.approx(factor, rel=0.01)
    assert factor == pytest.approx(1.25, abs=0.05)


def test_scaled_tests_of_true_models_with_heavy_tails_have_the_mean_they_should() -> None:
    """The mean of a chi-square is its degrees of freedom; the plain statistic is above."""
    plain, scaled = [], []
    generator = np.random.Generator(np.random.PCG64(1))
    for _sample in range(150):
        answers = heavy_tailed(generator, 400)
        fitted = fit_model(answers, names=list("abcde"), model="f =~ a + b + c + d + e", errors="robust")
        assert fitted.scaled is not None
        plain.append(fitted.fit.chi2)
        scaled.append(fitted.scaled.chi2)
    assert np.mean(plain) > 5.75
    assert np.mean(scaled) == pytest.approx(5, abs=0.5)


@pytest.mark.parametrize("missing", ["listwise", "fiml"])
def test_the_scaled_test_is_told_beside_the_plain_one(missing: Missing) -> None:
    found = fit_model(answers_with_gaps(), names=NAMES, model=FACTORS, missing=missing, errors="robust")
    assert found.scaled is not None
    assert found.scaled.chi2 == pytest.approx(found.fit.chi2 / found.scaled.factor)
    assert 0.8 < found.scaled.factor < 1.2
    assert fit_model(answers_with_gaps(), names=NAMES, model=FACTORS, missing=missing).scaled is None


def test_without_gaps_both_ways_give_one_factor() -> None:
    fiml = fit_model(complete_answers(), names=NAMES, model=FACTORS, missing="fiml", errors="robust").scaled
    listwise = fit_model(complete_answers(), names=NAMES, model=FACTORS, errors="robust").scaled
    assert fiml is not None
    assert listwise is not None
    assert fiml.factor == pytest.approx(listwise.factor, abs=1e-6)


def test_a_model_that_repeats_the_data_has_no_test_to_scale() -> None:
    assert (
        fit_model(complete_answers(), names=NAMES, model=MODELS["nothing left"], errors="robust").scaled
        is None
    )
