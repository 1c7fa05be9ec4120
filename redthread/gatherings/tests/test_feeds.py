"""Calendars that follow by a secret address: what is in them, who may, and when the address ends."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions.feeds import end_feed, make_feed, renew_feed
from redthread.gatherings.feeds import token_of
from redthread.gatherings.models import CalendarFeed, Gathering, Invitation
from redthread.networks.models import Body, Network, Seat
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast


def address(feed: CalendarFeed) -> str:
    return reverse("gatherings:feed", args=[token_of(feed)])


def made(by: Person, network: Network | None = None) -> CalendarFeed:
    return make_feed(network=network, by=by, now=timezone.now())


def fetched(feed: CalendarFeed, **headers: str) -> HttpResponse:
    return Client().get(address(feed), headers=headers)  # type: ignore[return-value]


def events(answer: HttpResponse) -> list[Event]:
    found = Calendar.from_ical(answer.content.decode()).walk("VEVENT")
    return [event for event in found if isinstance(event, Event)]


def test_it_holds_what_one_is_called_to_and_reads_as_a_calendar(cast: Cast) -> None:
    soon = make.gathering(
        cast.network, title="Blåbær; «æ, ø» \\ å 🧶" * 3, place="Åsen, rom 2", theme="a\r\nATTENDEE:x"
    )
    key = Invitation.objects.create(gathering=soon, person=cast.mona).key
    cancelled = make.gathering(cast.network, title="Avlyst", cancelled_at=timezone.now())
    make.gathering(cast.network, title="Kladd", is_published=False)
    make.gathering(cast.steins_network, title="Et annet sted")
    body = Body.objects.create(network=cast.network, code="FAG", name="Faggruppe")
    make.gathering(cast.network, title="Ikke for Mona", body=body)
    answer = fetched(made(cast.mona))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    calendar = Calendar.from_ical(answer.content.decode())
    assert str(calendar["x-wr-calname"]) == "Samlingene mine"
    assert calendar["refresh-interval"].to_ical() == b"PT4H"
    one, other = events(answer)
    assert {str(one["uid"]), str(other["uid"])} == {
        f"{key}@gatherings.redthread",
        f"{cancelled.public_id}@gatherings.redthread",
    }
    by_title = {str(event["summary"]).partition(" – ")[0]: event for event in (one, other)}
    assert str(by_title["Avlyst"]["status"]) == "CANCELLED"
    event = by_title[soon.title]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        soon.starts_at.replace(microsecond=0),
        soon.ends_at.replace(microsecond=0),
    )
    assert str(event["location"]) == "Åsen, rom 2"
    assert str(event["description"]).startswith("a ATTENDEE:x\nSvar om du kommer: ")
    assert "attendee" not in event


def test_of_one_network_it_holds_all_that_is_published_there(cast: Cast) -> None:
    body = Body.objects.create(network=cast.network, code="FAG", name="Faggruppe")
    make.gathering(cast.network, title="Faggruppa", body=body)
    make.gathering(cast.network, title="Alle")
    feed = made(cast.mona, cast.network)
    assert {str(event["summary"])[:5] for event in events(fetched(feed))} == {"Faggr", "Alle "}
    assert b"X-WR-CALNAME:Rektornettverk" in fetched(feed).content


def test_who_sits_in_a_body_twice_has_its_gathering_once(cast: Cast) -> None:
    body = Body.objects.create(network=cast.network, code="FAG", name="Faggruppe")
    for person in (cast.mona, cast.rita):
        Seat.objects.create(body=body, person=person)
    make.gathering(cast.network, body=body, chair=cast.mona)
    assert len(events(fetched(made(cast.mona)))) == 1


def test_nothing_confidential_is_in_it(cast: Cast) -> None:
    gathering = make.gathering(cast.network, prepare="Tenk på den vanskelige saken")
    make.item(gathering, title="Personalsak", is_confidential=True)
    text = fetched(made(cast.mona)).content.decode().replace("\r\n ", "")
    assert "Personalsak" not in text
    assert "vanskelige" not in text


def test_the_same_calendar_is_not_sent_twice(cast: Cast) -> None:
    gathering = make.gathering(cast.network)
    feed = made(cast.mona)
    first = fetched(feed)
    again = fetched(feed, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    Gathering.objects.filter(pk=gathering.pk).update(place="Et nytt sted")
    assert fetched(feed, if_none_match=first["ETag"]).status_code == 200


def test_another_address_ends_the_first_and_ending_it_ends_it(cast: Cast) -> None:
    feed = made(cast.mona)
    first = address(feed)
    renew_feed(feed=feed, by=cast.mona, now=timezone.now())
    assert [Client().get(path).status_code for path in (first, address(feed))] == [404, 200]
    end_feed(feed=feed, by=cast.mona, now=timezone.now())
    assert fetched(feed).status_code == 404
    assert fetched(made(cast.mona)).status_code == 200


@pytest.fixture
def feeds(cast: Cast) -> list[CalendarFeed]:
    return [made(cast.mona), made(cast.mona, cast.network)]


@pytest.mark.parametrize("why", ["left", "inactive"])
def test_access_is_asked_for_each_time(cast: Cast, feeds: list[CalendarFeed], why: str) -> None:
    if why == "left":
        cast.mona.memberships.update(ends_at=timezone.now())
    else:
        Person.objects.filter(pk=cast.mona.pk).update(is_active=False)
    for feed in feeds:
        gone, unknown = fetched(feed), Client().get("/kalender/finnesikke.ics")
        assert (gone.status_code, gone.content) == (unknown.status_code, unknown.content) == (404, b"")


def test_in_two_networks_one_sees_only_what_is_left(cast: Cast) -> None:
    other = make.network(cast.owner, cast.liv, "Nettverk vest")
    membership = make.membership(other, cast.mona)
    make.gathering(cast.network, title="Øst")
    make.gathering(other, title="Vest")
    feed = made(cast.mona)
    assert len(events(fetched(feed))) == 2
    membership.ends_at = timezone.now()
    membership.save()
    assert [str(event["summary"])[:3] for event in events(fetched(feed))] == ["Øst"]


def test_a_calendar_of_a_network_that_one_is_not_in_cannot_be_made(cast: Cast) -> None:
    for who, network in ((cast.mona, cast.steins_network), (cast.olav, None)):
        with pytest.raises(RuleError):
            made(who, network)
    SignedInClient(cast.mona).post(reverse("gatherings:feeds"), {"network": cast.steins_network.slug})
    assert not CalendarFeed.objects.exists()


def test_the_page_makes_shows_renews_and_ends(cast: Cast) -> None:
    mona, page = SignedInClient(cast.mona), reverse("gatherings:feeds")
    assert "Lag adresse" in mona.get(page).content.decode()
    assert not CalendarFeed.objects.exists()
    for _ in range(2):
        mona.post(page, {"network": cast.network.slug})
    feed = CalendarFeed.objects.get()
    text = mona.get(page).content.decode()
    assert f"http://localhost:8000{address(feed)}" in text
    assert f"webcal://localhost:8000{address(feed)}" in text
    mona.post(reverse("gatherings:feed_renew", args=[feed.public_id]))
    assert address(feed) not in mona.get(page).content.decode()
    mona.post(reverse("gatherings:feed_end", args=[feed.public_id]))
    assert not CalendarFeed.objects.live().exists()


def test_nobody_renews_or_ends_anothers(cast: Cast) -> None:
    feed = made(cast.mona)
    for name in ("feed_renew", "feed_end"):
        path = reverse(f"gatherings:{name}", args=[feed.public_id])
        assert SignedInClient(cast.liv).post(path).status_code == 404
    assert fetched(feed).status_code == 200


def test_it_asks_as_often_for_many_as_for_one(cast: Cast) -> None:
    feed, counts = made(cast.mona), []
    for _ in range(3):
        made_one = make.gathering(cast.network)
        Invitation.objects.create(gathering=made_one, person=cast.mona)
        with CaptureQueriesContext(connection) as captured:
            fetched(feed)
        counts.append(len(captured))
    assert counts[0] == counts[2] <= 5


def test_what_the_log_says_does_not_open_the_calendar(cast: Cast, settings: Any) -> None:
    from redthread.config.logs import scrub

    feed = made(cast.mona)
    assert token_of(feed) not in scrub(f"GET {address(feed)} 500")
    assert "abc" not in scrub("POST /svar/abcdefghijkmno/ 500")
