"""When the next gathering may be."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from redthread.gatherings.rhythm import Meeting, next_meeting, weeks_between

OSLO = ZoneInfo("Europe/Oslo")
TODAY = date(2026, 11, 10)


def meeting(year: int, month: int, day: int, hour: int = 13) -> Meeting:
    start = datetime(year, month, day, hour, 0, tzinfo=OSLO)
    return Meeting(start, start + timedelta(hours=3))


def test_as_long_after_the_last_as_between_the_last_two() -> None:
    latest = [meeting(2026, 10, 14), meeting(2026, 8, 19), meeting(2026, 1, 1)]
    assert weeks_between(latest, OSLO) == 8
    assert next_meeting(latest, TODAY, OSLO) == meeting(2026, 12, 9)


def test_the_time_on_the_wall_is_the_same_across_a_clock_change() -> None:
    found = next_meeting([meeting(2026, 10, 14), meeting(2026, 9, 2)], TODAY, OSLO)
    assert (found.starts_at.hour, found.starts_at.utcoffset()) == (13, timedelta(hours=1))


def test_an_odd_number_of_days_keeps_the_weekday_of_the_last() -> None:
    found = next_meeting([meeting(2026, 11, 4), meeting(2026, 9, 22)], TODAY, OSLO)
    assert found == meeting(2026, 12, 16)


def test_with_one_gathering_it_is_six_weeks() -> None:
    assert next_meeting([meeting(2026, 11, 4)], TODAY, OSLO) == meeting(2026, 12, 16)


def test_the_first_ever_is_a_tuesday_morning_in_three_weeks() -> None:
    found = next_meeting([], TODAY, OSLO)
    assert found.starts_at == datetime(2026, 12, 1, 9, 0, tzinfo=OSLO)
    assert found.starts_at.weekday() == 1


def test_a_network_that_has_rested_starts_again_after_today() -> None:
    found = next_meeting([meeting(2025, 10, 15), meeting(2025, 9, 3)], TODAY, OSLO)
    assert found.starts_at.date() > TODAY
    assert found.starts_at.weekday() == 2


def test_nobody_meets_in_the_summer() -> None:
    found = next_meeting([meeting(2027, 6, 2), meeting(2027, 4, 21)], date(2027, 6, 3), OSLO)
    assert found == meeting(2027, 8, 18)


def test_two_in_one_week_are_followed_a_week_later() -> None:
    assert weeks_between([meeting(2026, 11, 5), meeting(2026, 11, 3)], OSLO) == 1


def test_a_camp_is_followed_by_as_many_days() -> None:
    start = datetime(2026, 11, 4, 18, 0, tzinfo=OSLO)
    found = next_meeting([Meeting(start, start + timedelta(hours=18))], TODAY, OSLO)
    assert found.ends_at.date() - found.starts_at.date() == timedelta(days=1)


def test_nobody_meets_on_a_public_holiday() -> None:
    """Six weeks after 5 April is 17 May 2027, which is also Whit Monday."""
    assert next_meeting([meeting(2027, 4, 5)], date(2027, 4, 6), OSLO) == meeting(2027, 5, 24)
