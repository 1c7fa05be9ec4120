"""The school year across New Year and across the century."""

from datetime import date, timedelta

import pytest

from redthread.schoolyear.years import SchoolYear, is_summer, school_year_of


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 7, 31), "2025/26"),
        (date(2026, 8, 1), "2026/27"),
        (date(2026, 12, 31), "2026/27"),
        (date(2027, 1, 1), "2026/27"),
        (date(2028, 2, 29), "2027/28"),
        (date(2099, 11, 1), "2099/00"),
    ],
)
def test_a_day_is_in_the_school_year_of_its_autumn(day: date, name: str) -> None:
    assert str(school_year_of(day)) == name


def test_every_day_of_a_century_is_in_exactly_the_year_it_is_said_to_be_in() -> None:
    day = date(2000, 1, 1)
    while day.year < 2101:
        year = school_year_of(day)
        assert day in year
        assert day not in SchoolYear(year.first_year - 1)
        assert day not in SchoolYear(year.first_year + 1)
        day += timedelta(days=1)


def test_a_school_year_ends_the_day_before_the_next_begins() -> None:
    assert SchoolYear(2026).ends_on == date(2027, 7, 31)
    assert SchoolYear(2026).ends_on + timedelta(days=1) == SchoolYear(2027).starts_on


def test_what_is_not_a_day_is_in_no_school_year() -> None:
    assert SchoolYear(2026).__contains__("2026") is False


def test_schools_rest_in_july_and_work_in_late_august() -> None:
    assert is_summer(date(2027, 7, 1))
    assert not is_summer(date(2027, 8, 20))
    assert not is_summer(date(2027, 6, 15))
