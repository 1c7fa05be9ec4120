"""Two people, or two presses, at the very same moment: one effect."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.utils import timezone

from redthread.schoolyear.years import SchoolYear, school_year_of
from redthread.testing.at_once import at_once
from redthread.testing.cast import Cast, build
from redthread.wheel.actions.plans import Frame, add_host_wish, keep_plan, save_plan
from redthread.wheel.models import HostWish, YearPlan
from redthread.wheel.plan_difference import difference_of
from redthread.wheel.plan_reading import basis_of

pytestmark = pytest.mark.django_db(transaction=True)
FRAME = Frame("weeks", 6, 1, time(9), time(12), 0, 2, ("Lesing",), 5, 3)


@pytest.fixture
def cast() -> Cast:
    return build()


def year() -> SchoolYear:
    return SchoolYear(school_year_of(timezone.localdate()).first_year + 1)


def keep(cast: Cast, **fields: Any) -> YearPlan:
    given = {"network": cast.network, "year": year(), "frame": FRAME, "rows": {}, "by": cast.liv}
    return keep_plan(**{**given, "now": timezone.now(), **fields})


def test_a_plan_that_two_save_at_once_becomes_one_year(cast: Cast) -> None:
    keep(cast)
    now = timezone.now()
    basis = basis_of(cast.network, year(), now)
    plan = basis.plan()
    seen = difference_of(basis, plan).fingerprint

    def press() -> None:
        save_plan(network=cast.network, year=year(), seen=seen, move=(), put_away=(), by=cast.liv, now=now)

    assert at_once(press, press) == []
    assert cast.network.gatherings.count() == len(plan.gatherings)


def test_a_plan_that_two_begin_at_once_is_one_plan(cast: Cast) -> None:
    assert at_once(lambda: keep(cast), lambda: keep(cast, by=cast.mona)) == []
    assert YearPlan.objects.count() == 1


def test_a_wish_that_is_sent_twice_at_once_stands_once(cast: Cast) -> None:
    def wish() -> None:
        add_host_wish(
            network=cast.network, school=cast.asen, wants=True, starts_on=date(2027, 1, 1),
            ends_on=date(2027, 2, 1), word="", by=cast.liv, now=timezone.now(),
        )  # fmt: skip

    assert at_once(wish, wish) == []
    assert HostWish.objects.count() == 1
