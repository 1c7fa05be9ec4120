"""The data as a likelihood needs them: moments of each pattern of what is answered, in stacked arrays.

What a pattern lacks is zero in its moments and False in `known`, so that all patterns are calculated at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from redthread.stats.answers import Matrix, Vector, is_complete
from redthread.stats.errors import StatsError, listed

MOST_VARIABLES, MOST_CELLS, CELLS_AT_ONCE = 200, 40_000_000, 500_000


class Patterns(NamedTuple):
    """For each pattern: the share of people, what is known, means and covariances (they divide by n)."""

    shares: Vector
    known: NDArray[np.bool_]
    means: Matrix
    covariances: NDArray[np.float64]


class Sample(NamedTuple):
    """`answers` are those of the people who are used; `pattern_of` tells the pattern of each."""

    names: tuple[str, ...]
    people: int
    patterns: Patterns
    pattern_of: NDArray[np.intp]
    answers: Matrix

    @property
    def is_complete(self) -> bool:
        return bool(self.patterns.known.all())

    def parts(self) -> Iterator[Patterns]:
        """The patterns, so many at a time that they stay small in memory."""
        size = max(1, CELLS_AT_ONCE // len(self.names) ** 2)
        for start in range(0, len(self.patterns.shares), size):
            here, all_of = slice(start, start + size), self.patterns
            yield Patterns(
                all_of.shares[here], all_of.known[here], all_of.means[here], all_of.covariances[here]
            )


def sample_of(answers: ArrayLike, names: Sequence[str], *, missing: str) -> Sample:
    """Listwise keeps complete people; fiml everybody who has answered anything (of the variables in the
    model).
    """
    matrix = np.asarray(answers, np.float64)
    _refuse_many(names)
    _refuse_useless(matrix, names)
    kept = matrix[is_complete(matrix) if missing == "listwise" else ~np.isnan(matrix).all(axis=1)]
    if len(kept) < 2:
        text = f"{len(kept)} of {len(matrix)} people have answered what the model needs. It takes two or more"
        could_help = missing == "listwise" and len(matrix) > 1
        raise StatsError("too_few", text + (", or missing=fiml." if could_help else "."))
    _refuse_same(kept, names)
    patterns, pattern_of = _patterns(kept)
    return Sample(tuple(names), len(kept), patterns, pattern_of, kept)


def sample_from(covariance: Matrix, means: Vector, names: Sequence[str], people: int) -> Sample:
    """A sample of complete answers of which only the moments are kept (the covariance divides by n - 1)."""
    _refuse_many(names)
    known = np.ones((1, len(names)), bool)
    patterns = Patterns(np.ones(1), known, means[None], (covariance * (people - 1) / people)[None])
    return Sample(tuple(names), people, patterns, np.zeros(0, np.intp), np.zeros((0, len(names))))


def part_of(sample: Sample, at: list[int]) -> Sample:
    """The sample of some of its variables, of those who have answered any of them."""
    rest = sample.answers[:, at]
    rest = rest[~np.isnan(rest).all(axis=1)]
    patterns, pattern_of = _patterns(rest)
    return Sample(tuple(sample.names[place] for place in at), len(rest), patterns, pattern_of, rest)


def _refuse_many(names: Sequence[str]) -> None:
    if len(names) > MOST_VARIABLES:
        text = f"The model has {len(names)} observed variables; {MOST_VARIABLES} is the most."
        raise StatsError("too_many_items", text)


def _refuse_useless(matrix: Matrix, names: Sequence[str]) -> None:
    if np.isinf(matrix).any():
        wrong = tuple(np.array(names)[np.isinf(matrix).any(axis=0)].tolist())
        raise StatsError("infinite", f"Infinite values in {listed(wrong)}.", items=wrong)
    empty = tuple(name for name, column in zip(names, matrix.T, strict=True) if np.isnan(column).all())
    if empty:
        raise StatsError("all_missing", f"Nobody has answered {listed(empty)}. Leave it out.", items=empty)


def _refuse_same(matrix: Matrix, names: Sequence[str]) -> None:
    low, high = np.nanmin(matrix, axis=0), np.nanmax(matrix, axis=0)
    same = tuple(name for name, one, other in zip(names, low, high, strict=True) if one == other)
    if same:
        text = (
            f"Everybody has answered the same to {listed(same)}. A variable without variance cannot be "
            "in the model."
        )
        raise StatsError("zero_variance", text, items=same)


def _patterns(matrix: Matrix) -> tuple[Patterns, NDArray[np.intp]]:
    known = ~np.isnan(matrix)
    if known.all():
        kinds, which = known[:1], np.zeros(len(matrix), np.intp)
    else:
        kinds, inverse = np.unique(known, axis=0, return_inverse=True)
        which = inverse.ravel().astype(np.intp)
    if len(kinds) * matrix.shape[1] ** 2 > MOST_CELLS:
        text = (
            f"The answers have {len(kinds)} different patterns of what is missing; that is too much for FIML."
        )
        raise StatsError("too_many_patterns", text + " Use missing=listwise, or fewer variables.")
    counts = np.bincount(which)
    means, covariances = np.zeros(kinds.shape), np.zeros((*kinds.shape, kinds.shape[1]))
    starts = np.cumsum(counts)[:-1]
    for place, rows in enumerate(np.split(np.argsort(which, kind="stable"), starts)):
        here = np.where(kinds[place], matrix[rows], 0)
        means[place] = here.mean(axis=0)
        rest = here - means[place]
        covariances[place] = rest.T @ rest / len(rows)
    return Patterns(counts / len(matrix), kinds, means, covariances), which
