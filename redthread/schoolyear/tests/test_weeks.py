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
