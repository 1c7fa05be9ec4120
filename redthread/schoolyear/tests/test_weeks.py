"""Week numbers around New Year, held against a count of Thursdays."""

from datetime import date, timedelta

import pytest

from redthread.schoolyear.weeks import Week, week_of, weeks_in


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 12, 27), Week(2026, 52)),
        (date(2026, 12, 28), Week(2026, 53)),
        (date(2027, 1, 3), Week(2026, 53)),
        (date(2027, 1, 4), Week(2027, 1)),
        (date(2024, 12, 30), Week(2025, 1)),
    ],
)
def test_the_week_of_a_day_around_new_year(day: date, week: Week) -> None:
    assert week_of(day) == week
    assert week.monday <= day <= week.sunday


def test_2026_has_a_week_53_and_2027_has_not() -> None:
    assert (weeks_in(2026), weeks_in(2027)) == (53, 52)


def test_a_week_has_the_number_of_its_thursday_among_the_thursdays_of_the_year() -> None:
    day = date(2000, 1, 1)
    while day.year < 2101:
        thursday = day + timedelta(days=3 - day.weekday())
        assert week_of(day) == Week(thursday.year, (thursday.timetuple().tm_yday - 1) // 7 + 1)
        day += timedelta(days=1)


def test_every_week_of_a_century_follows_the_one_before_by_counting() -> None:
    """Started from one known Monday, weeks are only counted; a year has 53 when it has 53 Thursdays."""
    monday, week = date(2000, 1, 3), Week(2000, 1)
    while monday.year < 2101:
        for weekday in range(7):
            assert week_of(monday + timedelta(days=weekday)) == week
        assert (week.monday, week.sunday) == (monday, monday + timedelta(days=6))
        leap = (date(week.year, 12, 31) - date(week.year, 1, 1)).days == 365
        last = 52 + (date(week.year, 1, 1).weekday() == 3 or (leap and date(week.year, 1, 1).weekday() == 2))
        assert weeks_in(week.year) == last
        week = Week(week.year, week.number + 1) if week.number < last else Week(week.year + 1, 1)
        monday += timedelta(days=7)
