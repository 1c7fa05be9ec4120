"""Where a try-out is met again: «siden sist» until it is closed and once half a year later, and «I dag»."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.betweenwork.actions.try_out_releases import take_back_try_out
from redthread.betweenwork.actions.try_out_results import answer_again
from redthread.betweenwork.models import TryOut
from redthread.betweenwork.tests.trying import end, show, start
from redthread.gatherings.models import Gathering
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()


def days(number: int) -> timedelta:
    return timedelta(days=number)


def gatherings(cast: Cast) -> list[Gathering]:
    """A year of them, every sixty days; the last lies ahead."""
    return [
        make.gathering(cast.network, starts_at=NOW + days(20 - 60 * back), title=f"Samling {back}")
        for back in range(6, -1, -1)
    ]


def met(client: Client, gathering: Gathering) -> str:
    address = reverse("gatherings:since_last", args=[gathering.network.slug, gathering.public_id])
    return " ".join(client.get(address).content.decode().split())


def test_a_try_out_stands_in_siden_sist_until_it_is_closed(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    *_older, before, last, coming = gatherings(cast)
    one = start(cast.network, cast.asen, cast.mona, last.starts_at - days(30))
    liv = as_person(cast.liv)
    assert "Lesevenner" not in met(liv, coming)  # it has not been shown
    show(one, cast.mona, last.starts_at - days(29))
    for gathering in (last, coming):
        page = met(liv, gathering)
        assert one.get_absolute_url() in page
        assert "– pågår" in page
    assert "Lesevenner" not in met(liv, before)  # it had not begun
    end(one, cast.mona, last.starts_at + days(10), "stop")
    assert "Vi stopper her" not in met(liv, coming)  # which has not been shown
    show(one, cast.mona, last.starts_at + days(11))
    assert "– Vi stopper her" in met(liv, coming)
    later = make.gathering(cast.network, starts_at=coming.starts_at + days(40))
    assert "Lesevenner" not in met(liv, later)


def test_half_a_year_after_it_is_met_once_more(cast: Cast, as_person: type[SignedInClient]) -> None:
    first, *_between, last, coming = gatherings(cast)
    one = start(cast.network, cast.asen, cast.mona, first.starts_at - days(90))
    end(one, cast.mona, last.starts_at - days(170))
    show(one, cast.mona, last.starts_at - days(170))
    liv = as_person(cast.liv)
    assert "hva er igjen av det?" not in met(liv, last)
    assert "hva er igjen av det?" in met(liv, coming)
    one.refresh_from_db()
    answer_again(try_out=one, left="Bare navnet.", version=one.version, by=cast.mona, now=NOW)
    show(one, cast.mona, NOW)
    assert "– Bare navnet." in met(liv, coming)
    later = make.gathering(cast.network, starts_at=coming.starts_at + days(40))
    assert "Lesevenner" not in met(liv, later)
    take_back_try_out(try_out=one, by=cast.mona, now=NOW)
    assert "Lesevenner" not in met(liv, coming)


def test_today_asks_the_own_school_and_tells_the_others(cast: Cast, as_person: type[SignedInClient]) -> None:
    today = timezone.localdate(NOW)
    over = start(cast.network, cast.asen, cast.mona, NOW - days(40), title="Forbi", until_on=today - days(1))
    start(cast.network, cast.asen, cast.mona, NOW - days(40), title="Midt i", until_on=today)
    old = start(cast.network, cast.asen, cast.mona, NOW - days(300), title="Gammel")
    end(old, cast.mona, NOW - days(190))
    stopped = start(cast.network, cast.asen, cast.mona, NOW - days(300), title="Stoppet")
    end(stopped, cast.mona, NOW - days(190), "stop")
    page = as_person(cast.mads).get("/").content.decode()
    assert "Fortell hvordan det gikk: Forbi" in page
    assert reverse("betweenwork:try_out_result", args=[cast.network.slug, over.public_id]) in page
    assert "Hva er igjen av Gammel?" in page
    assert "Midt i" not in page
    assert "Stoppet" not in page
    assert "Forbi" not in as_person(cast.rita).get("/").content.decode()
    show(over, cast.mona, NOW)
    page = as_person(cast.rita).get("/").content.decode()
    assert "Åsen skole viser fram: Forbi" in page
    assert "Fortell hvordan det gikk" not in page
    TryOut.objects.filter(pk=over.pk).update(withdrawn_at=NOW)
    assert "Fortell hvordan det gikk: Forbi" not in as_person(cast.mads).get("/").content.decode()


def test_a_school_that_has_left_may_have_tried_something(cast: Cast, as_person: type[SignedInClient]) -> None:
    *_older, coming = gatherings(cast)
    one = start(cast.network, cast.brekka, cast.rita, NOW - days(20))
    show(one, cast.rita, NOW)
    cast.network.units.filter(organisation=cast.brekka).update(left_on=timezone.localdate(NOW))
    assert "Lesevenner" in met(as_person(cast.liv), coming)


def test_siden_sist_asks_the_same_for_one_try_out_and_for_many(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    *_older, coming = gatherings(cast)
    liv, counted = as_person(cast.liv), []
    for number in range(3):
        one = start(cast.network, cast.asen, cast.mona, NOW - days(20), title=f"Nummer {number}")
        show(one, cast.mona, NOW)
        with CaptureQueriesContext(connection) as asked:
            met(liv, coming)
        counted.append(len(asked))
    assert len(set(counted)) == 1
    assert counted[0] <= 12
