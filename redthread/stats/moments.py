"""Means and covariances in one pass over the answers, a block of rows at a time.

A block stays in the processor's cache and is centred near the mean before it is squared, so that 500,000
people need neither a copy of the data nor lose digits (Chan, Golub & LeVeque 1983, The American Statistician
37(3), on why to centre). Listwise keeps complete rows; pairwise keeps for each pair of items those who
answered both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from redthread.stats.answers import Matrix, Raw, Vector, refuse_infinite
from redthread.stats.errors import StatsError, listed

Missing = Literal["listwise", "pairwise"]

CELLS_IN_BLOCK = 65_536


class Moments(NamedTuple):
    """Covariances divide by n - 1. `people` is counted after deletion; `pairs` has the n behind each
    covariance.
    """

    people: int
    means: Vector
    covariance: Matrix
    pairs: Matrix
    names: tuple[str, ...]


def moments_of(answers: Raw, names: tuple[str, ...], *, missing: Missing = "listwise") -> Moments:
    """Raises StatsError when fewer than two people are left, or a pair of items has fewer than two."""
    centre = _near_means(answers)
    empty = tuple(name for name, value in zip(names, centre, strict=True) if np.isnan(value))
    if empty:
        raise StatsError("all_missing", f"Nobody has answered {listed(empty)}. Leave it out.", items=empty)
    moments = _listwise if missing == "listwise" else _pairwise
    with np.errstate(invalid="ignore"):  # infinite answers are refused below
        found = moments(answers, centre, names)
    refuse_infinite(np.isfinite(found.means), names)
    return found


def blocks(answers: Raw) -> Iterator[Raw]:
    """Blocks of rows, small enough for the cache."""
    rows = max(64, CELLS_IN_BLOCK // answers.shape[1])
    for start in range(0, len(answers), rows):
        yield answers[start : start + rows]


def _near_means(answers: Raw) -> Vector:
    """Means of the first answers of each item: near enough to centre on. NaN where nobody has answered."""
    first = answers[:256].astype(np.float64)
    known = ~np.isnan(first)
    counts = known.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        means: Vector = np.where(known, first, 0).sum(axis=0) / counts
    for item in np.flatnonzero(counts == 0):
        column = answers[:, item]
        values = column[~np.isnan(column)]
        means[item] = float(values[0]) if len(values) else np.nan
    return means


def _listwise(answers: Raw, centre: Vector, names: tuple[str, ...]) -> Moments:
    items = answers.shape[1]
    people, sums, products = 0, np.zeros(items), np.zeros((items, items))
    ones = np.ones(items, answers.dtype)
    for block in blocks(answers):
        kept = np.flatnonzero(~np.isnan(block @ ones))
        rest = (block if len(kept) == len(block) else block[kept]) - centre
        people += len(rest)
        sums += rest.sum(axis=0)
        products += rest.T @ rest
    if people < 2:
        raise StatsError("too_few", _too_few(people))
    covariance = (products - np.outer(sums, sums) / people) / (people - 1)
    return Moments(people, centre + sums / people, covariance, np.full((items, items), float(people)), names)


def _pairwise(answers: Raw, centre: Vector, names: tuple[str, ...]) -> Moments:
    """One product of [values, is answered] with itself gives n, sums and products of every pair. A row an
    item: what is done to one item then lies together.
    """
    items = answers.shape[1]
    total, people = np.zeros((2 * items, 2 * items)), 0
    for block in blocks(answers):
        both = np.empty((2 * items, len(block)))
        values, known = both[:items], both[items:]
        np.subtract(block.T, centre[:, None], out=values)
        unknown = np.isnan(values)
        np.logical_not(unknown, out=known)
        np.copyto(values, 0, where=unknown)
        people += len(block) - int(unknown.all(axis=0).sum())
        total += both @ both.T
    products, sums, pairs = total[:items, :items], total[:items, items:], total[items:, items:]
    lonely = [names[i] for i, j in zip(*np.nonzero(pairs < 2), strict=True) if i <= j]
    if lonely:
        raise StatsError(
            "too_few", f"Fewer than two people have answered {listed(lonely)} and every other item."
        )
    covariance = (products - sums * sums.T / pairs) / (pairs - 1)
    return Moments(people, centre + np.diag(sums) / np.diag(pairs), covariance, pairs, names)


def _too_few(people: int) -> str:
    who = "Nobody has" if people == 0 else "Only one person has"
    return f"{who} answered every item; a variance needs two people or more."
