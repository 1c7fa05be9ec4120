"""Public holidays by our own rule, held against lists and ways that are not ours."""

from datetime import date, timedelta

import holidays as independent

from redthread.schoolyear.holidays import (
    NAMES,
    easter_sunday,
    holiday_names,
    holiday_on,
    public_holidays,
)

YEARS = range(2000, 2101)
# What the independent list calls each of ours.
THEIRS = {
    "1. nyttårsdag": "Første nyttårsdag",
    "arbeidernes dag": "Arbeidernes dag",
    "grunnlovsdagen": "Grunnlovsdag",
    "1. juledag": "Første juledag",
    "2. juledag": "Andre juledag",
    "skjærtorsdag": "Skjærtorsdag",
    "langfredag": "Langfredag",
    "1. påskedag": "Første påskedag",
    "2. påskedag": "Andre påskedag",
    "Kristi himmelfartsdag": "Kristi himmelfartsdag",
    "1. pinsedag": "Første pinsedag",
    "2. pinsedag": "Andre pinsedag",
}


def test_every_day_of_a_century_is_what_an_independent_list_says() -> None:
    theirs = independent.country_holidays("NO", years=YEARS, language="no")
    day, days = date(2000, 1, 1), 0
    while day.year < 2101:
        ours = holiday_on(day)
        named = {THEIRS[name] for name in ours.split(" og ")} if ours else set()
        assert named == set(theirs.get_list(day)), day
        day, days = day + timedelta(days=1), days + 1
    assert days == 36_890  # 101 years with 25 leap days: 2000 to 2096; 2100 has none
    assert len(theirs) > 1_200


def test_the_independent_list_is_asked_about_every_name_of_ours() -> None:
    assert set(THEIRS) == set(NAMES)


def test_easter_is_where_the_tables_of_the_moon_put_it() -> None:
    """The second way: the table of the golden number in the Gregorian calendar, valid 1900–2199."""
    # fmt: off
    moons = ["04-14", "04-03", "03-23", "04-11", "03-31", "04-18", "04-08", "03-28", "04-16", "04-05",
             "03-25", "04-13", "04-02", "03-22", "04-10", "03-30", "04-17", "04-07", "03-27"]
    # fmt: on
    for year in YEARS:
        moon = date.fromisoformat(f"{year}-{moons[year % 19]}")
        assert easter_sunday(year) == moon + timedelta(days=7 - (moon.weekday() + 1) % 7), year


def test_a_school_year_of_public_holidays() -> None:
    assert public_holidays(2027) == {
        date(2027, 1, 1): "1. nyttårsdag",
        date(2027, 3, 25): "skjærtorsdag",
        date(2027, 3, 26): "langfredag",
        date(2027, 3, 28): "1. påskedag",
        date(2027, 3, 29): "2. påskedag",
        date(2027, 5, 1): "arbeidernes dag",
        date(2027, 5, 6): "Kristi himmelfartsdag",
        date(2027, 5, 16): "1. pinsedag",
        date(2027, 5, 17): "grunnlovsdagen og 2. pinsedag",
        date(2027, 12, 25): "1. juledag",
        date(2027, 12, 26): "2. juledag",
    }


def test_ascension_day_may_fall_on_the_first_of_may() -> None:
    assert holiday_names(2008)[date(2008, 5, 1)] == ("arbeidernes dag", "Kristi himmelfartsdag")


def test_the_earliest_and_the_latest_easter_of_the_century() -> None:
    easters = sorted((easter_sunday(year).strftime("%m-%d"), year) for year in YEARS)
    assert easters[0] == ("03-23", 2008)
    assert easters[-1] == ("04-25", 2038)


def test_an_ordinary_tuesday_and_the_eves_are_no_public_holidays() -> None:
    days = [date(2026, 10, 13), date(2026, 12, 24), date(2026, 12, 31), date(2027, 3, 27)]
    assert [holiday_on(day) for day in days] == [None] * 4
