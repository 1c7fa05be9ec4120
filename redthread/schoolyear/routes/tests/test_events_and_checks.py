"""School routes as calendars, and what a person is shown before saying yes."""

from __future__ import annotations

from datetime import date

from redthread.schoolyear.routes.checks import Missing, missing_in, school_days
from redthread.schoolyear.routes.events import Event, read_events
from redthread.schoolyear.routes.proposals import Found, PeriodKind, Proposed, Remark, Trouble
from redthread.schoolyear.routes.text import read_text
from redthread.schoolyear.years import SchoolYear

YEAR = SchoolYear(2026)
ROUTE = """Første skoledag: 17. august\nHøstferie uke 41\nJuleferie: 19. desember – 3. januar
Vinterferie uke 8\nPåskeferie 20.–29. mars\nSiste skoledag: 18. juni
Planleggingsdager: 6. november og 7. mai"""


def test_events_are_read_by_their_names() -> None:
    reading = read_events(
        [
            Event(1, "Skolestart", date(2026, 8, 17), date(2026, 8, 17)),
            Event(2, "Høstferie – hele kommunen", date(2026, 10, 5), date(2026, 10, 9)),
            Event(3, "Planleggingsdag (elevfri)", date(2026, 11, 6), date(2026, 11, 6)),
            Event(4, "2. pinsedag", date(2027, 5, 17), date(2027, 5, 17)),
            Event(5, "Foreldremøte", date(2026, 9, 1), date(2026, 9, 1)),
            Event(6, "Høstferie", date(2025, 10, 6), date(2025, 10, 10)),
        ],
        YEAR,
    )
    assert [(one.kind, one.name, one.starts_on) for one in reading.periods] == [
        (PeriodKind.FIRST_DAY, "Første skoledag", date(2026, 8, 17)),
        (PeriodKind.HOLIDAY, "Høstferie", date(2026, 10, 5)),
        (PeriodKind.PLANNING_DAY, "Planleggingsdag", date(2026, 11, 6)),
    ]
    assert reading.remarks == [
        Found(5, Remark.UNREAD, "Foreldremøte"),
        Found(0, Remark.OTHER_YEARS, number=1),
    ]


def test_an_event_over_the_end_of_the_year_is_cut_to_it() -> None:
    reading = read_events([Event(1, "Sommerferie", date(2027, 6, 19), date(2027, 8, 15))], YEAR)
    assert [(one.starts_on, one.ends_on) for one in reading.periods] == [(date(2027, 6, 19), YEAR.ends_on)]


def test_an_event_that_ends_before_it_starts_is_refused() -> None:
    reading = read_events([Event(7, "Høstferie", date(2026, 10, 9), date(2026, 10, 5))], YEAR)
    assert reading.problems == [Found(7, Trouble.BACKWARDS, "Høstferie")]


def test_a_calendar_of_other_years_only_has_nothing_for_this_one() -> None:
    reading = read_events([Event(1, "Høstferie", date(2024, 10, 7), date(2024, 10, 11))], YEAR)
    assert reading.problems == [Found(0, Trouble.NOTHING_FOUND)]


def test_the_school_days_of_a_route_are_counted_as_a_calendar_counts_them() -> None:
    """17 August to 18 June has 220 weekdays; by hand, 28 of them are free and 2 are planning days."""
    periods = read_text(ROUTE, YEAR).periods
    autumn, christmas, winter, easter, may = 5, 10, 5, 6, 2  # 22-29 March; Ascension Day and 17 May
    planning = 2
    assert school_days(periods, YEAR) == 220 - (autumn + christmas + winter + easter + may + planning) == 190


def test_a_schools_own_planning_day_counts_for_that_school() -> None:
    periods = read_text(ROUTE, YEAR).periods
    own = Proposed(PeriodKind.PLANNING_DAY, "Planleggingsdag", date(2026, 9, 1), date(2026, 9, 1), "Åsen")
    assert school_days([*periods, own], YEAR) == 190
    assert school_days([*periods, own], YEAR, school="Åsen") == 189
    assert school_days([*periods, own], YEAR, school="Brekka") == 190


def test_without_both_ends_nobody_knows_how_many_school_days_there_are() -> None:
    periods = read_text("Siste skoledag 18. juni", YEAR).periods
    assert school_days(periods, YEAR) is None


def test_what_a_route_lacks_is_told_in_the_order_of_the_year() -> None:
    assert missing_in(read_text(ROUTE, YEAR).periods, YEAR) == []
    some = read_text("Høstferie uke 41\nPåskeferie 22.–29. mars\nPlanleggingsdag 24. desember", YEAR).periods
    assert missing_in(some, YEAR) == [
        Missing.FIRST_DAY,
        Missing.CHRISTMAS,
        Missing.WINTER_BREAK,
        Missing.LAST_DAY,
    ]


def test_an_early_easter_is_not_taken_for_the_winter_break() -> None:
    early = SchoolYear(2007)  # Easter Sunday 23 March 2008
    assert Missing.WINTER_BREAK in missing_in(read_text("Påskeferie 15.–24. mars", early).periods, early)
