"""Path and factor models: second formulas, invariances, and what is refused, with why."""

from __future__ import annotations

import numpy as np
import pytest

from redthread.stats.answers import Matrix
from redthread.stats.errors import StatsError
from redthread.stats.paths.fit import rmsea_interval
from redthread.stats.paths.likelihood import gradient_at, point_at, scores, value_at
from redthread.stats.paths.model import Missing, chosen, fit_model
from redthread.stats.paths.samples import sample_of
from redthread.stats.paths.solving import Solved, solve
from redthread.stats.paths.syntax import read_model
from redthread.stats.paths.table import table_of
from redthread.stats.tests.made_answers import FACTORS, MODELS, NAMES, answers_with_gaps, complete_answers

NAN = float("nan")


def solved(name: str, *, missing: str) -> Solved:
    is_fiml = missing == "fiml"
    table = table_of(read_model(MODELS[name]), has_means=is_fiml, is_fixed_x=not is_fiml)
    answers = chosen(answers_with_gaps(), NAMES, table)
    return solve(table, sample_of(answers, table.variables.observed, missing=missing))


@pytest.mark.parametrize("missing", ["listwise", "fiml"])
@pytest.mark.parametrize("name", ["indirect", "with background", "equal", "growth", "circle"])
def test_the_gradient_is_the_slope_of_the_function(name: str, missing: str) -> None:
    found = solved(name, missing=missing)
    at = found.found.values * 1.02 + 0.003
    _value, gradient = gradient_at(found.ram, found.sample, at)
    for place in range(len(at)):
        step = np.zeros(len(at))
        step[place] = 1e-6
        rise = value_at(found.ram, found.sample, at + step) - value_at(found.ram, found.sample, at - step)
        assert rise / 2e-6 == pytest.approx(gradient[place], abs=2e-6, rel=1e-5)


def test_expected_information_is_the_mean_of_squared_scores() -> None:
    """By simulation: 40,000 people whose answers follow the model exactly."""
    model = solved("three factors", missing="listwise")
    implied = model.ram.implied(model.found.values).covariance
    draws = np.random.Generator(np.random.PCG64(1)).normal(size=(40_000, 10))
    answers = draws @ np.linalg.cholesky(implied).T
    sample = sample_of(answers, model.sample.names, missing="listwise")
    each = scores(model.ram, sample, model.found.values)
    expected = point_at(model.ram, model.sample, model.found.values).information
    scale = np.sqrt(np.diag(expected))
    found = each.T @ each / 40_000
    assert np.allclose(found / np.outer(scale, scale), expected / np.outer(scale, scale), atol=0.05)
    assert np.abs(each.mean(axis=0) / scale).max() < 4 / np.sqrt(40_000)


def test_a_path_model_is_regression() -> None:
    """Least squares gives the same coefficients; ML's residual variance divides by n."""
    answers = complete_answers()
    fitted = fit_model(answers, names=NAMES, model="mastery1 ~ quality1 + culture1 + years")
    design = np.column_stack([np.ones(len(answers)), answers[:, [4, 0, 10]]])
    weights, left, *_rest = np.linalg.lstsq(design, answers[:, 7], rcond=None)
    found = [one for one in fitted.estimates if one.op == "~"]
    assert [one.est for one in found] == pytest.approx(weights[1:], abs=1e-8)
    variance = left[0] / len(answers)
    errors = np.sqrt(np.diag(variance * np.linalg.inv(design.T @ design)))[1:]
    assert [one.se for one in found] == pytest.approx(errors, rel=1e-6)
    assert fitted.explained["mastery1"] == pytest.approx(1 - variance / answers[:, 7].var())
    assert (fitted.fit.df, fitted.fit.chi2, fitted.fit.p) == (0, 0.0, None)


def test_fiml_of_complete_answers_is_maximum_likelihood() -> None:
    listwise = fit_model(complete_answers(), names=NAMES, model=MODELS["indirect"])
    fiml = fit_model(complete_answers(), names=NAMES, model=MODELS["indirect"], missing="fiml")
    ours = {(one.lhs, one.op, one.rhs): one.est for one in fiml.estimates}
    assert all(
        ours[one.lhs, one.op, one.rhs] == pytest.approx(one.est, abs=1e-6) for one in listwise.estimates
    )
    assert fiml.fit.chi2 == pytest.approx(listwise.fit.chi2, abs=1e-6)


def test_nothing_changes_with_order_or_scale() -> None:
    """Standardised estimates and chi-square do not know in what units the answers are."""
    answers = answers_with_gaps()
    first = fit_model(answers, names=NAMES, model=MODELS["indirect"])
    turned = fit_model(answers[::-1, ::-1] * 7 + 100, names=NAMES[::-1], model=MODELS["indirect"])
    assert turned.fit.chi2 == pytest.approx(first.fit.chi2, abs=1e-6)
    assert [one.std for one in turned.estimates] == pytest.approx(
        [one.std for one in first.estimates], abs=1e-5
    )


