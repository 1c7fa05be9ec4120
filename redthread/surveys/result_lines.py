"""Lines of a results page: indices, gaps and changes, each in a few words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from redthread.pictures.picture import Picture
from redthread.surveys.figures.levels import TOTAL
from redthread.surveys.level_words import level_words, why_hidden
from redthread.surveys.main_messages import Names
from redthread.surveys.result_words import (
    difference_words,
    interval_words,
    mean_words,
    people_words,
    reliability_figures,
)
from redthread.surveys.weight import is_weak

Figures = Mapping[str, Any]
FIRST = 5  # gaps that are read without opening more


class Line(NamedTuple):
    """A name with what is told of it; `about` is the code whose page tells more."""

    name: str
    told: str
    about: str = ""


class IndexLine(NamedTuple):
    """An index of everybody, and never without how well it measures."""

    name: str
    told: str
    about: str
    reliability: str

    def in_words(self) -> str:
        return f"{self.name}: {self.told}. {self.reliability}"


class Indices(NamedTuple):
    """`weak` are the names of those that should not be read as one figure."""

    lines: list[IndexLine]
    pictures: list[Picture]
    weak: list[str]


class Gaps(NamedTuple):
    lines: list[Line]
    more: list[Line]
    pictures: list[Picture]


class Change(NamedTuple):
    since: int
    indices: list[Line]
    items: list[Line]


def index_lines(figures: Figures, pictures: list[Picture], names: Names) -> Indices:
    lines = [
        IndexLine(
            names.of("index", code),
            _index(one["cells"][TOTAL]),
            code,
            reliability_figures(one["reliability"]),
        )
        for code, one in figures["indices"].items()
    ]
    weak = [
        names.of("index", code)
        for code, one in figures["indices"].items()
        if is_weak(one["reliability"]) and "mean" in one["cells"][TOTAL]
    ]
    return Indices(lines, pictures, weak)


def _index(cell: Figures) -> str:
    if "mean" not in cell:
        return mean_words(cell)
    return f"{mean_words(cell)} ({interval_words(cell)}), {people_words(cell['n'])}"


def gap_lines(figures: Figures, pictures: list[Picture], names: Names) -> Gaps:
    """Those that are clear, the widest first."""
    lines = [_gap(one, names) for one in figures["gaps"] if one["is_clear"]]
    return Gaps(lines[:FIRST], lines[FIRST:], pictures)


def _gap(one: Figures, names: Names) -> Line:
    words = {"high": level_words(one["highest"]), "low": level_words(one["lowest"])}
    who = _("%(high)s over %(low)s") % words
    return Line(names.of(one["of"], one["code"]), f"{who}: {difference_words(one)}", one["code"])


def comparison_lines(figures: Figures, names: Names) -> Iterator[Line]:
    """Of those who answered both of two questions; the sign tells which they rate higher."""
    for one in figures.get("comparisons", ()):
        pair = {place: names.of("item", one[place]) for place in ("first", "second")}
        about = _("«%(first)s» mot «%(second)s»") % pair
        yield Line(about, why_hidden(one) or _compared(one), one["first"])


def _compared(one: Figures) -> str:
    words = {"difference": difference_words(one), "people": people_words(one["n"][0])}
    return _("%(difference)s, %(people)s på begge") % words


def change_lines(figures: Figures, names: Names) -> Iterator[Change]:
    """A role's change is told when it is clear; that of everybody always."""
    for one in figures["changes"]:
        told = [each for each in one["changes"] if each["level"] == TOTAL or each["is_clear"]]
        indices, items = (
            [_change(each, names) for each in told if each["of"] == kind] for kind in ("index", "item")
        )
        yield Change(one["since"], indices, items)


def _change(one: Figures, names: Names) -> Line:
    now, then = one["n"]
    people = (
        _("%(count)d som har svart begge ganger") % {"count": now}
        if one["is_paired"]
        else _("%(now)d svar nå og %(then)d da") % {"now": now, "then": then}
    )
    told = f"{level_words(one['level'])}: {difference_words(one)}, {people}"
    return Line(names.of(one["of"], one["code"]), told, one["code"])
