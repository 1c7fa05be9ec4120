"""Events that come again, and what counties commonly have."""

from __future__ import annotations

import time
from datetime import date

import pytest

from redthread.schoolyear.routes.checks import missing_in, school_days
from redthread.schoolyear.routes.repeats import Repeat, UnreadableRepeatError, starts_within
from redthread.schoolyear.routes.usual import AUTUMN, WINTER, usual_route
from redthread.schoolyear.years import SchoolYear

YEAR = SchoolYear(2026)


def test_an_event_without_end_stops_at_the_end_of_the_school_year() -> None:
    start = time.perf_counter()
    days = starts_within(date(1970, 1, 1), Repeat("DAILY"), YEAR, 1)
    assert (days[0], days[-1], len(days)) == (YEAR.starts_on, YEAR.ends_on, 365)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        (Repeat("YEARLY"), [date(2026, 10, 5)]),
        (Repeat("YEARLY", times=2), []),
        (Repeat("YEARLY", interval=2), [date(2026, 10, 5)]),
        (Repeat("YEARLY", interval=4), []),
        (Repeat("YEARLY", until=date(2026, 10, 4)), []),
        (Repeat("MONTHLY", interval=6), [date(2026, 10, 5), date(2027, 4, 5)]),
    ],
)
def test_an_event_comes_again_as_it_says(repeat: Repeat, expected: list[date]) -> None:
    assert starts_within(date(2024, 10, 5), repeat, YEAR, 1) == expected


def test_weekdays_of_every_second_week() -> None:
    repeat = Repeat("WEEKLY", interval=2, times=4, weekdays=("TH", "TU"))
    assert starts_within(date(2026, 10, 7), repeat, YEAR, 1) == [
        date(2026, 10, 8),
        date(2026, 10, 20),
        date(2026, 10, 22),
        date(2026, 11, 3),
    ]


def test_the_29th_of_february_comes_every_fourth_year() -> None:
    leap = date(2024, 2, 29)
    assert starts_within(leap, Repeat("YEARLY"), SchoolYear(2026), 1) == []
    assert starts_within(leap, Repeat("YEARLY"), SchoolYear(2027), 1) == [date(2028, 2, 29)]


def test_an_event_that_lasts_into_the_year_is_found() -> None:
    assert starts_within(date(2026, 7, 30), Repeat("YEARLY"), YEAR, 5) == [
        date(2026, 7, 30),
        date(2027, 7, 30),
    ]


@pytest.mark.parametrize(
    "repeat",
    [
        Repeat("SECONDLY"),
        Repeat("DAILY", interval=0),
        Repeat("DAILY", interval=-1),
        Repeat("MONTHLY", weekdays=("MO",)),
        Repeat("WEEKLY", weekdays=("1MO",)),
    ],
)
def test_what_we_cannot_read_is_refused(repeat: Repeat) -> None:
    with pytest.raises(UnreadableRepeatError):
        starts_within(date(2026, 10, 5), repeat, YEAR, 1)


def test_the_usual_year_of_a_county_is_whole_and_about_as_long_as_a_school_year() -> None:
    found = usual_route("3420", YEAR)
    assert [(one.name, one.starts_on, one.ends_on) for one in found] == [
        ("Første skoledag", date(2026, 8, 17), date(2026, 8, 17)),
        ("Høstferie", date(2026, 10, 5), date(2026, 10, 9)),
        ("Juleferie", date(2026, 12, 21), date(2027, 1, 1)),
        ("Vinterferie", date(2027, 3, 1), date(2027, 3, 5)),
        ("Påskeferie", date(2027, 3, 22), date(2027, 3, 29)),
        ("Siste skoledag", date(2027, 6, 18), date(2027, 6, 18)),
    ]
    for first_year in range(2020, 2060):
        year = SchoolYear(first_year)
        periods = usual_route("3420", year)
        assert missing_in(periods, year) == []
        assert 185 <= (school_days(periods, year) or 0) <= 200


def test_every_county_is_known_and_nordland_has_no_autumn_week() -> None:
    assert set(WINTER) - set(AUTUMN) == {"18"}
    assert len(WINTER) == 15
    assert "Høstferie" not in [one.name for one in usual_route("1804", YEAR)]


@pytest.mark.parametrize(("number", "week"), [("4601", 9), ("4640", 8), ("0301", 8), ("5501", 9)])
def test_the_winter_week_of_a_municipality(number: str, week: int) -> None:
    (winter,) = [one for one in usual_route(number, YEAR) if one.name == "Vinterferie"]
    assert winter.starts_on.isocalendar().week == week


@pytest.mark.parametrize("number", ["", "9999", "2100", "34", "34200"])
def test_an_unknown_county_has_no_usual_year(number: str) -> None:
    assert usual_route(number, YEAR) == []
