"""School routes as open data has them: a row a day and school, with yes or no for pupils and teachers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from redthread.schoolyear.routes.proposals import (
    Found,
    PeriodKind,
    Proposed,
    Reading,
    Trouble,
    is_free_anyway,
    joined,
)
from redthread.schoolyear.routes.words import PLANNING
from redthread.schoolyear.years import SchoolYear

YES = frozenset({"ja", "j", "1", "true", "x", "yes"})
NO = frozenset({"nei", "n", "0", "false", "no"})
FREE = "Fri"
PLANNING_DAY = "Planleggingsdag"
FIRST_DAY, LAST_DAY = "Første skoledag", "Siste skoledag"
STARTS_BY, ENDS_FROM = (9, 5), (6, 1)  # rows that reach these days hold the whole year


class DayRow(NamedTuple):
    """One row: where it stands, the day, the school as written, and the cells as written."""

    line: int
    day: date | None
    day_text: str
    school: str
    pupils: str
    teachers: str = ""
    comment: str = ""


class _Day(NamedTuple):
    kind: PeriodKind | None  # None is an ordinary school day
    name: str


def read_days(rows: Iterable[DayRow], year: SchoolYear) -> Reading:
    """What the rows tell of the year. Days that all the schools share are proposed for all of them."""
    reading = Reading()
    days: dict[date, dict[str, _Day]] = defaultdict(dict)
    for row in rows:
        told = _day(row, year, reading)
        if told is None or row.day is None:
            continue
        earlier = days[row.day].setdefault(row.school, told)
        if earlier.kind != told.kind:
            reading.problems.append(Found(row.line, Trouble.TWO_ANSWERS, row.school, row.day))
    if reading.problems:
        return reading
    reading.periods = joined([*_closed(days), *_ends(days, year)])
    if not reading.periods:
        reading.problems.append(Found(0, Trouble.NOTHING_FOUND))
    return reading


def _day(row: DayRow, year: SchoolYear, reading: Reading) -> _Day | None:
    """What the row says, or None with a problem told."""
    if row.day is None:
        reading.problems.append(Found(row.line, Trouble.IMPOSSIBLE_DATE, row.day_text))
        return None
    if row.day not in year:
        reading.problems.append(Found(row.line, Trouble.OUTSIDE_YEAR, row.day_text, row.day))
        return None
    pupils, teachers = _answer(row.pupils), _answer(row.teachers)
    if pupils is None or (row.teachers.strip() and teachers is None):
        wrong = row.pupils if pupils is None else row.teachers
        reading.problems.append(Found(row.line, Trouble.NOT_YES_OR_NO, wrong))
        return None
    if pupils:
        return _Day(None, "")
    if teachers or any(word in row.comment.casefold() for word in PLANNING):
        return _Day(PeriodKind.PLANNING_DAY, PLANNING_DAY)
    return _Day(PeriodKind.HOLIDAY, " ".join(row.comment.split()) or FREE)


def _answer(text: str) -> bool | None:
    word = text.strip().casefold()
    return True if word in YES else False if word in NO else None


def _closed(days: dict[date, dict[str, _Day]]) -> Iterable[Proposed]:
    schools = {school for told in days.values() for school in told}
    is_of_one_school = len(schools) == 1 and "" not in schools
    for day, told in days.items():
        kinds = {one.kind for one in told.values()}
        if is_free_anyway(day) or kinds == {None}:
            continue
        # A file of one school says when all have their holidays, but only when itself has planning days.
        if len(kinds) == 1 and not (is_of_one_school and PeriodKind.PLANNING_DAY in kinds):
            name = Counter(one.name for one in told.values()).most_common(1)[0][0]
            yield _proposed(day, next(iter(told.values()))._replace(name=name), "")
            continue
        for school, one in told.items():
            if one.kind is not None:
                yield _proposed(day, one, school)


def _proposed(day: date, told: _Day, school: str) -> Proposed:
    assert told.kind is not None
    return Proposed(told.kind, told.name, day, day, school)


def _ends(days: dict[date, dict[str, _Day]], year: SchoolYear) -> Iterable[Proposed]:
    """The first and the last day with pupils, where the rows hold the whole year."""
    with_pupils = sorted(day for day, told in days.items() if any(one.kind is None for one in told.values()))
    if not with_pupils:
        return
    first, last = with_pupils[0], with_pupils[-1]
    if first <= date(year.first_year, *STARTS_BY):
        yield Proposed(PeriodKind.FIRST_DAY, FIRST_DAY, first, first)
    if last >= date(year.first_year + 1, *ENDS_FROM):
        yield Proposed(PeriodKind.LAST_DAY, LAST_DAY, last, last)
