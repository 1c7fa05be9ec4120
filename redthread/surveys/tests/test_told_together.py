"""Levels, response and waves told together: somebody who knows who was asked works out no hidden number.

The attacker here has nothing of the package's own: least squares over the numbers that stand on the page,
then the largest and the smallest that each hidden number can be, by an integer program. It knows how many
were asked at each unit in each role, and where nobody has answered. A hidden response that follows from the
levels alone is left out, since the levels come first and stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from redthread.surveys.figures.answers import answers_from
from redthread.surveys.figures.levels import Group
from redthread.surveys.figures.made import Closed, Earlier, figures_of
from redthread.surveys.figures.response import Asked, Round, response_figures, tellable
from redthread.surveys.tests.made_surveys import BARE, K, Told, made_survey

Row = NDArray[np.float64]
AT = {"asked": 0, "unit": 1, "role": 2, "kind": 3}
PARTS, IN_A_PART = 10, 32
survey = cache(made_survey)


class Outsider:
    def __init__(self, told: Told) -> None:
        mail = [((one.role, one.unit, *one.stored), one.answered, one.invited) for one in told.asked]
        by_mail: Counter[tuple[str, ...]] = Counter()
        for cell, count, _most in mail:
            by_mail[cell[2:]] += count
        gone = [(("", "", *stored), n - by_mail[stored], 1000) for stored, n in told.people.items()]
        self.cells, self.people, self.most = zip(*[one for one in (*mail, *gone) if one[1]], strict=True)
        self.levels = [np.ones(len(self.cells))]
        self.shown: list[Row] = []
        self.hidden: dict[str, Row] = {}
        for level in told.figures["levels"][1:]:
            row = self.row(level["axis"], level["category"])
            if "hidden" in level:
                self.hidden[level["code"]] = row
            else:
                self.levels.append(row)
        response = told.figures["response"]
        left = self.row("unit", "")
        if left @ self.people < K:
            self.hidden["not invited any more"] = left
        self.read("in all", np.array([float(cell[1] != "") for cell in self.cells]), response)
        for axis, cells in (("asked", response["by_role"]), ("unit", response["by_unit"])):
            for name, cell in cells.items():
                self.read(f"{axis}:{name}", self.row(axis, name), cell)

    def row(self, axis: str, name: str) -> Row:
        return np.array([float(cell[AT[axis]] == name) for cell in self.cells])

    def read(self, name: str, row: Row, cell: Mapping[str, Any]) -> None:
        if "answered" in cell:
            assert cell["answered"] == row @ self.people
            self.shown.append(row)
        else:
            self.hidden[name] = row

    def found(self) -> list[str]:
        asked = {name: row for name, row in self.hidden.items() if row.any()}
        for name in self.follows(self.levels, asked):
            del asked[name]
        return self.follows([*self.levels, *self.shown], asked)

    def follows(self, known: Sequence[Row], asked: Mapping[str, Row]) -> list[str]:
        linear = [name for name, row in asked.items() if follows(known, row)]
        left = {name: row for name, row in asked.items() if name not in linear}
        rule = LinearConstraint(np.array(known), *[np.array(known) @ self.people] * 2)
        waiting, pinned = dict(left), []
        while waiting:
            name, row = waiting.popitem()
            for sign in (1, -1):
                other = milp(
                    sign * row, integrality=1, constraints=rule, bounds=Bounds(0, self.most)
                ).x.round()
                waiting = {one: its for one, its in waiting.items() if its @ other == its @ self.people}
                if row @ other != row @ self.people:
                    break
            else:
                pinned.append(name)
        return linear + pinned


def follows(known: Sequence[Row], row: Row) -> bool:
    matrix = np.array(known).T
    return bool(np.abs(matrix @ np.linalg.lstsq(matrix, row, rcond=None)[0] - row).max() < 1e-8)


def test_a_unit_is_not_what_is_left_of_its_kind() -> None:
    """Four of eight at the one nursery is few, and follows from the n of nurseries less the two others."""
    numbers = {"A": (8, 12), "B": (4, 8), "C": (7, 11), "D": (9, 14), "E": (9, 14), "F": (10, 15)}
    asked = [
        Asked("teacher", unit, ("teacher", "nursery" if unit < "D" else "school"), invited, answered)
        for unit, (answered, invited) in numbers.items()
    ]
    levels = [
        {"axis": axis, "category": category, "n": n}
        for axis, category, n in (("total", "", 47), ("kind", "nursery", 19), ("kind", "school", 28))
    ]
    people = {("teacher", "nursery"): 19, ("teacher", "school"): 28}

    by_unit = response_figures(Round(asked, people, levels), k=K)["by_unit"]

    told = {unit for unit, cell in by_unit.items() if "answered" in cell}
    assert "B" not in told
    assert len(told & {"A", "C"}) == 1
    assert told >= {"D", "E", "F"}


def test_a_wave_of_which_nothing_was_told_hides_nothing_of_the_next() -> None:
    first, second = (closed_of({"principal": few, "teacher": many}) for few, many in ((1, 3), (12, 30)))
    before = figures_of(first, BARE)

    levels = figures_of(second, BARE, [Earlier(1, first, before)])["levels"]

    assert all("hidden" in level for level in before["levels"])
    assert [level["n"] for level in levels] == [42, 12, 30]


def closed_of(people: Mapping[str, int]) -> Closed:
    groups = tuple(Group(number, role, "") for number, role in enumerate(people, start=1))
    rows = np.repeat(np.arange(1, len(groups) + 1, dtype=np.uint8), list(people.values()))[:, None]
    return Closed(answers_from(rows, BARE, is_linked=False), groups, K, {})


@pytest.mark.parametrize("part", range(PARTS))
def test_no_hidden_number_follows_from_levels_and_response(part: int) -> None:
    for seed in range(part * IN_A_PART, (part + 1) * IN_A_PART):
        for told in survey(seed):
            assert Outsider(told).found() == [], seed


class SamePeople:
    """The rows of several waves, as if so many as were fewest of a place answered each time, and so on up."""

    def __init__(self, waves: Sequence[Told]) -> None:
        counts = [self.counts(told) for told in waves]
        self.layers = sorted({(place, count) for one in counts for place, count in one.items() if count})
        self.waves = list(zip(waves, counts, strict=True))

    def counts(self, told: Told) -> Mapping[tuple[str, str], int]:
        asked = {(one.role, one.unit): one.answered for one in told.asked}
        gone = Counter(told.people) - Counter(self.by_stored(told))
        return {**asked, **{("gone", "-".join(stored)): count for stored, count in gone.items()}}

    def by_stored(self, told: Told) -> Counter[tuple[str, str]]:
        found: Counter[tuple[str, str]] = Counter()
        for one in told.asked:
            found[one.stored] += one.answered
        return found

    def levels(self, wave: int) -> Iterator[tuple[str, Row, bool]]:
        """The axis, who is in it, and whether it is hidden."""
        told, _counts = self.waves[wave]
        stored = {(one.role, one.unit): one.stored for one in told.asked}
        stored |= {("gone", "-".join(one)): one for one in told.people}
        for level in told.figures["levels"]:
            at = {"role": 0, "kind": 1}.get(level["axis"])
            its = {place for place, one in stored.items() if at is None or one[at] == level["category"]}
            yield level["axis"], self.row(wave, its), "hidden" in level

    def response(self, wave: int) -> Iterator[tuple[Row, bool]]:
        told, _counts = self.waves[wave]
        places, response = [(one.role, one.unit) for one in told.asked], told.figures["response"]
        yield self.row(wave, places), "hidden" in response
        for at, cells in enumerate((response["by_role"], response["by_unit"])):
            for name, cell in cells.items():
                yield self.row(wave, [place for place in places if place[at] == name]), "hidden" in cell

    def row(self, wave: int, places: Collection[tuple[str, str]]) -> Row:
        _told, counts = self.waves[wave]
        return np.array(
            [place in places and count <= counts.get(place, 0) for place, count in self.layers], float
        )


@pytest.mark.parametrize("part", range(PARTS))
def test_no_hidden_level_follows_when_the_same_people_have_answered_each_time(part: int) -> None:
    """But for what follows from an earlier wave, or from how many answered each time, which all are taken to
    know."""
    for seed in range(part * IN_A_PART, (part + 1) * IN_A_PART):
        people = SamePeople(survey(seed))
        waves = [list(people.levels(wave)) for wave in range(len(people.waves))]
        known = [row for levels in waves for axis, row, _hidden in levels if axis == "total"]
        hidden: list[Row] = []
        for levels in waves:
            hidden += [row for _axis, row, away in levels if away and row.any() and not follows(known, row)]
            known += [row for _axis, row, away in levels if not away]
            assert [row for row in hidden if follows(known, row)] == [], seed


@pytest.mark.parametrize("part", range(PARTS))
def test_no_hidden_response_follows_when_the_same_people_have_answered_each_time(part: int) -> None:
    """But for what follows from the levels, which are told first."""
    for seed in range(part * IN_A_PART, (part + 1) * IN_A_PART):
        people = SamePeople(survey(seed))
        known: list[Row] = []
        hidden: list[Row] = []
        for wave in range(len(people.waves)):
            known += [row for axis, row, away in people.levels(wave) if axis == "total" or not away]
            response = list(people.response(wave))
            hidden += [row for row, away in response if away and row.any()]
            hidden = [row for row in hidden if not follows(known, row)]
            known += [row for row, away in response if not away]
            assert [row for row in hidden if follows(known, row)] == [], seed


def test_most_of_what_may_be_told_is_told() -> None:
    """Of the levels with enough people and schools behind them, and of the units where enough were asked and
    have answered, and three or more, or nobody, did not."""
    levels, units = Counter[bool](), Counter[bool]()
    for told in (told for seed in range(PARTS * IN_A_PART) for told in survey(seed)):
        levels.update(
            "n" in one for one in told.figures["levels"] if one.get("hidden", "derivable") == "derivable"
        )
        by_unit = told.figures["response"]["by_unit"]
        for name, cell in by_unit.items():
            its = [one for one in told.asked if one.unit == name]
            if tellable(sum(one.invited for one in its), sum(one.answered for one in its), k=K):
                units["answered" in cell] += 1

    assert levels[True] / levels.total() > 0.9, levels
    assert units[True] / units.total() > 0.5, units