@pytest.mark.parametrize("missing", ["listwise", "fiml"])
@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("with background", "culture1"),
        ("with background", "years"),
        ("second order", "culture1"),
        ("levels of factors", "quality2"),
    ],
)
def test_kroner_and_a_scale_of_five_stand_in_one_model(model: str, name: str, missing: Missing) -> None:
    first = fit_model(answers_with_gaps(), names=NAMES, model=MODELS[model], missing=missing)
    for size in (1e-7, 1e5):
        answers = answers_with_gaps()
        answers[:, NAMES.index(name)] *= size
        found = fit_model(answers, names=NAMES, model=MODELS[model], missing=missing)
        assert found.fit.chi2 == pytest.approx(first.fit.chi2, abs=1e-5)
        for one, other in zip(found.estimates, first.estimates, strict=True):
            assert one.std == pytest.approx(other.std, abs=1e-4)
            assert one.z == pytest.approx(other.z, abs=1e-3)


@pytest.mark.parametrize("missing", ["listwise", "fiml"])
@pytest.mark.parametrize("model", ["growth", "levels of factors"])
def test_factors_far_from_nothing_are_found(model: str, missing: Missing) -> None:
    """On a scale that begins at 1,000 the factors stand 1,000 higher, and what fits is as before."""
    near = fit_model(answers_with_gaps(), names=NAMES, model=MODELS[model], missing=missing)
    far = fit_model(answers_with_gaps() + 1_000, names=NAMES, model=MODELS[model], missing=missing)
    assert far.fit.chi2 == pytest.approx(near.fit.chi2, abs=1e-5)
    rises = [
        one.est - other.est
        for one, other in zip(far.estimates, near.estimates, strict=True)
        if one.op == "~1" and one.se and one.lhs not in NAMES
    ]
    assert rises == pytest.approx([1_000, 0] if model == "growth" else [1_000] * 3, abs=1e-3)


def test_the_indirect_effect_is_the_product_with_sobels_error() -> None:
    fitted = fit_model(complete_answers(), names=NAMES, model=MODELS["paths"])
    a, b = (next(one for one in fitted.estimates if one.label == label) for label in "ab")
    through = next(one for one in fitted.estimates if one.op == ":=")
    assert through.est == pytest.approx(a.est * b.est)
    sobel = np.sqrt(a.est**2 * b.se**2 + b.est**2 * a.se**2)
    assert through.se == pytest.approx(sobel, rel=1e-6)
    assert through.std == pytest.approx((a.std or 0) * (b.std or 0))


def test_the_interval_of_rmsea_covers_what_it_says() -> None:
    """MacCallum, Browne & Sugawara 1996: at its edges the chi-square found is at 95 and 5 per cent."""
    low, high = rmsea_interval(85.306, 24, 301)
    assert (round(low, 3), round(high, 3)) == (0.071, 0.114)
    assert rmsea_interval(20.0, 24, 301)[0] == 0.0
    assert rmsea_interval(2.0, 24, 301) == (0.0, 0.0)


def test_an_error_of_nothing_gives_no_z() -> None:
    """The variance of a yes or no that half have chosen cannot vary, so its robust error is 0."""
    answers = complete_answers()
    answers[:, NAMES.index("degree")] = np.arange(len(answers)) % 2
    fitted = fit_model(answers, names=NAMES, model="mastery1 ~ degree\ndegree ~~ degree", errors="robust")
    line = next(one for one in fitted.estimates if (one.lhs, one.op) == ("degree", "~~"))
    assert (line.se, line.z, line.p) == (0.0, None, None)


def test_people_are_counted_after_deletion() -> None:
    answers = answers_with_gaps()
    used = [NAMES.index(name) for name in ("mastery1", "quality1", "culture1")]
    complete = int((~np.isnan(answers[:, used])).all(axis=1).sum())
    anything = int((~np.isnan(answers[:, used])).any(axis=1).sum())
    model = MODELS["nothing left"]
    assert fit_model(answers, names=NAMES, model=model).people == complete
    fiml = fit_model(answers, names=NAMES, model=model, missing="fiml")
    assert (fiml.people, fiml.left_out) == (anything, len(answers) - anything)


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("f =~ culture1 + culture2", "4 free parameters, but only 3"),
        ("f =~ NA*culture1 + culture2 + culture3 + culture4", "f =~ culture1"),
        (
            FACTORS + "\nculture1 ~~ culture2 + culture3 + culture4\nculture2 ~~ culture3 + culture4"
            "\nculture3 ~~ culture4",
            "not identified",
        ),
        ("mastery1 ~ quality1\nquality1 ~ mastery1", "not identified"),
        (FACTORS + "\nculture ~~ a*b1", "no column b1"),
        ("culture1 ~ 2*culture2\nculture2 ~ 0.5*culture1", "a circle that never ends"),
        ("culture1 ~ 1e308*quality1", "too large"),
        ("x := 1 + 1", "only calculates"),
        ("culture1 ~~ -5*culture1\nculture1 ~ quality1", "no possible covariance matrix"),
        ("f =~ culture1 + culture2 + culture3\nf ~~ 0*f", "f =~ culture2"),
    ],
)
def test_what_the_data_cannot_decide_is_refused_with_why(model: str, said: str) -> None:
    with pytest.raises(StatsError) as refused:
        fit_model(complete_answers(), names=NAMES, model=model)
    assert said in str(refused.value)


