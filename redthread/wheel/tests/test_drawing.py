"""Where things stand on the wheel. Pure: no database."""

from __future__ import annotations

import re
from datetime import date, timedelta
from math import atan2, degrees, hypot

import pytest

from redthread.schoolyear.years import SchoolYear
from redthread.wheel.drawing.circle import LEAST, angle_of, arc, point, sector, stretch
from redthread.wheel.drawing.lanes import lanes_of
from redthread.wheel.drawing.thread import thread_path
from redthread.wheel.drawing.wheel import DEEPEST, KNOTS, draw, months_of, rests_of, weeks_of
from redthread.wheel.marks import Entry, Kind, State

YEAR = SchoolYear(2026)
NOW = date(2026, 11, 10)


def entry(kind: Kind, first: date, last: date | None = None, **fields: object) -> Entry:
    values = {"key": f"{kind}{first}{fields}", "title": "Noe", "network": "Øst", "slug": "ost", **fields}
    return Entry(kind, starts_on=first, ends_on=last or first, **values)  # type: ignore[arg-type]


def numbers(path: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path)]


def polar(x: float, y: float) -> tuple[float, float]:
    """Degrees clockwise from the top, and how far from the middle."""
    return degrees(atan2(x - 500, 500 - y)) % 360, hypot(x - 500, y - 500)


def ends_of(path: str) -> list[tuple[float, float]]:
    found = numbers(path)
    return [polar(*found[:2]), polar(*found[-2:])]


def test_august_is_at_the_top_and_the_year_goes_clockwise() -> None:
    assert angle_of(date(2026, 8, 1), YEAR) == 0
    assert point(0, 100) == (500, 400)
    assert point(90, 100) == (600, 500)
    assert angle_of(date(2027, 1, 30), YEAR) == pytest.approx(180, abs=0.6)
    assert angle_of(date(2027, 7, 31), YEAR) == pytest.approx(360 - 360 / 365, abs=0.01)


def test_a_leap_year_has_room_for_one_day_more() -> None:
    leap = SchoolYear(2027)
    assert angle_of(date(2028, 2, 29), leap) < angle_of(date(2028, 3, 1), leap)
    assert angle_of(date(2028, 7, 31), leap) == pytest.approx(360 - 360 / 366, abs=0.01)


def test_days_outside_the_year_are_held_at_its_ends() -> None:
    assert (angle_of(date(2020, 1, 1), YEAR), angle_of(date(2030, 1, 1), YEAR)) == (0, 360)


@pytest.mark.parametrize("day", [date(2026, 8, 1), date(2026, 10, 14), date(2027, 7, 31)])
def test_one_day_is_long_enough_to_be_seen_and_stays_inside(day: date) -> None:
    start, end = stretch(day, day, YEAR)
    assert end - start == pytest.approx(LEAST)
    assert start >= 0
    assert end <= 360


def test_a_whole_year_is_drawn_as_a_ring_and_not_as_nothing() -> None:
    (first, _), (last, _) = ends_of(arc(0, 360, 200))
    assert [first, last] == pytest.approx([0, 359.9], abs=0.1)
    assert " 1 1 " in arc(0, 360, 200)


def test_a_sector_is_closed_and_has_two_radii() -> None:
    path = sector(10, 50, 100, 200)
    assert path.endswith("Z")
    assert re.findall(r"A(\d+) ", path) == ["200", "100"]


def test_the_thread_touches_each_gathering_and_goes_in_between_them() -> None:
    path = thread_path([20, 80, 140], KNOTS, DEEPEST, 0, 360)
    places = [polar(*numbers(piece)[-2:]) for piece in re.split("[MC]", path) if piece]
    for knot in (20, 80, 140):
        assert any(abs(a - knot) < 0.2 and abs(r - KNOTS) < 0.2 for a, r in places), knot
    assert min(r for a, r in places if 20 < a < 80) == pytest.approx(DEEPEST, abs=1)
    assert min(r for _, r in places) >= DEEPEST - 0.2


def test_the_thread_is_one_though_it_is_drawn_in_two_pieces() -> None:
    done, ahead = (thread_path([20, 80], KNOTS, DEEPEST, *part) for part in ((0, 43), (43, 360)))
    assert ends_of(done)[1] == pytest.approx(ends_of(ahead)[0], abs=0.3)


