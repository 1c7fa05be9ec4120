"""School routes as municipalities write them on their pages, pasted as text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redthread.schoolyear.routes.proposals import Found, PeriodKind, Remark, Trouble
from redthread.schoolyear.routes.text import LONGEST_TEXT, read_text
from redthread.schoolyear.years import SchoolYear

YEAR = SchoolYear(2026)
AUTUMN = (date(2026, 9, 28), date(2026, 10, 2))
Days = list[tuple[str, date, date]]

BOKMAL = """Skoleruta 2026/2027

Første skoledag: mandag 17. august
Høstferie: 28. september – 2. oktober (uke 40)
Siste skoledag før jul: fredag 18. desember
Første skoledag etter jul: mandag 4. januar
Vinterferie: uke 8
Påskeferie: 22.–29. mars
Kristi himmelfartsdag: 6. mai
17. mai er 2. pinsedag
Inneklemt dag, elevfri: fredag 7. mai
Siste skoledag: fredag 18. juni
Planleggingsdager: 14. august og 6. november
SFO holder åpent i høstferien
Det er 190 skoledager i året
"""

NYNORSK = """Skulerute 2026-27
Fyrste skuledag er måndag 17. august.
Haustferie veke 41 (5.–9. oktober)
Juleferie f.o.m. 21. desember t.o.m. 3. januar
Vinterferie: veke 8
Påskeferie: 22.03.2027–29.03.2027
Siste skuledag før sommarferien er fredag 18. juni 2027
Planleggingsdagar for lærarane: torsdag 13. og fredag 14. august, og 18. mai
"""


def told(text: str, year: SchoolYear = YEAR) -> Days:
    reading = read_text(text, year)
    assert reading.problems == []
    return [(one.name, one.starts_on, one.ends_on) for one in reading.periods]


def problems(text: str) -> list[Found]:
    return read_text(text, YEAR).problems


def test_a_whole_route_in_bokmal() -> None:
    assert told(BOKMAL) == [
        ("Planleggingsdag", date(2026, 8, 14), date(2026, 8, 14)),
        ("Første skoledag", date(2026, 8, 17), date(2026, 8, 17)),
        ("Høstferie", *AUTUMN),
        ("Planleggingsdag", date(2026, 11, 6), date(2026, 11, 6)),
        ("Juleferie", date(2026, 12, 19), date(2027, 1, 3)),
        ("Vinterferie", date(2027, 2, 22), date(2027, 2, 26)),
        ("Påskeferie", date(2027, 3, 22), date(2027, 3, 29)),
        ("Elevfri", date(2027, 5, 7), date(2027, 5, 7)),
        ("Siste skoledag", date(2027, 6, 18), date(2027, 6, 18)),
    ]
    reading = read_text(BOKMAL, YEAR)
    assert reading.told_days == 190
    assert reading.remarks == []


def test_a_whole_route_in_nynorsk() -> None:
    assert told(NYNORSK) == [
        ("Planleggingsdag", date(2026, 8, 13), date(2026, 8, 13)),
        ("Planleggingsdag", date(2026, 8, 14), date(2026, 8, 14)),
        ("Første skoledag", date(2026, 8, 17), date(2026, 8, 17)),
        ("Haustferie", date(2026, 10, 5), date(2026, 10, 9)),
        ("Juleferie", date(2026, 12, 21), date(2027, 1, 3)),
        ("Vinterferie", date(2027, 2, 22), date(2027, 2, 26)),
        ("Påskeferie", date(2027, 3, 22), date(2027, 3, 29)),
        ("Planleggingsdag", date(2027, 5, 18), date(2027, 5, 18)),
        ("Siste skoledag", date(2027, 6, 18), date(2027, 6, 18)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Høstferie: 28. september – 2. oktober (uke 40)",
        "Høstferie uke 40",
        "HØSTFERIEN er i uke 40",
        "høstferie 28.9.-2.10.",
        "Høstferie 28/9-2026 – 2/10-2026",
        "Høstferie: 2026-09-28 – 2026-10-02",
        "Høstferie: mandag 28. september til og med fredag 2. oktober",
        "Høstferie: f.o.m. 28. sept. t.o.m. 2. okt.",
        "Høstferie fra og med mandag 28.09.26 til fredag 02.10.26",
        "Høstferie 28.–2. oktober",
        "28. september – 2. oktober: Høstferie",
        "uke 40 høstferie",
        "Høstferie\u00a028.\u00a0september\u00a0\u2212\u00a02.\u00a0oktober 2026",
    ],
)
def test_the_same_autumn_break_in_many_ways(text: str) -> None:
    assert [(first, last) for _name, first, last in told(text)] == [AUTUMN]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Juleferie: uke 52/53", date(2026, 12, 21), date(2027, 1, 1)),
        ("Juleferie uke 52 og 53", date(2026, 12, 21), date(2027, 1, 1)),
        ("Juleferie veke 52–53", date(2026, 12, 21), date(2027, 1, 1)),
        ("Juleferie 21. desember – 3. januar", date(2026, 12, 21), date(2027, 1, 3)),
    ],
)
def test_christmas_goes_over_new_year_and_over_week_53(text: str, first: date, last: date) -> None:
    assert told(text) == [("Juleferie", first, last)]


def test_the_year_is_inferred_from_the_month_for_every_month() -> None:
    months = [
        "august",
        "september",
        "oktober",
        "november",
        "desember",
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
    ]
    for place, month in enumerate(months):
        (found,) = told(f"Fri: 13.–15. {month}")
        assert found[1] == date(2026 if place < 5 else 2027, (place + 7) % 12 + 1, 13)


@pytest.mark.parametrize("number", [*range(32, 54), *range(1, 31)])
def test_every_week_of_the_year_is_found_in_its_half(number: int) -> None:
    ((_name, first, last),) = told(f"Studiefri uke {number}")
    assert (first.isocalendar().week, first.weekday(), (last - first).days) == (number, 0, 4)
    assert first in YEAR or last in YEAR


def test_the_month_above_counts_for_the_days_below() -> None:
    text = "August\n17. Første skoledag\nOktober:\nHøstferie 5.–9.\nNovember 2026\nPlanleggingsdag 6."
    assert told(text) == [
        ("Første skoledag", date(2026, 8, 17), date(2026, 8, 17)),
        ("Høstferie", date(2026, 10, 5), date(2026, 10, 9)),
        ("Planleggingsdag", date(2026, 11, 6), date(2026, 11, 6)),
    ]


def test_several_things_in_one_line_keep_their_own_days() -> None:
    text = "Skolestart 17. august. Høstferie uke 41, vinterferie uke 8; siste skoledag 18. juni"
    assert [(name, first) for name, first, _last in told(text)] == [
        ("Første skoledag", date(2026, 8, 17)),
        ("Høstferie", date(2026, 10, 5)),
        ("Vinterferie", date(2027, 2, 22)),
        ("Siste skoledag", date(2027, 6, 18)),
    ]


def test_a_clock_and_a_number_of_days_are_no_dates() -> None:
    text = "Elevene møter mandag 17. august kl. 08.30–14.00\n5 planleggingsdager: 6. november kl 09"
    assert [first for _name, first, _last in told(text)] == [date(2026, 8, 17), date(2026, 11, 6)]


def test_school_starting_again_in_january_is_not_the_first_day_of_the_year() -> None:
    reading = read_text("Skolestart: 17. august\nSkolen starter igjen 4. januar", YEAR)
    assert [one.starts_on for one in reading.periods] == [date(2026, 8, 17)]
    assert [(one.line, one.code) for one in reading.remarks] == [(2, Remark.UNREAD)]


def test_half_a_break_is_told_and_never_guessed() -> None:
    reading = read_text("Skolestart 17. august\nSiste skoledag før jul: fredag 18. desember", YEAR)
    assert [one.kind for one in reading.periods] == [PeriodKind.FIRST_DAY]
    assert reading.remarks == [Found(2, Remark.HALF_A_BREAK, "Juleferie", date(2026, 12, 18))]


def test_days_that_are_about_something_else_are_shown_to_the_person() -> None:
    text = "Vinterferie: 22.–26. februar. Foreldremøter 1. mars.\nSFO åpner 3. august\nVelkommen til alle"
    reading = read_text(text, YEAR)
    assert [(one.name, one.ends_on) for one in reading.periods] == [("Vinterferie", date(2027, 2, 26))]
    assert [one.line for one in reading.remarks] == [1, 2]
    assert reading.remarks[1].text == "SFO åpner 3. august"


@pytest.mark.parametrize(
    ("text", "stood"),
    [
        ("Høstferie 31. november", "31. november"),
        ("Vinterferie 30.2", "30.2"),
        ("Påskeferie 22.–32. mars", "32. mars"),
        ("Fri 29. februar 2027", "29. februar 2027"),
        ("Fri 5.13.2026", "5.13.2026"),
        ("Fri 0. mai", "0. mai"),
    ],
)
def test_a_date_that_does_not_exist_is_refused_with_its_line(text: str, stood: str) -> None:
    found = problems(f"Skolestart 17. august\n\n{text}")
    assert [(one.line, one.code, one.text) for one in found] == [(3, Trouble.IMPOSSIBLE_DATE, stood)]


def test_29_february_exists_in_a_leap_year() -> None:
    assert told("Fri 29. februar", SchoolYear(2027)) == [("Fri", date(2028, 2, 29), date(2028, 2, 29))]


@pytest.mark.parametrize(
    ("text", "code", "day", "number"),
    [
        ("Siste skoledag: torsdag 18. juni", Trouble.WRONG_WEEKDAY, date(2027, 6, 18), 3),
        ("Fri 8. oktober (fredag)", Trouble.WRONG_WEEKDAY, date(2026, 10, 8), 4),
        ("Høstferie uke 41 (28. september – 2. oktober)", Trouble.WRONG_WEEK, date(2026, 9, 28), None),
        ("Høstferie 5.–9. oktober 2025", Trouble.OUTSIDE_YEAR, date(2025, 10, 9), None),
        ("Fri 01.08.2027", Trouble.OUTSIDE_YEAR, date(2027, 8, 1), None),
        ("Påskeferie 29.–22. mars", Trouble.BACKWARDS, None, None),
        ("Juleferie uke 53–52", Trouble.BACKWARDS, None, None),
        ("Sommerferie uke 31", Trouble.OUTSIDE_YEAR, date(2026, 7, 27), None),
        ("Vinterferie uke 0", Trouble.NO_SUCH_WEEK, None, 2027),
        ("Vinterferie uke 54", Trouble.NO_SUCH_WEEK, None, 2026),
    ],
)
def test_what_does_not_agree_is_refused(
    text: str, code: Trouble, day: date | None, number: int | None
) -> None:
    found = problems(f"Skolestart 17. august\n{text}")
    assert [(one.line, one.code, one.day, one.number) for one in found] == [(2, code, day, number)]


def test_week_53_is_refused_in_a_year_that_has_52() -> None:
    found = read_text("Juleferie uke 53", SchoolYear(2027)).problems
    assert [(one.code, one.text, one.number) for one in found] == [(Trouble.NO_SUCH_WEEK, "53", 2027)]


def test_a_route_of_last_year_is_recognised() -> None:
    assert problems("Skolerute 2025–2026\nHøstferie uke 40") == [Found(1, Trouble.ANOTHER_YEAR, "2025/26")]
    assert problems("Skolerute 2025–2026 og 2026–2027\nHøstferie uke 40") == []


def test_several_problems_are_told_at_once() -> None:
    found = problems("Høstferie 31. november\nVinterferie uke 60\nFri mandag 18. mai")
    assert [(one.line, one.code) for one in found] == [
        (1, Trouble.IMPOSSIBLE_DATE),
        (2, Trouble.NO_SUCH_WEEK),
        (3, Trouble.WRONG_WEEKDAY),
    ]


@pytest.mark.parametrize(
    "text", ["", "   \n\n", "Hei, her er skoleruta", "1234 5678", "<script>alert(1)</script>"]
)
def test_a_text_without_a_route_says_so(text: str) -> None:
    assert problems(text) == [Found(0, Trouble.NOTHING_FOUND)]


@pytest.mark.parametrize(
    "piece", ["ferie", "1.", "uke 1 ", "5. mai, ", "mandag ", "-", "1.1.1", "kl. ", "2026-"]
)
def test_a_huge_text_is_refused_and_a_large_one_is_read_in_a_moment(piece: str) -> None:
    assert problems(piece * (LONGEST_TEXT + 1)) == [Found(0, Trouble.TOO_LONG)]
    large = "\n".join([(piece * 2_000)[:1_990]] * (LONGEST_TEXT // 2_000))
    reading = read_text(large, YEAR)
    assert len(reading.periods) <= 4_000


def test_a_line_without_an_end_is_refused_with_its_number() -> None:
    assert problems("Høstferie uke 40\n" + "a" * 5_000) == [Found(2, Trouble.TOO_LONG)]


@given(
    st.text(st.sampled_from("0123456789. -–/:()og,tilukeferiefrimandagmaijuni\n\t\x00\u202eæ"), max_size=300)
)
def test_no_text_stops_the_reader_and_every_period_is_within_the_year(text: str) -> None:
    reading = read_text(text, YEAR)
    for period in reading.periods:
        assert period.starts_on <= period.ends_on
        assert period.ends_on >= YEAR.starts_on
        assert period.starts_on <= YEAR.ends_on
