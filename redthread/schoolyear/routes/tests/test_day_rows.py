"""School routes as open data: a row a day and school."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from redthread.schoolyear.routes.day_rows import DayRow, read_days
from redthread.schoolyear.routes.proposals import Found, PeriodKind, Trouble
from redthread.schoolyear.school_days import days_through
from redthread.schoolyear.years import SchoolYear

YEAR = SchoolYear(2026)
SMALL = [
    ("2026-09-28", "Fjellet skole", "Nei", "Nei", "Høstferie"),
    ("2026-10-05", "Fjellet skole", "Ja", "Ja", ""),
    ("2026-11-06", "Fjellet skole", "Nei", "Ja", "Planleggingsdag"),
]


def rows(*cells: tuple[str, str, str, str, str]) -> list[DayRow]:
    return [
        DayRow(line, date.fromisoformat(day), day, *others)
        for line, (day, *others) in enumerate(cells, start=2)
    ]


def whole_year(school: str, planning: date) -> list[DayRow]:
    found = []
    for line, day in enumerate(days_through(YEAR.starts_on, YEAR.ends_on), start=2):
        is_break = day.isocalendar().week == 40
        in_term = date(2026, 8, 17) <= day <= date(2027, 6, 18)
        is_open = in_term and day.weekday() < 5 and not is_break and day != planning
        teachers = "Ja" if is_open or day == planning else "Nei"
        comment = "Høstferie" if is_break else "" if in_term else "Sommerferie"
        found.append(DayRow(line, day, str(day), school, "Ja" if is_open else "Nei", teachers, comment))
    return found


def test_a_few_days_are_what_they_say_and_nothing_is_made_of_the_rest() -> None:
    reading = read_days(rows(*SMALL), YEAR)
    assert [(one.kind, one.name, one.starts_on, one.school) for one in reading.periods] == [
        (PeriodKind.HOLIDAY, "Høstferie", date(2026, 9, 28), ""),
        (PeriodKind.PLANNING_DAY, "Planleggingsdag", date(2026, 11, 6), "Fjellet skole"),
    ]


def test_a_whole_year_of_two_schools_has_what_they_share_and_what_is_their_own() -> None:
    both = whole_year("Åsen", date(2026, 11, 6)) + whole_year("Brekka", date(2026, 11, 9))
    reading = read_days(both, YEAR)
    assert reading.problems == []
    summer = ("Sommerferie", date(2026, 8, 3), date(2026, 8, 14), "")
    assert [(one.name, one.starts_on, one.ends_on, one.school) for one in reading.periods][:5] == [
        summer,
        ("Første skoledag", date(2026, 8, 17), date(2026, 8, 17), ""),
        ("Høstferie", date(2026, 9, 28), date(2026, 10, 2), ""),
        ("Planleggingsdag", date(2026, 11, 6), date(2026, 11, 6), "Åsen"),
        ("Planleggingsdag", date(2026, 11, 9), date(2026, 11, 9), "Brekka"),
    ]
    assert reading.periods[-2].kind is PeriodKind.LAST_DAY
    assert reading.periods[-2].starts_on == date(2027, 6, 18)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (DayRow(9, None, "31.11.2026", "A", "Ja"), Found(9, Trouble.IMPOSSIBLE_DATE, "31.11.2026")),
        (
            DayRow(9, date(2025, 9, 1), "1.9.2025", "A", "Ja"),
            Found(9, Trouble.OUTSIDE_YEAR, "1.9.2025", date(2025, 9, 1)),
        ),
        (DayRow(9, date(2026, 9, 1), "", "A", "Kanskje"), Found(9, Trouble.NOT_YES_OR_NO, "Kanskje")),
        (DayRow(9, date(2026, 9, 1), "", "A", "Ja", "?"), Found(9, Trouble.NOT_YES_OR_NO, "?")),
        (DayRow(9, date(2026, 9, 1), "", "A", ""), Found(9, Trouble.NOT_YES_OR_NO, "")),
    ],
)
def test_one_wrong_row_refuses_all_with_its_line(row: DayRow, problem: Found) -> None:
    reading = read_days([*rows(*SMALL), row], YEAR)
    assert (reading.problems, reading.periods) == ([problem], [])


def test_a_school_cannot_be_both_open_and_closed() -> None:
    twice = [DayRow(2, date(2026, 9, 1), "", "A", "Ja"), DayRow(3, date(2026, 9, 1), "", "A", "Nei")]
    assert read_days(twice, YEAR).problems == [Found(3, Trouble.TWO_ANSWERS, "A", date(2026, 9, 1))]


def test_weekends_and_public_holidays_are_not_proposed() -> None:
    free = [date(2026, 9, 5), date(2026, 9, 6), date(2027, 5, 17)]
    closed = [DayRow(2, day, "", "A", "Nei", "Nei", "Fri") for day in free]
    assert read_days(closed, YEAR).problems == [Found(0, Trouble.NOTHING_FOUND)]


def test_a_break_is_one_period_over_its_weekend() -> None:
    days = [day for day in days_through(date(2026, 12, 21), date(2027, 1, 1)) if day.weekday() < 5]
    reading = read_days([DayRow(2, day, "", "A", "Nei", "Nei", "Juleferie") for day in days], YEAR)
    assert [(one.starts_on, one.ends_on) for one in reading.periods] == [
        (date(2026, 12, 21), date(2026, 12, 31)),
    ]


def test_planning_days_side_by_side_stay_two() -> None:
    day = date(2026, 8, 13)
    planning = [DayRow(2, day + timedelta(days=step), "", "A", "Nei", "Ja") for step in (0, 1)]
    assert len(read_days(planning, YEAR).periods) == 2
