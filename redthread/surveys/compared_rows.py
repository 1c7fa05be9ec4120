"""What is set against something else, flat: roles, waves, two questions, modules and the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from redthread.instruments.model import CHANGE as OUTCOME
from redthread.surveys.figures.levels import TOTAL
from redthread.surveys.level_words import level_words
from redthread.surveys.main_messages import Names
from redthread.surveys.measures import (
    CHANGE,
    COMPARED,
    CORRELATION,
    COVERAGE,
    EFFECT,
    GAP,
    HIGH,
    LOW,
    PAIRED_CHANGE,
    Row,
)
from redthread.surveys.result_lines import told_changes, told_gaps

Figures = Mapping[str, Any]


def compared_rows(figures: Figures, names: Names) -> Iterator[Row]:
    for one in told_gaps(figures):
        against = level_words(one["lowest"])
        about = Row(one["code"], names.of(one["of"], one["code"]), one["highest"], GAP, against=against)
        yield from _difference(about, one)
    for since in figures["changes"]:
        against = _("Runde %(number)d") % {"number": since["since"]}
        for one in told_changes(since):
            measure = PAIRED_CHANGE if one["is_paired"] else CHANGE
            about = Row(one["code"], names.of(one["of"], one["code"]), one["level"], measure, against=against)
            yield from _difference(about, one)
    for one in figures.get("comparisons", ()):
        first, second = (names.of("item", one[place]) for place in ("first", "second"))
        yield from _difference(Row(one["first"], first, TOTAL, COMPARED, against=second), one)
    yield from _modules(figures, names)


def _modules(figures: Figures, names: Names) -> Iterator[Row]:
    """How much was met is of all who answered that; how it goes together, of those who told of both."""
    for one in figures.get("modules", ()):
        text = names.of("item", one["code"])
        about = Row(one["code"], text, TOTAL, CORRELATION, against=_outcome(names))
        if "hidden" in one:
            yield about._replace(hidden=one["hidden"])
            continue
        people = figures["items"][one["code"]]["cells"][TOTAL]["n"]
        yield Row(one["code"], text, TOTAL, COVERAGE, value=one["coverage"], n=people)
        yield from _valued(about._replace(n=one["n"]), one["effect"], one["interval"])


def _outcome(names: Names) -> str:
    return next(one.title.to(names.language) for one in names.indices.values() if one.measures == OUTCOME)


def _difference(about: Row, cell: Figures) -> Iterator[Row]:
    """With its interval and how large it is; what is hidden has one row, which says so."""
    if "hidden" in cell:
        yield about._replace(hidden=cell["hidden"])
        return
    here, there = cell["n"]
    counted = about._replace(n=here, n_against=there)
    yield from _valued(counted, cell["difference"], cell["interval"])
    yield counted._replace(measure=EFFECT, value=cell["effect"] + 0.0)


def _valued(about: Row, value: float, interval: Sequence[float]) -> Iterator[Row]:
    low, high = interval
    for measure, one in ((about.measure, value), (LOW, low), (HIGH, high)):
        yield about._replace(measure=measure, value=one + 0.0)  # what is rounded to 0 has no sign
