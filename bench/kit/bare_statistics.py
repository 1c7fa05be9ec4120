"""What a reader of the numpy manual would write: the least that finds the same figures."""

from __future__ import annotations

from typing import Any

import numpy as np


def bare_alpha(answers: Any) -> float:
    """Complete rows, their covariance, alpha, and what item analysis reads from the same matrix."""
    complete = answers[~np.isnan(answers).any(axis=1)].astype(np.float64)
    covariance = np.cov(complete.T)
    items, sums = len(covariance), covariance.sum(axis=0)
    variances = np.diag(covariance)
    _rest = (sums - variances) / np.sqrt(variances * (covariance.sum() - 2 * sums + variances))
    return float(items / (items - 1) * (1 - variances.sum() / covariance.sum()))


def bare_pass(answers: Any) -> Any:
    """Pairwise: the products of what is known with itself, on whole matrices."""
    known = ~np.isnan(answers)
    values = np.where(known, answers, 0).astype(np.float64)
    there = known.astype(np.float64)
    pairs, sums, products = there.T @ there, values.T @ there, values.T @ values
    return (products - sums * sums.T / pairs) / (pairs - 1)


def bare_covariance(answers: Any) -> Any:
    return np.cov(answers.T)