@pytest.mark.parametrize("angles", [[], [40], [40, 40]])
def test_without_two_gatherings_there_is_no_thread(angles: list[float]) -> None:
    assert thread_path(angles, KNOTS, DEEPEST, 0, 360) == ""


def test_close_gatherings_leave_little_time_to_go_in() -> None:
    path = thread_path([20, 24], KNOTS, DEEPEST, 0, 360)
    deepest = min(polar(*numbers(piece)[-2:])[1] for piece in re.split("[MC]", path) if piece)
    assert KNOTS - 10 < deepest < KNOTS


def test_what_overlaps_is_laid_side_by_side() -> None:
    stretches = [(0.0, 360.0), (10.0, 50.0), (20.0, 30.0), (60.0, 90.0)]
    assert lanes_of(stretches) == [0, 1, 2, 1]


def test_marks_come_in_the_order_of_their_days() -> None:
    entries = [
        entry(Kind.SCHOOLS, date(2026, 3, 1), date(2027, 3, 1)),
        entry(Kind.GATHERING, date(2026, 9, 1)),
        entry(Kind.FIXED, date(2026, 9, 7), date(2026, 9, 25)),
        entry(Kind.GATHERING, date(2027, 6, 8)),
    ]
    wheel = draw(entries, YEAR, NOW)
    assert [mark.kind for month in wheel.months for mark in month.marks] == [e.kind.value for e in entries]
    assert [month.key for month in wheel.months if month.marks] == ["2026-08", "2026-09", "2027-06"]


def test_a_knot_says_its_day_and_whether_it_is_behind_us() -> None:
    entries = [entry(Kind.GATHERING, NOW - timedelta(days=1)), entry(Kind.GATHERING, NOW + timedelta(days=1))]
    marks = [mark for month in draw(entries, YEAR, NOW).months for mark in month.marks]
    assert [(mark.number, mark.is_behind) for mark in marks] == [("9", True), ("11", False)]


def test_the_thread_passes_by_what_is_cancelled() -> None:
    days = [date(2026, 9, 1), date(2026, 11, 1), date(2027, 1, 10)]
    plain = [entry(Kind.GATHERING, days[0]), entry(Kind.GATHERING, days[2])]
    cancelled = entry(Kind.GATHERING, days[1], state=State.CANCELLED)
    assert draw([plain[0], cancelled, plain[1]], YEAR, NOW).threads == draw(plain, YEAR, NOW).threads


def test_nothing_is_now_in_another_year() -> None:
    assert draw([], YEAR, NOW).now is not None
    another = draw([], SchoolYear(2020), NOW)
    assert (another.now, another.spoke) == (None, "")
    assert not any(month.is_now for month in another.months)


def test_the_twelve_months_fill_the_circle() -> None:
    months = months_of(YEAR, NOW)
    assert [month.first.month for month in months] == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7]
    assert [month.is_now for month in months].index(True) == 3


@pytest.mark.parametrize("first_year", [2020, 2026])
def test_the_53_weeks_of_some_years_are_there(first_year: int) -> None:
    texts = [week.text for week in weeks_of(SchoolYear(first_year), date(2001, 1, 1))]
    assert "53" in texts
    assert len(texts) == len(set(texts)) or len(texts) in (52, 53)


def test_now_stands_where_the_number_of_its_week_would() -> None:
    texts = [week.text for week in draw([], YEAR, NOW).weeks]
    assert "46" not in texts  # 10 November 2026 is a Tuesday in week 46
    assert {"44", "48"} <= set(texts)
    assert len(texts) >= 50


def test_a_weekend_between_closed_days_is_closed_too() -> None:
    friday, monday, tuesday = date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 12)
    assert rests_of([tuesday, monday, friday]) == [(friday, monday), (tuesday, tuesday)]


def test_more_than_there_is_room_for_is_told_by_month() -> None:
    many = [entry(Kind.SCHOOLS, date(2026, 10, 1), date(2026, 10, 20), who=f"{n}") for n in range(40)]
    wheel = draw([*many, entry(Kind.GATHERING, date(2026, 10, 13))], YEAR, NOW)
    assert [(crowd.key, crowd.count) for crowd in wheel.crowds] == [("2026-10", 40)]
    assert wheel.crowds[0].words == "40 satsinger i oktober"
    assert [mark.kind for month in wheel.months for mark in month.marks] == ["gathering"]
