"""The clock of the agenda, also on the nights when clocks are changed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from redthread.gatherings.agenda_times import Block, Slot, clock_of, minutes_over

OSLO = ZoneInfo("Europe/Oslo")


def shown(slots: list[Slot[str]]) -> list[str]:
    return [f"{slot.item} {slot.starts_at:%H.%M}–{slot.ends_at:%H.%M}" for slot in slots]


def test_each_item_starts_when_the_one_ahead_has_ended() -> None:
    start = datetime(2026, 10, 14, 9, 0, tzinfo=OSLO)
    slots = clock_of([Block("siden sist", 15), Block("fortelling", 40), Block("slutt", 5)], start, OSLO)
    assert shown(slots) == ["siden sist 09.00–09.15", "fortelling 09.15–09.55", "slutt 09.55–10.00"]


def test_the_clock_is_the_one_on_the_wall_whatever_zone_the_start_came_in() -> None:
    start = datetime(2026, 10, 14, 7, 0, tzinfo=UTC)
    assert shown(clock_of([Block("post", 30)], start, OSLO)) == ["post 09.00–09.30"]


def test_on_the_night_when_the_clock_goes_back_two_items_may_start_at_the_same_hour() -> None:
    start = datetime(2026, 10, 25, 1, 30, tzinfo=OSLO)
    slots = clock_of([Block("a", 60), Block("b", 60), Block("c", 30)], start, OSLO)
    assert shown(slots) == ["a 01.30–02.30", "b 02.30–02.30", "c 02.30–03.00"]
    assert slots[2].ends_at.astimezone(UTC) - start.astimezone(UTC) == timedelta(minutes=150)


def test_on_the_night_when_the_clock_goes_forward_an_hour_is_never_shown() -> None:
    start = datetime(2027, 3, 28, 1, 30, tzinfo=OSLO)
    slots = clock_of([Block("a", 30), Block("b", 60)], start, OSLO)
    assert shown(slots) == ["a 01.30–03.00", "b 03.00–04.00"]


def test_a_programme_over_both_clock_changes_fits_when_its_minutes_do() -> None:
    for night, hours in ((25, 5), (28, 3)):
        month, year = (10, 2026) if night == 25 else (3, 2027)
        start = datetime(year, month, night, 0, 0, tzinfo=OSLO)
        end = datetime(year, month, night, 4, 0, tzinfo=OSLO)
        slots = clock_of([Block("natt", hours * 60)], start, OSLO)
        assert minutes_over(slots, start, end) == 0


def test_too_much_is_over_and_too_little_is_below_zero() -> None:
    start = datetime(2026, 10, 14, 9, 0, tzinfo=OSLO)
    end = start + timedelta(hours=1)
    assert minutes_over(clock_of([Block("a", 85)], start, OSLO), start, end) == 25
    assert minutes_over(clock_of([Block("a", 50)], start, OSLO), start, end) == -10
    assert minutes_over(clock_of([], start, OSLO), start, end) == -60


def test_an_item_may_open_the_next_day_also_when_the_evening_ran_past_midnight() -> None:
    start = datetime(2026, 10, 24, 18, 0, tzinfo=OSLO)
    blocks = [Block("kveld", 400), Block("frokost", 60, time(8)), Block("tur", 30)]
    slots = clock_of(blocks, start, OSLO)
    assert [slot.is_new_day for slot in slots] == [False, True, False]
    assert slots[0].ends_at == datetime(2026, 10, 25, 0, 40, tzinfo=OSLO)
    assert slots[1].starts_at == datetime(2026, 10, 25, 8, 0, tzinfo=OSLO)
    assert f"{slots[2].ends_at:%d. %H.%M}" == "25. 09.30"


def test_a_new_day_never_opens_before_the_item_ahead_has_ended() -> None:
    start = datetime(2026, 10, 14, 22, 0, tzinfo=OSLO)
    slots = clock_of([Block("natt", 12 * 60), Block("morgen", 30, time(8))], start, OSLO)
    assert slots[1].starts_at == slots[0].ends_at


def test_the_first_item_starts_with_the_gathering_whatever_it_says() -> None:
    start = datetime(2026, 10, 14, 9, 0, tzinfo=OSLO)
    (slot,) = clock_of([Block("a", 30, time(12))], start, OSLO)
    assert (slot.starts_at, slot.is_new_day) == (start, False)
