"""The model that says nothing: moments as they are. With missing answers they are estimated by EM (Dempster,
Laird & Rubin 1977; Little & Rubin 2002, ch. 8).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from redthread.stats.answers import Matrix, Vector
from redthread.stats.errors import StatsError, listed
from redthread.stats.paths.likelihood import inverted
from redthread.stats.paths.samples import Sample

MOST_STEPS, SETTLED, SINGULAR = 5_000, 1e-12, 1e-10


class Saturated(NamedTuple):
    """`value` is -2 log likelihood / n without the constant. The covariance divides by n."""

    means: Vector
    covariance: Matrix
    value: float


def saturated(sample: Sample) -> Saturated:
    """Raises StatsError for variables that follow exactly from each other."""
    if not sample.is_complete:
        _refuse_never_together(sample)
        return _by_em(sample)
    covariance = sample.patterns.covariances[0]
    refuse_collinear(covariance, sample)
    log_determinant = float(np.linalg.slogdet(covariance)[1])
    return Saturated(sample.patterns.means[0], covariance, log_determinant + len(sample.names))


def refuse_collinear(covariance: Matrix, sample: Sample) -> None:
    """Raises StatsError with the variables whose combination has no variance."""
    if sample.people <= len(sample.names):
        text = (
            f"{sample.people} people are too few for {len(sample.names)} variables; it takes more people "
            "than variables."
        )
        raise StatsError("too_few", text)
    sds = np.sqrt(np.diag(covariance))
    values, vectors = np.linalg.eigh(covariance / np.outer(sds, sds))
    if values[0] < SINGULAR * values[-1]:
        together = tuple(
            name for name, weight in zip(sample.names, vectors[:, 0], strict=True) if abs(weight) > 1e-3
        )
        text = (
            f"{listed(together)} follow exactly from each other; the covariance matrix is not positive "
            "definite. "
        )
        raise StatsError("collinear", text + "Leave one of them out.", items=together)


def _refuse_never_together(sample: Sample) -> None:
    known = sample.patterns.known.astype(int)
    together = known.T @ known
    if not together.all():
        one, other = (sample.names[place] for place in np.argwhere(together == 0)[0])
        text = f"Nobody has answered both {one} and {other}, so how they covary cannot be known."
        raise StatsError("never_together", text, items=(one, other))


def _by_em(sample: Sample) -> Saturated:
    answers = sample.answers
    means, covariance = np.nanmean(answers, axis=0), np.diag(np.nanvar(answers, axis=0))
    before = np.inf
    for _step in range(MOST_STEPS):
        stepped = _em_step(sample, means, covariance)
        if abs(before - stepped.value) < SETTLED * max(1.0, abs(stepped.value)):
            refuse_collinear(covariance, sample)
            return Saturated(means, covariance, stepped.value)
        means, covariance, before = stepped
    raise StatsError("no_convergence", "Means and covariances of the incomplete answers cannot be settled.")


def _em_step(sample: Sample, means: Vector, covariance: Matrix) -> Saturated:
    """What is missing is expected from what is known; then the moments are taken. The value is that before
    the step.
    """
    size = len(means)
    sums, products, value = np.zeros(size), np.zeros((size, size)), 0.0
    for part in sample.parts():
        try:
            inverses, logs = inverted(covariance, part.known)
        except np.linalg.LinAlgError:
            refuse_collinear(covariance, sample)
            raise StatsError(
                "collinear", "The covariance matrix of the answers is not positive definite."
            ) from None
        weights = covariance @ inverses
        rest = np.where(part.known, part.means - means, 0)
        filled = means + (weights @ rest[:, :, None])[:, :, 0]
        spread = weights @ part.covariances @ weights.transpose(0, 2, 1) + covariance - weights @ covariance
        sums += part.shares @ filled
        products += np.tensordot(part.shares, spread + filled[:, :, None] * filled[:, None, :], axes=1)
        near = np.einsum("pij,pij->p", inverses, part.covariances) + np.einsum(
            "pi,pij,pj->p", rest, inverses, rest
        )
        value += float(part.shares @ (logs + near))
    return Saturated(sums, products - np.outer(sums, sums), value)
