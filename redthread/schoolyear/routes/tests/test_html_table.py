"""School routes copied from web pages."""

from __future__ import annotations

import time
from datetime import date

import pytest

from redthread.schoolyear.routes.html_table import LONGEST_PAGE, looks_like_html, read_html
from redthread.schoolyear.routes.proposals import Found, Remark, Trouble
from redthread.schoolyear.years import SchoolYear

YEAR = SchoolYear(2026)
TABLE = """<h2>Skoleruta 2026-2027</h2>
<table><thead><tr><th>Måned</th><th>Info</th><th>Skoledager</th></tr></thead>
<tr><td>August</td><td>Første skoledag: 17. august</td><td>11</td></tr>
<tr><td>Oktober</td><td>Høstferie uke 40</td><td>20</td></tr>
<tr><td>November</td><td>Planleggingsdag: 6.<br>Elevundersøkelsen</td><td>20</td></tr>
<tr><td>Desember</td><td>Siste skoledag før jul: fredag 18. desember</td><td>14</td></tr>
<tr><td>Januar</td><td>Første skoledag etter jul: mandag 4.</td><td>20</td></tr>
<tr><td>Juni</td><td><p>Siste skoledag: fredag&nbsp;18.&nbsp;juni</p></td><td>14</td></tr>
<tr><td>Sum</td><td></td><td>190</td></tr></table>"""
LIST = """<ul><li>Skolestart: 17. august<li>Høstferie: 5.&ndash;9. oktober (uke 41)
<li>Siste skoledag: 18. juni</li></ul>"""


def told(page: str) -> list[tuple[str, date, date]]:
    reading = read_html(page, YEAR)
    assert reading.problems == []
    return [(one.name, one.starts_on, one.ends_on) for one in reading.periods]


def test_a_table_of_months_is_read_cell_by_cell() -> None:
    assert told(TABLE) == [
        ("Første skoledag", date(2026, 8, 17), date(2026, 8, 17)),
        ("Høstferie", date(2026, 9, 28), date(2026, 10, 2)),
        ("Planleggingsdag", date(2026, 11, 6), date(2026, 11, 6)),
        ("Juleferie", date(2026, 12, 19), date(2027, 1, 3)),
        ("Siste skoledag", date(2027, 6, 18), date(2027, 6, 18)),
    ]
    reading = read_html(TABLE, YEAR)
    assert (reading.told_days, reading.remarks) == (190, [])


def test_a_list_with_tags_left_open_is_read() -> None:
    assert [name for name, _first, _last in told(LIST)] == ["Første skoledag", "Høstferie", "Siste skoledag"]


def test_a_row_below_a_month_belongs_to_it() -> None:
    page = (
        "<table><tr><td>Oktober</td><td>Høstferie 5.–9.</td></tr><tr><td></td><td>Fri 12.</td></tr></table>"
    )
    assert [first for _name, first, _last in told(page)] == [date(2026, 10, 5), date(2026, 10, 12)]


def test_a_wrong_date_is_told_with_its_row() -> None:
    found = read_html(TABLE.replace("fredag&nbsp;18.", "torsdag 18."), YEAR).problems
    assert [(one.line, one.code, one.day) for one in found] == [
        (8, Trouble.WRONG_WEEKDAY, date(2027, 6, 18)),
    ]


def test_scripts_and_styles_are_neither_read_nor_repeated() -> None:
    hidden = "<script>Høstferie uke 41 alert(1)</script><style>Fri 5. mai</style><svg>Fri 6. mai</svg>"
    assert told(hidden + LIST) == told(LIST)
    page = "<p onclick='x()'>SFO 3. august <!-- Fri 7. mai --><img src=x onerror=alert(1)></p>" + LIST
    reading = read_html(page, YEAR)
    assert [(one.code, one.text) for one in reading.remarks] == [(Remark.UNREAD, "SFO 3. august")]


def test_a_script_that_is_never_closed_hides_the_rest() -> None:
    assert read_html("<script>" + LIST, YEAR).problems == [Found(0, Trouble.NOTHING_FOUND)]


def test_a_page_that_is_too_large_is_refused() -> None:
    assert read_html("x" * (LONGEST_PAGE + 1), YEAR).problems == [Found(0, Trouble.TOO_LONG)]


@pytest.mark.parametrize(
    "piece",
    ["<", "<!", "<!--", "<a ", "</", "&", "<td>", "<tr>", "<tr><td>5. mai", "<script>", "<p a='", "<?"],
)
def test_broken_markup_is_read_or_refused_in_a_moment(piece: str) -> None:
    start = time.perf_counter()
    reading = read_html((piece * LONGEST_PAGE)[:LONGEST_PAGE], YEAR)
    assert reading.problems
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(("text", "is_html"), [(TABLE, True), (LIST, True), ("Fri < 5 dager > nei", False)])
def test_what_is_a_page_and_what_is_plain_text(text: str, is_html: bool) -> None:
    assert looks_like_html(text) is is_html
