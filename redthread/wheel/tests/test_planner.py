"""The pure planner: days of a whole year, hosts, chairs, themes, deadlines, and what could not be met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redthread.schoolyear.holidays import holiday_names
from redthread.schoolyear.school_days import days_through
from redthread.schoolyear.weeks import week_of, weeks_in
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.planning import (
    Choice,
    Draft,
    Host,
    Matter,
    Pin,
    Plan,
    Question,
    Rhythm,
    Unmet,
    Wish,
    plan_region,
    plan_year,
)

YEAR = SchoolYear(2026)
TUESDAY = 1


def off_days(year: SchoolYear = YEAR, *more: tuple[date, date, str]) -> dict[date, tuple[str, ...]]:
    """Public holidays, the usual holidays of a route, and the summer."""
    first, last = year.first_year, year.first_year + 1
    spans = [
        (date(first, 8, 1), date(first, 8, 16), "sommer"),
        (date(first, 10, 5), date(first, 10, 9), "høstferie"),
        (date(first, 12, 21), date(last, 1, 1), "juleferie"),
        (date(last, 2, 22), date(last, 2, 26), "vinterferie"),
        (date(last, 6, 19), date(last, 7, 31), "sommer"),
        *more,
        *(
            (day, day, name)
            for n in (first, last)
            for day, names in holiday_names(n).items()
            for name in names
        ),
    ]
    found: dict[date, tuple[str, ...]] = {}
    for start, end, why in spans:
        for day in days_through(start, end):
            if day in year:
                found[day] = (*found.get(day, ()), why)
    return found


def ask(**fields: Any) -> Question:
    hosts = tuple(Host(name) for name in ("Åsen", "Brekka", "Dal"))
    return Question(**{"key": "n", "year": YEAR, "off": off_days(), "hosts": hosts, **fields})


def days(plan: Plan) -> list[date]:
    return [one.day for one in plan.gatherings]


def waits(plan: Plan) -> list[int]:
    return [(b - a).days for a, b in pairwise(days(plan))]


def codes(found: Sequence[Unmet]) -> list[str]:
    return [one.code for one in found]


def why(plan: Plan, place: int, about: str) -> list[str]:
    return [one.code for one in plan.gatherings[place].why if one.about == about]


def test_every_sixth_week_is_every_sixth_week_on_that_weekday() -> None:
    plan = plan_year(ask())
    assert len(plan.gatherings) == 7
    assert waits(plan) == [42] * 6
    assert {day.weekday() for day in days(plan)} == {TUESDAY}
    assert plan.unmet == ()
    assert why(plan, 0, "date") == ["first"]
    assert why(plan, 1, "date")[0] == "after"


def test_a_holiday_moves_a_gathering_and_says_why() -> None:
    """Six weeks after a pinned 25 August is the autumn break."""
    plan = plan_year(ask(pins=(Pin("p", date(2026, 8, 25), date(2026, 8, 25), "published"),)))
    assert days(plan)[:2] == [date(2026, 8, 25), date(2026, 10, 13)]
    moved = next(one for one in plan.gatherings[1].why if one.code == "moved_off")
    assert moved.facts["reasons"] == ("høstferie",)
    assert moved.facts["weeks"] == 1
    assert moved.facts["whole_week"] is True


def test_the_autumn_breaks_of_two_owners_are_both_kept_free() -> None:
    """In a regional network one municipality has week 40 off and the other week 41."""
    week_40 = (date(2026, 9, 28), date(2026, 10, 2), "høstferie (Havnes)")
    pin = Pin("p", date(2026, 8, 25), date(2026, 8, 25), "published")
    plan = plan_year(ask(off=off_days(YEAR, week_40), pins=(pin,), rhythm=Rhythm(every=5)))
    second = plan.gatherings[1]
    assert week_of(second.day).number not in (40, 41)
    assert "moved_off" in why(plan, 1, "date")
    assert not set(days(plan)) & set(off_days(YEAR, week_40))


def test_a_rhythm_goes_on_through_week_53() -> None:
    assert weeks_in(2026) == 53
    no_christmas = {day: why for day, why in off_days().items() if why != ("juleferie",)}
    pin = Pin("p", date(2026, 12, 8), date(2026, 12, 8), "published")
    plan = plan_year(ask(off=no_christmas, pins=(pin,), rhythm=Rhythm(every=3)))
    after = [day for day in days(plan) if day > pin.day]
    assert after[0] == date(2026, 12, 29)
    assert week_of(after[0]).number == 53
    assert after[1] == date(2027, 1, 19)


def test_nothing_is_put_on_17_may() -> None:
    monday = Rhythm(every=1, weekday=0)  # 17 May 2027 is a Monday, and so is Whit Monday the day before it
    plan = plan_year(ask(rhythm=monday))
    assert date(2027, 5, 17).weekday() == 0
    assert date(2027, 5, 17) not in days(plan)
    assert date(2027, 5, 10) in days(plan)


def test_camps_take_days_in_a_row_and_stand_spread_over_the_year() -> None:
    plan = plan_year(ask(rhythm=Rhythm("count", 4, camps=2, camp_days=2)))
    camps = [one for one in plan.gatherings if one.is_camp]
    assert len(plan.gatherings) == 6
    assert [(one.last_day - one.day).days for one in camps] == [1, 1]
    assert camps[0].day.year == 2026
    assert camps[1].day.year == 2027
    off = off_days()
    assert not [
        d for one in camps for d in days_through(one.day, one.last_day) if d in off or d.weekday() > 4
    ]


def test_a_camp_over_three_days_never_runs_into_a_weekend() -> None:
    plan = plan_year(ask(rhythm=Rhythm("count", 2, weekday=4, camps=2, camp_days=3)))
    camps = [one for one in plan.gatherings if one.is_camp]
    assert len(camps) == 2
    assert {one.last_day.weekday() for one in camps} <= {2, 3, 4}


def test_a_number_of_gatherings_is_spread_evenly() -> None:
    plan = plan_year(ask(rhythm=Rhythm("count", 5)))
    assert len(plan.gatherings) == 5
    assert max(waits(plan)) - min(waits(plan)) <= 14


def test_every_second_month_keeps_about_two_months() -> None:
    plan = plan_year(ask(rhythm=Rhythm("months", 2)))
    assert all(54 <= wait <= 70 for wait in waits(plan))


def test_hosts_take_turns_and_those_who_waited_longest_begin() -> None:
    hosts = (Host("Åsen", date(2026, 5, 5)), Host("Brekka", date(2026, 2, 2)), Host("Dal"))
    plan = plan_year(ask(hosts=hosts))
    assert [one.host for one in plan.gatherings] == ["Dal", "Brekka", "Åsen"] * 2 + ["Dal"]
    assert why(plan, 0, "host") == ["never"]
    assert why(plan, 1, "host") == ["longest"]


def test_a_host_that_leaves_in_mid_year_is_not_asked_afterwards() -> None:
    hosts = (Host("Åsen"), Host("Brekka", until=date(2026, 12, 31)), Host("Dal"))
    plan = plan_year(ask(hosts=hosts))
    turns = [(one.day, one.host) for one in plan.gatherings]
    assert [day for day, host in turns if host == "Brekka" and day > date(2026, 12, 31)] == []
    assert "Brekka" in {host for _day, host in turns}
    assert None not in {host for _day, host in turns}


def test_a_school_that_cannot_is_passed_by_and_one_that_wants_is_heard() -> None:
    spring = (date(2027, 1, 1), date(2027, 6, 30))
    wishes = (
        Wish("Åsen", False, date(2026, 8, 1), date(2026, 12, 31), "ombygging"),
        Wish("Dal", True, *spring),
    )
    plan = plan_year(ask(wishes=wishes))
    assert not [one for one in plan.gatherings if one.host == "Åsen" and one.day.year == 2026]
    assert [one for one in plan.gatherings if one.host == "Dal" and one.day.year == 2027]
    assert "cannot" in [w.code for one in plan.gatherings for w in one.why]
    assert plan.unmet == ()


def test_when_nobody_can_be_host_the_plan_says_so() -> None:
    wishes = tuple(
        Wish(name, False, date(2026, 10, 1), date(2026, 10, 31)) for name in ("Åsen", "Brekka", "Dal")
    )
    plan = plan_year(ask(wishes=wishes))
    october = [one for one in plan.gatherings if one.day.month == 10]
    assert [one.host for one in october] == [None]
    assert codes(plan.unmet) == ["no_host"]


def test_a_wish_outside_every_gathering_is_told() -> None:
    wish = Wish("Dal", True, date(2026, 12, 24), date(2026, 12, 26))
    assert codes(plan_year(ask(wishes=(wish,))).unmet) == ["wish_no_day"]


def test_chairs_follow_the_rule_of_the_network() -> None:
    voices = {"Åsen": "Mona", "Brekka": "Rita"}
    in_turn = plan_year(ask(chair_rule="in_turn", voices=voices))
    assert {(one.host, one.chair) for one in in_turn.gatherings} == {
        ("Åsen", "Mona"),
        ("Brekka", "Rita"),
        ("Dal", None),
    }
    assert why(in_turn, 2, "chair") == ["no_voice"]
    elected = plan_year(ask(chair_rule="elected", chair="Mona"))
    assert {one.chair for one in elected.gatherings} == {"Mona"}
    assert why(plan_year(ask(chair_rule="elected")), 0, "chair") == ["no_elected"]


def test_the_rest_plans_itself_around_what_is_pinned() -> None:
    pin = Pin("p", date(2026, 11, 18), date(2026, 11, 18), "chosen", host="Dal", theme="Lesing")
    plan = plan_year(ask(pins=(pin,)))
    pinned = next(one for one in plan.gatherings if one.key == "p")
    assert (pinned.day, pinned.host, pinned.theme, pinned.pin) == (pin.day, "Dal", "Lesing", "chosen")
    assert all(28 <= wait <= 56 for wait in waits(plan))
    assert len(plan.gatherings) == 7


def test_a_pin_on_a_day_off_stays_and_is_told() -> None:
    pin = Pin("p", date(2026, 10, 6), date(2026, 10, 6), "chosen")
    plan = plan_year(ask(pins=(pin,)))
    assert pin.day in days(plan)
    assert [(one.code, one.facts["reasons"]) for one in plan.unmet] == [("pin_off", ("høstferie",))]


def test_drafts_keep_who_they_are_when_they_move() -> None:
    drafts = (Draft("a", date(2026, 9, 10), "Lesing"), Draft("b", date(2026, 11, 1)))
    plan = plan_year(ask(drafts=drafts, themes=("Skriving", "Regning")))
    keys = [one.key for one in plan.gatherings]
    assert keys.index("a") < keys.index("b")
    assert len(set(keys)) == 7
    by_key = {one.key: one.theme for one in plan.gatherings}
    assert by_key["a"] == "Lesing"
    assert [theme for theme in by_key.values() if theme][:3].count("Lesing") == 1


def test_what_a_person_has_chosen_wins() -> None:
    choices = {"1": Choice(host="Dal", chair="Rita", theme="Leik"), "2": Choice(theme="")}
    plan = plan_year(ask(choices=choices, chair="Liv", themes=("Lesing", "Skriving")))
    first, second, third = plan.gatherings[:3]
    assert (first.host, first.chair, first.theme) == ("Dal", "Rita", "Leik")
    assert (second.theme, third.theme) == ("", "Lesing")


def test_results_go_to_the_first_gathering_after_they_are_published() -> None:
    results = Matter("r", "Resultater", "results", date(2026, 11, 4), date(2026, 11, 4))
    review = Matter("m", "Mandatet", "mandate_review", date(2027, 5, 1), date(2027, 5, 31))
    plan = plan_year(ask(matters=(results, review)))
    placed = {matter.name: one.day for one in plan.gatherings for matter in one.matters}
    assert placed["Resultater"] == min(day for day in days(plan) if day >= date(2026, 11, 4))
    assert placed["Mandatet"].month == 5


def test_results_that_come_after_the_last_gathering_are_told_of() -> None:
    late = Matter("r", "Resultater", "results", date(2027, 7, 1), date(2027, 7, 1))
    assert codes(plan_year(ask(matters=(late,))).unmet) == ["matter"]


def test_deadlines_are_counted_in_school_days() -> None:
    pins = (
        Pin("a", date(2026, 10, 13), date(2026, 10, 13), "published"),
        Pin("b", date(2026, 11, 24), date(2026, 11, 24), "published"),
    )
    plan = plan_year(ask(pins=pins, prepare_days=5, summary_days=3))
    first = next(one for one in plan.gatherings if one.key == "a")
    assert first.prepare_by == date(2026, 9, 29)  # over the autumn break and two weekends
    assert first.after is not None
    assert (first.after.first, first.after.last) == (date(2026, 10, 14), date(2026, 11, 23))
    assert first.after.summary_by == date(2026, 11, 19)
    assert plan.gatherings[-1].after is None


def test_nothing_new_is_put_in_the_past() -> None:
    plan = plan_year(ask(not_before=date(2027, 1, 10)))
    assert min(days(plan)) >= date(2027, 1, 10)


def test_too_many_gatherings_are_told_with_a_rhythm_that_fits() -> None:
    plan = plan_year(ask(rhythm=Rhythm("count", 40, weekday=0)))
    unmet = plan.unmet[0]
    assert unmet.code == "too_many"
    assert unmet.facts["wanted"] == 40
    assert unmet.facts["got"] == len(plan.gatherings) < 40
    assert unmet.tries
    for rhythm in unmet.tries:
        assert "too_many" not in codes(plan_year(ask(rhythm=rhythm)).unmet)


def test_a_rhythm_that_a_long_block_breaks_says_where_and_what_to_try() -> None:
    block = [day for day in days_through(date(2027, 1, 4), date(2027, 3, 31)) if day.weekday() == TUESDAY]
    off = off_days(YEAR, *((day, day, "studiedag") for day in block))
    plan = plan_year(ask(off=off, rhythm=Rhythm(every=2, weekday=TUESDAY)))
    assert set(days(plan)).isdisjoint(off)
    asked = plan_year(ask(off=off_days(YEAR, (date(2027, 1, 4), date(2027, 3, 31), "ombygging"))))
    assert "long_wait" in codes(asked.unmet)
    assert "ombygging" in asked.unmet[0].facts["reasons"]


def test_a_year_without_a_free_day_is_a_plan_without_gatherings() -> None:
    everything = dict.fromkeys(days_through(YEAR.starts_on, YEAR.ends_on), ("stengt",))
    plan = plan_year(ask(off=everything))
    assert plan.gatherings == ()
    assert codes(plan.unmet) == ["too_many"]


def test_people_elsewhere_make_a_day_worse_the_more_they_are() -> None:
    everybody = frozenset(range(10))
    free = plan_year(ask(people=everybody))
    busy = {free.gatherings[2].day: everybody}
    plan = plan_year(ask(people=everybody, busy=busy))
    assert not set(days(plan)) & set(busy)
    assert "hit" not in codes(plan.unmet)


def test_networks_of_a_region_are_planned_so_that_shared_people_do_not_collide() -> None:
    questions = [
        ask(key=str(n), people=frozenset(range(n * 5, n * 5 + 10)), rhythm=Rhythm(every=6)) for n in range(6)
    ]
    plans = plan_region(questions)
    alone = [plan_year(question) for question in questions]
    assert [plan.key for plan in plans] == ["0", "1", "2", "3", "4", "5"]
    assert _collisions(questions, alone) > 0
    assert _collisions(questions, plans) == 0
    assert all(len(plan.gatherings) == 7 for plan in plans)


def _collisions(questions: Sequence[Question], plans: Sequence[Plan]) -> int:
    found = 0
    for n, one in enumerate(plans):
        for other, plan in zip(questions[:n], plans[:n], strict=True):
            both = set(days(one)) & set(days(plan))
            found += len(both) * len(questions[n].people & other.people)
    return found


def test_a_region_does_not_move_what_is_pinned() -> None:
    pin = Pin("p", date(2026, 9, 1), date(2026, 9, 1), "published")
    people = frozenset({1, 2, 3})
    first, second = plan_region([ask(key="a", people=people, pins=(pin,)), ask(key="b", people=people)])
    assert pin.day in days(first)
    assert pin.day not in days(second)


RHYTHMS = st.one_of(
    st.builds(Rhythm, st.just("weeks"), st.integers(2, 10), st.integers(0, 4)),
    st.builds(Rhythm, st.just("months"), st.integers(1, 3), st.integers(0, 4)),
    st.builds(
        Rhythm,
        st.just("count"),
        st.integers(1, 9),
        st.integers(0, 4),
        camps=st.integers(0, 2),
        camp_days=st.just(2),
    ),
)
SCHOOL_DAYS = st.dates(date(2026, 8, 17), date(2027, 6, 18))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    year = SchoolYear(draw(st.integers(2020, 2035)))
    moved = year.first_year - 2026
    spans = draw(st.lists(st.tuples(SCHOOL_DAYS, st.integers(0, 20)), max_size=4))
    more = [(_in_year(d, moved), _in_year(d, moved) + timedelta(days=n), "opptatt") for d, n in spans]
    pinned = sorted({_in_year(day, moved) for day in draw(st.lists(SCHOOL_DAYS, max_size=3))})
    return ask(
        year=year,
        off=off_days(year, *more),
        rhythm=draw(RHYTHMS),
        pins=tuple(Pin(f"p{n}", day, day, "chosen") for n, day in enumerate(pinned)),
    )


def _in_year(day: date, moved: int) -> date:
    return day.replace(year=day.year + moved, day=min(day.day, 28))


@settings(max_examples=60, deadline=None)
@given(questions())
def test_whatever_is_asked_days_off_are_kept_and_pins_stay_and_hosts_share(question: Question) -> None:
    plan = plan_year(question)
    pinned = {pin.day for pin in question.pins}
    assert pinned <= set(days(plan))
    for one in plan.gatherings:
        if one.day not in pinned:
            for day in days_through(one.day, one.last_day):
                assert day not in question.off
                assert day.weekday() < 5
                assert day in question.year
    assert all(one.last_day < other.day for one, other in pairwise(plan.gatherings))
    turns = Counter(one.host for one in plan.gatherings)
    counts = [turns[host.key] for host in question.hosts]
    assert max(counts) - min(counts) <= 1
    assert plan_year(replace(question)) == plan


@pytest.mark.parametrize("year", range(2000, 2101, 10))
def test_every_year_of_the_century_has_its_seven_or_eight(year: int) -> None:
    plan = plan_year(ask(year=SchoolYear(year), off=off_days(SchoolYear(year))))
    assert len(plan.gatherings) in (7, 8)
