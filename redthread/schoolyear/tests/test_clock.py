"""Wall clocks on the nights when they are changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from redthread.schoolyear.clock import (
    NoSuchTimeError,
    add_minutes,
    at_clock,
    clock_change_between,
    minutes_between,
)

OSLO = ZoneInfo("Europe/Oslo")
BACK = date(2026, 10, 25)  # 03.00 becomes 02.00
FORWARD = date(2027, 3, 28)  # 02.00 becomes 03.00


def evening_to_morning(night: date) -> tuple[datetime, datetime]:
    evening = datetime.combine(night - timedelta(days=1), time(20), OSLO)
    return evening, datetime.combine(night, time(8), OSLO)


def test_the_night_when_the_clock_goes_back_is_an_hour_longer() -> None:
    start, end = evening_to_morning(BACK)
    assert minutes_between(start, end) == 13 * 60
    assert clock_change_between(start, end, OSLO) == timedelta(hours=-1)


def test_the_night_when_the_clock_goes_forward_is_an_hour_shorter() -> None:
    start, end = evening_to_morning(FORWARD)
    assert minutes_between(start, end) == 11 * 60
    assert clock_change_between(start, end, OSLO) == timedelta(hours=1)


def test_most_nights_the_clock_is_left_alone() -> None:
    start, end = evening_to_morning(date(2026, 10, 14))
    assert minutes_between(start, end) == 12 * 60
    assert clock_change_between(start, end, OSLO) == timedelta()


def test_adding_minutes_across_the_change_shows_the_clock_on_the_wall() -> None:
    half_past_one = datetime.combine(BACK, time(1, 30), OSLO)
    assert f"{add_minutes(half_past_one, 120):%H.%M}" == "02.30"  # the second half past two
    assert f"{add_minutes(datetime.combine(FORWARD, time(1, 30), OSLO), 60):%H.%M}" == "03.30"


def test_adding_minutes_and_counting_them_agree_for_every_quarter_of_both_nights() -> None:
    for night in (BACK, FORWARD):
        start, _end = evening_to_morning(night)
        for minutes in range(0, 14 * 60, 15):
            later = add_minutes(start, minutes)
            assert minutes_between(start, later) == minutes
            assert later.astimezone(UTC) - start.astimezone(UTC) == timedelta(minutes=minutes)


def test_a_time_that_the_clock_jumps_over_does_not_exist() -> None:
    with pytest.raises(NoSuchTimeError):
        at_clock(FORWARD, time(2, 30), OSLO)


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert at_clock(BACK, time(2, 30), OSLO).astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_nine_in_the_morning_is_nine_on_every_day_of_a_century() -> None:
    day = date(2000, 1, 1)
    while day.year < 2101:
        moment = at_clock(day, time(9), OSLO)
        assert (moment.date(), moment.time()) == (day, time(9))
        day += timedelta(days=1)


def last_sunday(year: int, month: int) -> date:
    """Of a month with 31 days; by counting back, not by the zone database."""
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def test_all_202_clock_changes_of_a_century_are_where_the_european_rule_puts_them() -> None:
    """Directive 2000/84/EC: the last Sunday of March and of October, both at 01.00 universal time."""
    changes = 0
    for year in range(2000, 2101):
        for month, before, after in ((3, 1, 2), (10, 2, 1)):
            moment = datetime.combine(last_sunday(year, month), time(1), UTC)
            second_before = moment - timedelta(seconds=1)
            assert second_before.astimezone(OSLO).utcoffset() == timedelta(hours=before)
            assert moment.astimezone(OSLO).utcoffset() == timedelta(hours=after)
            turned = clock_change_between(second_before, moment, OSLO)
            assert turned == timedelta(hours=after - before)
            changes += 1
    assert changes == 202


def test_the_clock_is_turned_on_no_other_day_of_a_century() -> None:
    turned = set()
    day = datetime(2000, 1, 1, tzinfo=UTC)
    while day.year < 2101:
        if clock_change_between(day, day + timedelta(days=1), OSLO):
            turned.add(day.date())
        day += timedelta(days=1)
    assert turned == {last_sunday(year, month) for year in range(2000, 2101) for month in (3, 10)}


def test_the_hour_that_is_skipped_every_spring_is_refused_and_no_other() -> None:
    for year in range(2000, 2101):
        night = last_sunday(year, 3)
        for hour in range(24):
            if hour == 2:
                with pytest.raises(NoSuchTimeError):
                    at_clock(night, time(hour, 30), OSLO)
            else:
                assert at_clock(night, time(hour, 30), OSLO).hour == hour
