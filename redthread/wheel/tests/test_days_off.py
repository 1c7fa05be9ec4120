"""Which days nobody should be called to, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from redthread.people.models import Organisation
from redthread.schoolyear.holidays import NAMES
from redthread.schoolyear.years import SchoolYear
from redthread.testing import make
from redthread.testing.cast import Cast
from redthread.wheel.days_off import HOLIDAYS, days_off
from redthread.wheel.models import BlockedDays, RoutePeriod, SchoolRoute

YEAR = SchoolYear(2026)
Kind = RoutePeriod.Kind


def route(cast: Cast, owner: Organisation | None = None, **fields: Any) -> SchoolRoute:
    made = {"owner": owner or cast.owner, "first_year": 2026, "confirmed_by": cast.liv}
    return SchoolRoute.objects.create(**{**made, "confirmed_at": timezone.now(), **fields})


def period(of: SchoolRoute, name: str, first: date, last: date | None = None, **fields: Any) -> RoutePeriod:
    fields.setdefault("kind", Kind.HOLIDAY)
    return RoutePeriod.objects.create(route=of, name=name, starts_on=first, ends_on=last or first, **fields)


def test_public_holidays_are_out_and_an_ordinary_day_is_not(cast: Cast) -> None:
    found = days_off(cast.network, YEAR)
    assert found[date(2027, 5, 17)] == ("grunnlovsdagen", "2. pinsedag")
    assert found[date(2026, 12, 25)] == ("1. juledag",)
    assert date(2026, 10, 13) not in found
    assert list(found) == sorted(found)
    assert all(day in YEAR for day in found)


def test_every_public_holiday_has_a_word_that_is_translated() -> None:
    assert set(HOLIDAYS) == set(NAMES)


def test_the_owners_route_in_force_counts_and_a_replaced_one_does_not(cast: Cast) -> None:
    period(route(cast, replaced_at=timezone.now()), "Høstferie", date(2026, 9, 28), date(2026, 10, 2))
    period(route(cast), "Høstferie", date(2026, 10, 5), date(2026, 10, 9))
    found = days_off(cast.network, YEAR)
    assert date(2026, 9, 28) not in found
    assert [found.get(date(2026, 10, day)) for day in (4, 5, 9, 10)] == [
        None,
        ("Høstferie",),
        ("Høstferie",),
        None,
    ]


def test_a_route_of_another_year_or_another_owner_does_not_count(cast: Cast) -> None:
    period(route(cast, first_year=2025), "Vinterferie", date(2026, 10, 20))
    period(route(cast, owner=cast.steins_network.owner), "Bygdedag", date(2026, 10, 21))
    found = days_off(cast.network, YEAR)
    assert {date(2026, 10, 20), date(2026, 10, 21)}.isdisjoint(found)


def test_with_several_owners_each_is_named_and_the_same_days_are_told_once(cast: Cast) -> None:
    """A regional network: schools of two municipalities."""
    other = cast.steins_network.owner
    make.unit(cast.network, make.school(other, "Sundet skole"), 4)
    period(route(cast), "Høstferie", date(2026, 10, 5), date(2026, 10, 9))
    period(route(cast, owner=other), "Høstferie", date(2026, 10, 8), date(2026, 10, 12))
    found = days_off(cast.network, YEAR)
    assert found[date(2026, 10, 5)] == ("Høstferie (Fjordvik kommune)",)
    assert found[date(2026, 10, 8)] == ("Høstferie (Fjordvik kommune, Havnes kommune)",)
    assert found[date(2026, 10, 12)] == ("Høstferie (Havnes kommune)",)


def test_a_planning_day_of_one_school_is_named_with_it_when_it_takes_part(cast: Cast) -> None:
    ours = route(cast)
    elsewhere = make.school(cast.owner, "Utenfor skole")
    planning = Kind.PLANNING_DAY
    period(ours, "Planleggingsdag", date(2026, 11, 6), school=cast.asen, kind=planning)
    period(ours, "Planleggingsdag", date(2026, 11, 9), school=elsewhere, kind=planning)
    found = days_off(cast.network, YEAR)
    assert found[date(2026, 11, 6)] == ("Planleggingsdag (Åsen skole)",)
    assert date(2026, 11, 9) not in found


def test_the_summer_goes_to_the_first_school_day_and_from_the_last(cast: Cast) -> None:
    ours = route(cast)
    period(ours, "Første skoledag", date(2026, 8, 17), kind=Kind.FIRST_DAY)
    period(ours, "Siste skoledag", date(2027, 6, 18), kind=Kind.LAST_DAY)
    found = days_off(cast.network, YEAR)
    assert found[date(2026, 8, 16)] == ("sommer, før første skoledag",)
    assert date(2026, 8, 17) not in found
    assert date(2027, 6, 18) not in found
    assert found[date(2027, 6, 19)] == found[date(2027, 7, 31)] == ("sommer, etter siste skoledag",)


def test_without_a_route_the_summer_is_as_schools_commonly_have_it(cast: Cast) -> None:
    found = days_off(cast.network, YEAR)
    assert date(2026, 8, 14) in found
    assert date(2026, 8, 17) not in found
    assert date(2027, 6, 21) not in found
    assert date(2027, 6, 22) in found


def test_blocked_days_of_this_network_count_within_the_year(cast: Cast) -> None:
    days = (date(2026, 10, 20), date(2026, 10, 21))
    BlockedDays.objects.create(
        network=cast.network, why="Rektorenes studietur", starts_on=days[0], ends_on=days[1]
    )
    BlockedDays.objects.create(
        network=cast.steins_network, why="Hemmelig", starts_on=days[1], ends_on=days[1]
    )
    BlockedDays.objects.create(
        network=cast.network, why="Over årsskiftet", starts_on=date(2027, 7, 30), ends_on=date(2027, 8, 3)
    )
    found = days_off(cast.network, YEAR)
    assert [found[day] for day in days] == [("Rektorenes studietur",)] * 2
    assert "Over årsskiftet" in found[date(2027, 7, 31)]
    assert date(2027, 8, 1) not in found
    assert "Over årsskiftet" in days_off(cast.network, SchoolYear(2027))[date(2027, 8, 1)]


@pytest.mark.parametrize("owners", [1, 3])
def test_it_asks_the_database_as_often_for_one_owner_as_for_three(cast: Cast, owners: int) -> None:
    for number in range(owners - 1):
        other = make.owner(f"Kommune {number}")
        school = make.school(other, f"Skole {number}")
        make.unit(cast.network, school, 10 + number)
        period(route(cast, owner=other), "Fri", date(2026, 10, 5), school=school)
    period(route(cast), "Fri", date(2026, 10, 5), school=cast.asen)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        days_off(cast.network, YEAR)
    assert len(queries) == 3
