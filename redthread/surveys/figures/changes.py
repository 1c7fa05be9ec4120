"""What has changed since an earlier wave, where both may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from redthread.stats.differences import Difference, between, paired
from redthread.stats.errors import StatsError
from redthread.surveys.figures.answers import Answers, Numbers
from redthread.surveys.figures.gaps import Series
from redthread.surveys.figures.indices import of_level
from redthread.surveys.figures.levels import KIND, TOTAL, Level
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
        both = [
            (level, before.levels[level.code])
            for level in levels
            if level.axis != KIND
            and level.code in one.shown
            and level.code in earlier.shown
            and level.code in before.levels
        ]
        may_pair = _may_pair((now, one), (before.answers, earlier), both, k)
        for level, then in both:
            told = _difference((now, level, one), (before.answers, then, earlier), may_pair=may_pair)
            if told is not None:
                found.append({"of": one.of, "code": one.code, "level": level.code, **told_difference(told)})
    return found


Side = tuple[Answers, Level, Series]


def _difference(now: Side, before: Side, *, may_pair: bool) -> Difference | None:
    try:
        both = _linked(now, before) if may_pair else None
        if both is not None and len(both[0]):
            return paired(*both)
        return between(*(of_level(answers, level, series.values) for answers, level, series in (now, before)))
    except StatsError:
        return None


def _may_pair(
    now: tuple[Answers, Series], before: tuple[Answers, Series], both: Sequence[tuple[Level, Level]], k: int
) -> bool:
    """Whether those who answered twice, and those who answered once, are none or k or more in each role that
    is told and in the rest of everybody: else what is told of all, less that of the others, tells of few."""
    return all(
        count == 0 or count >= k
        for here, there in _parts(both)
        for count in _twice_and_once((now[0], here, now[1]), (before[0], there, before[1]))
    )


def _parts(both: Sequence[tuple[Level, Level]]) -> Iterator[tuple[Level, Level]]:
    """Each role that is told, and what is left of everybody without them."""
    roles = [pair for pair in both if pair[0].axis != TOTAL]
    yield from roles
    for whole in (pair for pair in both if pair[0].axis == TOTAL):
        here, there = (
            level._replace(
                numbers=tuple(set(level.numbers) - {one for role in roles for one in role[at].numbers})
            )
            for at, level in enumerate(whole)
        )
        yield here, there


def _twice_and_once(now: Side, before: Side) -> tuple[int, ...]:
    sides = [_by_link(*side) for side in (now, before)]
    both = _linked(now, before)
    twice = 0 if both is None else len(both[0])
    return (twice, *(0 if side is None else side[2] - twice for side in sides))


def _linked(now: Side, before: Side) -> tuple[Numbers, Numbers] | None:
    """The values of the same people twice; None where nobody can be linked."""
    one, other = _by_link(*now), _by_link(*before)
    if one is None or other is None:
        return None
    _shared, here, there = np.intersect1d(one[0], other[0], return_indices=True)
    return one[1][here], other[1][there]


def _by_link(answers: Answers, level: Level, series: Series) -> tuple[Any, Numbers, int] | None:
    """Links, values, and how many have a value. A link that two people have made leads to neither."""
    if answers.links is None:
        return None
    kept = np.isin(answers.groups, level.numbers) & ~np.isnan(series.values)
    links, first, count = np.unique(answers.links[kept].view("S16"), return_index=True, return_counts=True)
    once = count == 1
    return links[once], series.values[kept][first[once]], int(kept.sum())
