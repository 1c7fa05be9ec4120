"""What a figure is called, at the edges of the literature's limits."""

from __future__ import annotations

import pytest

from redthread.stats.paths.fit import Fit
from redthread.stats.paths.heywood import Warned
from redthread.stats.wording import (
    fit_sentences,
    judge_cfi,
    judge_reliability,
    judge_rmsea,
    judge_srmr,
    number,
    reliability_sentence,
    rmsea_sentence,
    warning_sentence,
)


def test_the_fit_of_the_evaluation_is_not_simply_good() -> None:
    """003 L3189-3193 calls RMSEA 0.087 and CFI 0.921 good."""
    assert rmsea_sentence(0.087) == (
        "RMSEA 0,087 er i overkant av det som regnes som akseptabelt (høyst 0,08)."
    )
    fit = Fit(200.0, 90, 0.00001, 2_000.0, 120, 0.921, 0.9, 0.087, (0.07, 0.1), 0.06)
    said = fit_sentences(fit, 166)
    assert (
        said[0] == "χ² = 200,0 med 90 frihetsgrader (p < 0,001, n = 166): modellen gjengir ikke dataene helt."
    )
    assert said[2] == "CFI 0,921 er akseptabelt, men under det som regnes som godt (minst 0,95)."
    assert len(said) == 5


@pytest.mark.parametrize(
    ("value", "judged"),
    [
        (0.05, "good"),
        (0.0501, "acceptable"),
        (0.08, "acceptable"),
        (0.0801, "above"),
        (0.1, "above"),
        (0.11, "poor"),
    ],
)
def test_limits_of_rmsea(value: float, judged: str) -> None:
    assert judge_rmsea(value) == judged


def test_limits_of_the_others() -> None:
    assert [judge_cfi(value) for value in (0.95, 0.949, 0.9, 0.899)] == [
        "good",
        "acceptable",
        "acceptable",
        "poor",
    ]
    assert [judge_srmr(value) for value in (0.05, 0.08, 0.081)] == ["good", "acceptable", "poor"]
    assert [judge_reliability(value) for value in (0.8, 0.7, 0.69)] == ["good", "acceptable", "poor"]


def test_a_model_that_repeats_the_data_says_nothing() -> None:
    said = fit_sentences(Fit(0.0, 0, None, 50.0, 3, 1.0, 1.0, 0.0, (0.0, 0.0), 0.0), 100)
    assert len(said) == 1
    assert "sier ingenting" in said[0]


def test_a_wide_interval_is_told() -> None:
    assert "svakere" in reliability_sentence(0.82, (0.70, 0.9), 20, 5)
    assert "svakere" not in reliability_sentence(0.82, (0.81, 0.83), 2_000, 5)


def test_an_impossible_estimate_is_explained() -> None:
    assert "kan ikke være negativ" in warning_sentence(Warned("negative_variance", ("x1",), -0.2))
    assert "1,040, mer enn 1" in warning_sentence(Warned("correlation_above_1", ("f", "g"), 1.04))
    assert "f og g følger av hverandre" in warning_sentence(Warned("latent_not_positive", ("f", "g"), -0.1))


def test_numbers_are_norwegian() -> None:
    assert (number(0.087, 3), number(-1.5, 1)) == ("0,087", "−1,5")
