"""Files from outside: calendars, tables and pages, also those made to do harm."""

from __future__ import annotations

import time
import zipfile
from datetime import date
from io import BytesIO

import pytest

from redthread.core.errors import InputError
from redthread.core.tables import write_xlsx
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.route_import import read_route

YEAR = SchoolYear(2026)
CSV = "dato,skole,elevdag,laererdag,sfodag,kommentar\n2026-10-05,Åsen skole,Nei,Nei,Ja,Høstferie\n"
TEXT = "Høstferie: 5.–9. oktober\nSiste skoledag: fredag 18. juni"
Days = list[tuple[str, date, date]]


def event(*lines: str, name: str = "Høstferie") -> str:
    return "\r\n".join(["BEGIN:VEVENT", "UID:1@example", f"SUMMARY:{name}", *lines, "END:VEVENT"])


def calendar(*events: str) -> bytes:
    start = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//skoleruta//NO"]
    return "\r\n".join([*start, *events, "END:VCALENDAR", ""]).encode()


def told(content: bytes, filename: str = "") -> Days:
    reading = read_route(content, filename, YEAR)
    return [(one.name, one.starts_on, one.ends_on) for one in reading.periods]


def refused(content: bytes, filename: str = "") -> str:
    with pytest.raises(InputError) as caught:
        read_route(content, filename, YEAR)
    return "\n".join(caught.value.problems)


def all_day(first: str, after: str) -> tuple[str, str]:
    return f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{after}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_of_days_in_any_encoding_and_with_any_sign(encoding: str, sign: str) -> None:
    content = CSV.replace(",", sign).encode(encoding)
    assert told(content, "rute.csv") == [("Høstferie", date(2026, 10, 5), date(2026, 10, 5))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_file_in_any_encoding(encoding: str) -> None:
    text = TEXT if encoding != "cp1252" else TEXT.replace("–", "-")
    assert [name for name, _first, _last in told(text.encode(encoding), "rute.txt")] == [
        "Høstferie",
        "Siste skoledag",
    ]


def test_a_table_of_periods_from_excel() -> None:
    rows = [["Høstferie", "05.10.2026", "09.10.2026"], ["Siste skoledag", "18.06.2027", ""]]
    content = write_xlsx("Rute", ["Periode", "Fra", "Til"], rows)
    assert told(content, "rute.xlsx") == [
        ("Høstferie", date(2026, 10, 5), date(2026, 10, 9)),
        ("Siste skoledag", date(2027, 6, 18), date(2027, 6, 18)),
    ]


def test_a_wrong_row_is_told_with_its_number() -> None:
    content = (CSV + "2026-11-31,Åsen skole,Nei,Nei,Nei,\n2026-12-01,Åsen skole,Kanskje,Ja,Ja,\n").encode()
    problems = refused(content, "rute.csv")
    assert "Rad 3: «2026-11-31» er ingen dato" in problems
    assert "Rad 4: «Kanskje» er verken ja eller nei" in problems


def test_a_formula_is_refused_with_its_place() -> None:
    content = (CSV + '2026-10-06,"=HYPERLINK(""x"")",Nei,Nei,Nei,\n').encode()
    assert "Rad 3, kolonne «skole»: en formel" in refused(content, "rute.csv")


def test_a_million_rows_are_refused_in_a_moment() -> None:
    start = time.perf_counter()
    assert "10 MB" in refused((CSV + CSV.splitlines()[1] + "\n").encode() * 200_000, "rute.csv")
    rows = CSV.encode() + b"2026-10-05,A,Nei\n" * 500_000
    assert "rader" in refused(rows, "rute.csv")
    assert time.perf_counter() - start < 20


def test_a_workbook_that_unpacks_to_more_than_it_says_is_refused() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    assert len(file.getvalue()) < 10 * 2**20
    assert refused(file.getvalue(), "rute.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02\x03",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0gammel excel",
        b"PK\x03\x04ikke en bok",
        b"\x81\x8d\x8f",
    ],
)
def test_what_is_no_route_is_refused_in_words(content: bytes) -> None:
    assert refused(content, "rute.dat")


def test_signs_that_nobody_sees_change_nothing() -> None:
    hidden = "Høst\u200bferie:\u202e 5.–9.\ufeff oktober\x07"
    assert told(hidden.encode()) == [("Høstferie", date(2026, 10, 5), date(2026, 10, 9))]


