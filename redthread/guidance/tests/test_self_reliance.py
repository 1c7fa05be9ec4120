"""Who led: the rule, what is counted from the log, and the way from each number to what is behind it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.gatherings.models import ItemLeader
from redthread.guidance.actions.visits import Log, write_visit
from redthread.guidance.processes import People, processes_of
from redthread.guidance.self_reliance import (
    Half,
    HalfCount,
    Leader,
    LedBy,
    Process,
    counted,
    half_of,
    led_by,
    led_together,
)
from redthread.live.models import LiveSession
from redthread.networks.models import Membership
from redthread.people.models import Position
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()
LAST_WEEK = NOW - timedelta(days=7)


def leader(*roles: str, schools: tuple[int, ...] = (), is_partner: bool = False) -> Leader:
    return Leader(frozenset(roles), frozenset(schools), is_partner)


@pytest.mark.parametrize(
    ("who", "of_network", "of_school_1"),
    [
        (leader("member", schools=(1,)), "own", "own"),
        (leader("member", schools=(2,)), "own", "neighbour"),
        (leader("delegate"), "own", "neighbour"),
        (leader("leader", schools=(1,)), "own", "own"),
        (leader("leader"), "consultant", "consultant"),  # the network's own consultant, 002 L497-503
        (leader("deputy"), "consultant", "consultant"),
        (leader("partner"), "consultant", "consultant"),
        (leader("consultant"), "consultant", "consultant"),
        (leader("member", schools=(1,), is_partner=True), "consultant", "consultant"),
        (leader("guest"), "neighbour", "neighbour"),
        (leader(), "neighbour", "neighbour"),
        (leader(is_partner=True), "consultant", "consultant"),
    ],
)
def test_the_rule(who: Leader, of_network: str, of_school_1: str) -> None:
    assert (led_by(who, home=None), led_by(who, home=1)) == (of_network, of_school_1)


def test_together_counts_as_the_one_furthest_from_own() -> None:
    own, neighbour, away = leader("member"), leader(), leader("partner")
    assert led_together([own, neighbour], home=None) == LedBy.NEIGHBOUR
    assert led_together([own, away, neighbour], home=None) == LedBy.CONSULTANT
    assert led_together([own, own], home=None) == LedBy.OWN


def test_the_halves_meet_in_august_and_january() -> None:
    days = [date(2026, 7, 31), date(2026, 8, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [half_of(day).key for day in days] == ["2026v", "2026h", "2026h", "2027v"]


def test_every_process_is_counted_once_in_its_half() -> None:
    days = [
        (date(2026, 9, 1), LedBy.OWN),
        (date(2026, 3, 1), LedBy.CONSULTANT),
        (date(2026, 9, 2), LedBy.OWN),
    ]
    processes = [Process(day, "gathering", "", "", "", one) for day, one in days]
    assert counted(processes) == [
        HalfCount(Half(2026, False), 1, 0, 0),
        HalfCount(Half(2026, True), 0, 0, 2),
    ]


def read(cast: Cast) -> set[tuple[str, str, str]]:
    found = processes_of(cast.network, People(cast.network), NOW)
    return {(one.what, one.who, one.led_by.value) for one in found}


def test_what_the_log_tells(cast: Cast) -> None:
    far = cast.steins_network.units.get().organisation
    held = make.gathering(
        cast.network, starts_at=LAST_WEEK, ends_at=LAST_WEEK + timedelta(hours=3), chair=cast.mona, host=far
    )
    named, secret = make.item(held), make.item(held, is_confidential=True)
    for item in (named, secret):
        ItemLeader.objects.create(item=item, person=cast.rita)
    ItemLeader.objects.create(item=named, person=cast.eva)
    opened = make.item(held, title="Igangsetting")
    for item, code in ((named, "AAAAAA"), (opened, "BBBBBB"), (secret, "CCCCCC"), (opened, "DDDDDD")):
        LiveSession.objects.create(
            gathering=held, item=item, title=item.title, code=code, opened_by=cast.stein, opened_at=LAST_WEEK
        )
    make.gathering(cast.network, starts_at=NOW + timedelta(days=3), chair=cast.eva)
    make.gathering(
        cast.network,
        starts_at=LAST_WEEK,
        ends_at=LAST_WEEK + timedelta(1),
        chair=cast.eva,
        is_published=False,
    )
    make.gathering(
        cast.network,
        starts_at=LAST_WEEK,
        ends_at=LAST_WEEK + timedelta(hours=1),
        chair=cast.eva,
        cancelled_at=LAST_WEEK,
    )
    assert read(cast) == {
        ("gathering", "Mona Vik", "own"),
        ("host", "Odden skole", "neighbour"),
        ("session", "Rita Moe, Eva Holt", "consultant"),
        ("room", "Stein Rud", "neighbour"),
    }
    assert len(processes_of(cast.network, People(cast.network), NOW)) == 4  # an item once


def test_it_is_who_they_were_that_day(cast: Cast) -> None:
    make.gathering(cast.network, starts_at=LAST_WEEK, ends_at=LAST_WEEK + timedelta(hours=3), chair=cast.rita)
    assert read(cast) == {("gathering", "Rita Moe", "own")}
    Membership.objects.filter(person=cast.rita).update(ends_at=NOW)  # left since
    assert read(cast) == {("gathering", "Rita Moe", "own")}
    Membership.objects.filter(person=cast.rita).update(starts_at=NOW - timedelta(days=1))
    assert read(cast) == {("gathering", "Rita Moe", "neighbour")}
    make.position(cast.rita, cast.brekka, Position.Kind.PARTNER)
    assert read(cast) == {("gathering", "Rita Moe", "consultant")}


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def page_of(cast: Cast) -> str:
    return reverse("guidance:trend", args=[cast.network.slug])


def test_the_whole_network_sees_it_and_visits_only_those_who_guide(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    held = make.gathering(
        cast.network, starts_at=LAST_WEEK, ends_at=LAST_WEEK + timedelta(hours=3), chair=cast.mona
    )
    log = Log(day=LAST_WEEK.date(), aim="Lesing")
    write_visit(network=cast.network, school=cast.asen, key="a-visit-1", log=log, by=cast.liv, now=LAST_WEEK)
    for name in ("liv", "mona", "rita", "kine", "eva"):
        page = text_of(as_person(getattr(cast, name)), page_of(cast))
        assert "1 av 1 ble ledet av egne folk" in page
        assert ("0 av 1 ble ledet av egne folk" in page) == (name == "liv"), name
    half = half_of(timezone.localdate(held.starts_at)).key
    asked = f"?hva=alt&halvaar={half}&av=own#spor"
    liv = as_person(cast.liv)
    assert asked.replace("&", "&amp;") in text_of(liv, page_of(cast))
    traced = text_of(liv, page_of(cast) + asked)
    assert held.get_absolute_url() in traced
    assert "møteleder: Mona Vik" in traced
    assert "Mona Vik" not in text_of(liv, page_of(cast) + f"?hva=alt&halvaar={half}&av=annet")


def test_an_empty_network_says_so(cast: Cast, as_person: type[SignedInClient]) -> None:
    assert "Ikke noe å tegne ennå" in text_of(as_person(cast.rita), page_of(cast))


def test_as_many_queries_for_one_gathering_as_for_three(cast: Cast, as_person: type[SignedInClient]) -> None:
    counts = []
    for number in range(3):
        starts_at = datetime(2026, 1 + number, 10, 9, tzinfo=NOW.tzinfo) - timedelta(days=365)
        held = make.gathering(
            cast.network, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), chair=cast.mona,
            host=cast.asen,
        )  # fmt: skip
        ItemLeader.objects.create(item=make.item(held), person=cast.rita)
        log = Log(day=starts_at.date(), aim="Lesing")
        key = f"a-visit-{number}"
        write_visit(network=cast.network, school=cast.asen, key=key, log=log, by=cast.liv, now=starts_at)
        liv = as_person(cast.liv)
        with CaptureQueriesContext(connection) as queries:
            text_of(liv, page_of(cast))
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 12
