"""All figures of a wave, after disclosure control, as they are stored: a hidden figure is not in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from redthread.instruments.model import Instrument
from redthread.surveys.figures.answers import Answers
from redthread.surveys.figures.changes import Wave, change_figures
from redthread.surveys.figures.comparisons import comparison_figures
from redthread.surveys.figures.findings import finding_figures
from redthread.surveys.figures.gaps import INDEX, ITEM, Series, gap_figures, series_of
from redthread.surveys.figures.indices import Measured, index_figures
from redthread.surveys.figures.items import item_figures
from redthread.surveys.figures.levels import Background, Group, Level, levels_of
from redthread.surveys.figures.masking import SCHOOLS, Asked, Before, by_background, mask_of
from redthread.surveys.figures.modules import module_figures

Figures = dict[str, Any]
FORMAT = 1
FEWEST_SCHOOLS = 3


class Closed(NamedTuple):
    """A wave as it lies when it has closed.

    `schools` is how many different schools stand behind each level, where that is known and means something.
    `roles` and `kinds` are those that were asked.
    """

    answers: Answers
    groups: tuple[Group, ...]
    k: int
    schools: Mapping[str, int]
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def levels(self) -> list[Level]:
        return levels_of(self.groups, roles=self.roles, kinds=self.kinds)

    @property
    def by_group(self) -> dict[int, int]:
        """How many have answered; for the calculation, and never to be shown as it is."""
        counts = np.bincount(self.answers.groups, minlength=256)
        return {group.number: int(counts[group.number]) for group in self.groups}

    @property
    def people(self) -> dict[Background, int]:
        return by_background(self.by_group, self.groups)


class Earlier(NamedTuple):
    """A wave that closed before, with the figures that were shown of it."""

    number: int
    closed: Closed
    figures: Figures

    @property
    def told(self) -> Before:
        return Before(f"{self.number} ", self.closed.people, self.figures["levels"])


def figures_of(closed: Closed, instrument: Instrument, earlier: Iterable[Earlier] = ()) -> Figures:
    """One mask is chosen for the wave, and what it hides is hidden in every figure of it."""
    before = list(earlier)
    answers, levels = closed.answers, closed.levels
    asked = Asked(closed.groups, levels, closed.k, _too_few_schools(closed))
    by_group = closed.by_group
    mask = mask_of(by_group, asked, [one.told for one in before if "hidden" not in one.figures["levels"][0]])
    asked = asked._replace(hidden=mask)
    items = item_figures(answers, instrument, asked)
    indices, measured = index_figures(answers, instrument, asked)
    shown = {INDEX: indices, ITEM: items}
    return {
        "format": FORMAT,
        "k": closed.k,
        "levels": [_level(level, by_group, mask) for level in levels],
        "items": items,
        "indices": indices,
        "gaps": _gaps(answers, instrument, levels, measured, shown),
        "changes": [
            {"since": one.number, "changes": _changes(closed, instrument, measured, shown, one)}
            for one in before
        ],
        "comparisons": comparison_figures(answers, instrument, items, closed.k),
        "modules": module_figures(answers, instrument, measured, items, closed.k),
        "findings": finding_figures(items, instrument),
    }


def _too_few_schools(closed: Closed) -> dict[str, str]:
    return {code: SCHOOLS for code, count in closed.schools.items() if count < FEWEST_SCHOOLS}


def _level(level: Level, counts: Mapping[int, int], mask: Mapping[str, str]) -> Figures:
    told = {"code": level.code, "axis": level.axis, "category": level.category}
    if level.code in mask:
        return {**told, "hidden": str(mask[level.code])}
    return {**told, "n": sum(counts[number] for number in level.numbers)}


def _gaps(
    answers: Answers,
    instrument: Instrument,
    levels: list[Level],
    measured: Mapping[str, Measured],
    shown: Mapping[str, Figures],
) -> list[Figures]:
    tests = len(shown[INDEX]) + sum(1 for one in shown[ITEM].values() if one["option"] is None)
    return gap_figures(answers, levels, series_of(answers, instrument, measured, shown), tests)


def _changes(
    closed: Closed,
    instrument: Instrument,
    measured: Mapping[str, Measured],
    shown: Mapping[str, Figures],
    one: Earlier,
) -> list[Figures]:
    then = one.closed
    asked = Asked(then.groups, then.levels, then.k, {})
    _figures, measured_then = index_figures(then.answers, instrument, asked)
    shown_then = {INDEX: one.figures["indices"], ITEM: one.figures["items"]}
    earlier: dict[tuple[str, str], Series] = {
        (series.of, series.code): series
        for series in series_of(then.answers, instrument, measured_then, shown_then)
    }
    wave = Wave(then.answers, {level.code: level for level in then.levels}, earlier)
    now = series_of(closed.answers, instrument, measured, shown)
    return change_figures(closed.answers, closed.levels, now, wave, closed.k)