def test_a_calendar_of_whole_days() -> None:
    content = calendar(
        event(*all_day("20261005", "20261010")),
        event("DTSTART;VALUE=DATE:20270618", name="Siste skoledag"),
        event("DTSTART;VALUE=DATE:20261106", "DURATION:P1D", name="Planleggingsdag"),
    )
    assert told(content, "rute.ics") == [
        ("Høstferie", date(2026, 10, 5), date(2026, 10, 9)),
        ("Planleggingsdag", date(2026, 11, 6), date(2026, 11, 6)),
        ("Siste skoledag", date(2027, 6, 18), date(2027, 6, 18)),
    ]


def test_a_foreign_zone_is_told_as_days_in_norway() -> None:
    """From 20 in New York on the 5th, which is 02 in Norway on the 6th, until midnight here."""
    start, end = "DTSTART;TZID=America/New_York:20261105T200000", "DTEND:20261106T230000Z"
    assert told(calendar(event(start, end, name="Planleggingsdag"))) == [
        ("Planleggingsdag", date(2026, 11, 6), date(2026, 11, 6))
    ]


def test_an_event_without_end_is_read_within_the_year() -> None:
    start = time.perf_counter()
    content = calendar(
        event(*all_day("20201005", "20201010"), "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20211005"),
        *[
            event(*all_day("19700101", "19700102"), "RRULE:FREQ=DAILY", name=f"Elevfri {n}")
            for n in range(10)
        ],
    )
    found = told(content)
    assert ("Høstferie", date(2026, 10, 5), date(2026, 10, 9)) in found
    assert all(YEAR.starts_on <= first <= last <= YEAR.ends_on for _name, first, last in found)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYHOUR=1"],
)
def test_a_repetition_we_cannot_read_refuses_the_calendar_with_its_event(rule: str) -> None:
    content = calendar(
        event(*all_day("20261005", "20261010")), event(*all_day("20261012", "20261013"), f"RRULE:{rule}")
    )
    assert refused(content)


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART;VALUE=DATE:20261131",),
        ("DTSTART;VALUE=DATE:00000000",),
        (),
        ("DTSTART;VALUE=DATE:20261005", "DURATION:P99999999D"),
        ("DTSTART;VALUE=DATE:20261005", "DTEND;VALUE=DATE:20361005"),
        ("DTSTART;VALUE=DATE:20261005", "DTEND;VALUE=DATE:20261001"),
        ("DTSTART;TZID=Mars/Olympus:99999999T999999",),
    ],
)
def test_impossible_days_refuse_the_calendar(lines: tuple[str, ...]) -> None:
    assert refused(calendar(event(*all_day("20261005", "20261010")), event(*lines)))


def test_a_calendar_too_large_or_too_deep_is_refused_before_it_is_parsed() -> None:
    start = time.perf_counter()
    assert "for stor" in refused(calendar(*[event(*all_day("20261005", "20261010"))] * 2_001))
    assert "for stor" in refused(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 1_000)
    assert "for stor" in refused(calendar(event("DESCRIPTION:" + "x" * 2_000_000)))
    assert time.perf_counter() - start < 5


def test_a_calendar_cut_short_is_refused() -> None:
    assert refused(calendar(event(*all_day("20261005", "20261010")))[:120])


def test_a_page_with_scripts_gives_text_only() -> None:
    page = "<script>alert(1)</script><p>Høstferie <b onclick=x>uke 41</b></p><p>3. august <i>SFO</i></p>"
    reading = read_route(page.encode(), "side.html", YEAR)
    assert [one.name for one in reading.periods] == ["Høstferie"]
    assert [one.text for one in reading.remarks] == ["3. august SFO"]


def test_calendars_that_repeat_everything_every_day_are_refused() -> None:
    start = time.perf_counter()
    daily = [event(*all_day("19700101", "19700102"), "RRULE:FREQ=DAILY")] * 2_000
    assert "for stor" in refused(calendar(*daily))
    assert time.perf_counter() - start < 20


def test_more_periods_than_a_route_has_are_refused() -> None:
    lines = [f"{'a' * n}ferie 12. oktober" for n in range(1, 102)]
    assert len(told("\n".join(lines[:100]).encode())) == 100
    assert "100 perioder" in refused("\n".join(lines).encode())