def test_a_factor_that_only_these_data_leave_loose_is_refused() -> None:
    """Two indicators a factor are enough when the factors covary; here they do not."""
    draws = complete_answers()[:, :4]
    white = np.linalg.solve(np.linalg.cholesky(np.cov(draws.T)), (draws - draws.mean(axis=0)).T)
    covariance = np.eye(4)
    covariance[0, 1] = covariance[1, 0] = covariance[2, 3] = covariance[3, 2] = 0.5
    answers = (np.linalg.cholesky(covariance) @ white).T
    with pytest.raises(StatsError):
        fit_model(answers, names=["a", "b", "c", "d"], model="f =~ a + b\ng =~ c + d")


def spoiled(**columns: Matrix) -> Matrix:
    answers = complete_answers()
    for name, column in columns.items():
        answers[:, NAMES.index(name)] = column
    return answers


@pytest.mark.parametrize("missing", ["listwise", "fiml"])
@pytest.mark.parametrize(
    ("answers", "reason", "said"),
    [
        (spoiled(culture2=np.full(240, 3.0)), "zero_variance", "the same to culture2"),
        (spoiled(culture2=np.full(240, NAN)), "all_missing", "Nobody has answered culture2"),
        (spoiled(culture2=np.full(240, np.inf)), "infinite", "Infinite values in culture2"),
        (
            spoiled(culture2=complete_answers()[:, 0] * 2 + 1),
            "collinear",
            "culture1, culture2 follow exactly",
        ),
        (complete_answers()[:1], "too_few", "1 of 1 people"),
        (complete_answers()[:5], "too_few", "5 people are too few for 10 variables"),
    ],
)
def test_answers_without_a_likelihood_are_refused(
    answers: Matrix, reason: str, said: str, missing: str
) -> None:
    with pytest.raises(StatsError, match=said) as refused:
        fit_model(answers, names=NAMES, model=FACTORS, missing="fiml" if missing == "fiml" else "listwise")
    assert refused.value.reason == reason


def test_variables_nobody_answered_both_of_are_refused() -> None:
    answers = complete_answers()
    answers[:120, 0], answers[120:, 1] = NAN, NAN
    with pytest.raises(StatsError, match="Nobody has answered both culture1 and culture2"):
        fit_model(answers, names=NAMES, model=FACTORS, missing="fiml")


def test_a_name_that_is_both_factor_and_column_is_refused() -> None:
    with pytest.raises(StatsError, match="years is a factor"):
        fit_model(complete_answers(), names=NAMES, model="years =~ culture1 + culture2 + culture3")


def test_a_heywood_case_is_told() -> None:
    covariance = np.array([[1, 0.9, 0.9], [0.9, 1, 0.65], [0.9, 0.65, 1]])
    draws = complete_answers()[:, :3]
    white = np.linalg.solve(np.linalg.cholesky(np.cov(draws.T)), (draws - draws.mean(axis=0)).T)
    fitted = fit_model(
        (np.linalg.cholesky(covariance) @ white).T, names=["a", "b", "c"], model="f =~ a + b + c"
    )
    assert [(one.kind, one.items) for one in fitted.warnings] == [("negative_variance", ("a",))]
    assert fitted.explained["a"] is None


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("x := a*nothing", "no parameter is called «nothing»"),
        ("x := a/(a - a)", "divides by zero"),
        ("x := __import__('os')", "is not arithmetic"),
        ("x := a.real", "is not arithmetic"),
        ("x := a +", "Model, line 2"),
        ("x := 9^9^9^9", "too large"),
        ("a := b", "already the name"),
    ],
)
def test_only_arithmetic_is_calculated(formula: str, said: str) -> None:
    with pytest.raises(StatsError) as refused:
        fit_model(complete_answers(), names=NAMES, model=f"mastery1 ~ a*quality1 + b*culture1\n{formula}")
    assert said in str(refused.value)
