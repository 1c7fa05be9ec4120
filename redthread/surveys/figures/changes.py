"""What has changed since an earlier wave, where both may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from redthread.stats.differences import Difference, between, paired
from redthread.stats.errors import StatsError
from redthread.surveys.figures.answers import Answers, Numbers
from redthread.surveys.figures.gaps import Series
from redthread.surveys.figures.indices import of_level
from redthread.surveys.figures.levels import KIND, Level
from redthread.surveys.figures.shown import told_difference

Cell = dict[str, Any]


class Wave(NamedTuple):
    """A wave that is compared: its answers, its levels, and its series by what they are of and their code."""

    answers: Answers
    levels: Mapping[str, Level]
    series: Mapping[tuple[str, str], Series]


def change_figures(
    now: Answers, levels: Sequence[Level], every: Iterable[Series], before: Wave, k: int
) -> list[Cell]:
    """Now less before, for everybody and each role; paired where people are linked and it reveals nobody."""
    found = []
    for one in every:
        earlier = before.series.get((one.of, one.code))
        if earlier is None:
            continue
        for level in levels:
            is_shown = level.code in one.shown and level.code in earlier.shown
            if level.axis == KIND or not is_shown or level.code not in before.levels:
                continue
            told = _difference((now, level, one), (before.answers, before.levels[level.code], earlier), k)
            if told is not None:
                found.append({"of": one.of, "code": one.code, "level": level.code, **told_difference(told)})
    return found


Side = tuple[Answers, Level, Series]


def _difference(now: Side, before: Side, k: int) -> Difference | None:
    try:
        both = _linked(now, before, k)
        if both is not None:
            return paired(*both)
        return between(*(of_level(answers, level, series.values) for answers, level, series in (now, before)))
    except StatsError:
        return None


def _linked(now: Side, before: Side, k: int) -> tuple[Numbers, Numbers] | None:
    """The same people twice. None when those who answered only once are somebody but fewer than k: the means
    of all, less those of the paired, would tell of them."""
    one, other = _by_link(*now), _by_link(*before)
    if one is None or other is None:
        return None
    _shared, here, there = np.intersect1d(one[0], other[0], return_indices=True)
    alone = (one[2] - len(here), other[2] - len(there))
    if len(here) < k or any(0 < left < k for left in alone):
        return None
    return one[1][here], other[1][there]


def _by_link(answers: Answers, level: Level, series: Series) -> tuple[Any, Numbers, int] | None:
    """Links, values, and how many have a value. A link that two people have made leads to neither."""
    if answers.links is None:
        return None
    kept = np.isin(answers.groups, level.numbers) & ~np.isnan(series.values)
    links, first, count = np.unique(answers.links[kept].view("S16"), return_index=True, return_counts=True)
    once = count == 1
    return links[once], series.values[kept][first[once]], int(kept.sum())
