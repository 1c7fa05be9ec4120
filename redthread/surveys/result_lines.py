"""Lines of a results page: indices, gaps, changes and response, each in a few words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.surveys.drawn import Numbered
from redthread.surveys.figures.levels import ROLE, TOTAL
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
    pictures: list[Numbered]
    weak: list[str]


class Gaps(NamedTuple):
    lines: list[Line]
    more: list[Line]
    pictures: list[Numbered]


class Change(NamedTuple):
    since: int
    indices: list[Line]
    items: list[Line]


def index_lines(figures: Figures, pictures: list[Numbered], names: Names) -> Indices:
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


def gap_lines(figures: Figures, pictures: list[Numbered], names: Names) -> Gaps:
    lines = [_gap(one, names) for one in told_gaps(figures)]
    return Gaps(lines[:FIRST], lines[FIRST:], pictures)


def told_gaps(figures: Figures) -> list[Figures]:
    """Those that are clear, the widest first."""
    return [one for one in figures["gaps"] if one["is_clear"]]


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
    for one in figures["changes"]:
        told = told_changes(one)
        indices, items = (
            [_change(each, names) for each in told if each["of"] == kind] for kind in ("index", "item")
        )
        yield Change(one["since"], indices, items)


def told_changes(since: Figures) -> list[Figures]:
    """Since one wave: a role's change when it is clear, that of everybody always."""
    return [one for one in since["changes"] if one["level"] == TOTAL or one["is_clear"]]


def _change(one: Figures, names: Names) -> Line:
    now, then = one["n"]
    people = (
        _("%(count)d som har svart begge ganger") % {"count": now}
        if one["is_paired"]
        else _("%(now)d svar nå og %(then)d da") % {"now": now, "then": then}
    )
    told = f"{level_words(one['level'])}: {difference_words(one)}, {people}"
    return Line(names.of(one["of"], one["code"]), told, one["code"])


def response_lines(response: Figures) -> tuple[list[Line], list[Line]]:
    """By role, and by unit."""
    roles = ((level_words(f"{ROLE}:{name}"), cell) for name, cell in response.get("by_role", {}).items())
    by_role, by_unit = (
        [Line(name, _response(cell)) for name, cell in places] for places in (roles, told_units(response))
    )
    return by_role, by_unit


def told_units(response: Figures) -> list[tuple[str, Figures]]:
    """Those that may be told, by name, and how many may not."""
    units = response.get("by_unit", {})
    told = [(name or _("Uten enhet"), cell) for name, cell in units.items() if "hidden" not in cell]
    hidden = [cell for cell in units.values() if "hidden" in cell]
    if not hidden:
        return told
    words = ngettext("%(count)d enhet", "%(count)d enheter", len(hidden)) % {"count": len(hidden)}
    return [*told, (words if not told else _("%(units)s til") % {"units": words}, hidden[0])]


def _response(cell: Figures) -> str:
    if "hidden" in cell:
        return _("vises ikke")
    words = {"answered": cell["answered"], "invited": cell["invited"]}
    return _("%(answered)d av %(invited)d") % words
