"""Who can what: what people chose and what the log shows to everybody, found by words; nobody is ranked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.betweenwork.tests.trying import show, start
from redthread.gatherings.method_library import keep_library_method
from redthread.gatherings.models import AgendaItem, ItemLeader
from redthread.networks.access import Access, access_of
from redthread.peers.actions.offers import choose_lines, offer_help, set_offer
from redthread.peers.directory import Card, directory, own_traces
from redthread.peers.models import AnswerPace, Offer
from redthread.peers.pace import Counts, pace_words, settled
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()
As = Callable[[Person], SignedInClient]


def of(cast: Cast, person: Person) -> Access:
    found = access_of(person, cast.network)
    assert found is not None
    return found


def card(cast: Cast, whose: Person, viewer: Person | None = None, words: str = "") -> Card | None:
    page = directory(of(cast, viewer or cast.mona), words, NOW)
    return next((one for one in page.cards if one.person == whose), None)


def told(cast: Cast, whose: Person, viewer: Person | None = None) -> list[str]:
    found = card(cast, whose, viewer)
    assert found is not None
    return [trace.words for trace in found.traces]


def led(
    cast: Cast, person: Person, *, days: int = -10, is_published: bool = True, **item: object
) -> AgendaItem:
    gathering = make.gathering(
        cast.network, starts_at=NOW + timedelta(days=days), is_published=is_published, title="Høstsamling"
    )
    made = make.item(gathering, AgendaItem.Kind.CROSS_GROUPS, **{"title": "Bordrunde", **item})
    ItemLeader.objects.create(item=made, person=person)
    return made


def test_what_was_led_is_told_once_with_the_method(cast: Cast) -> None:
    method = keep_library_method("gallerivandring")
    led(cast, cast.rita, method=method)
    led(cast, cast.rita, days=-40, method=method)
    assert told(cast, cast.rita) == [f"Har ledet {method.name}"]


@pytest.mark.parametrize("unseen", [{"is_confidential": True}, {"days": 3}, {"is_published": False}], ids=str)
def test_what_not_everybody_may_see_tells_nothing(cast: Cast, unseen: dict[str, object]) -> None:
    led(cast, cast.rita, **unseen)  # type: ignore[arg-type]
    for viewer in (cast.mona, cast.liv, cast.rita):
        assert told(cast, cast.rita, viewer) == []


def test_a_cancelled_gathering_tells_nothing(cast: Cast) -> None:
    item = led(cast, cast.rita)
    type(item.gathering).objects.update(cancelled_at=NOW)
    assert told(cast, cast.rita) == []


def test_a_try_out_stands_with_the_school_when_it_is_shown_and_not_before(cast: Cast) -> None:
    try_out = start(cast.network, cast.brekka, cast.rita, NOW, title="Lesevenner")
    assert told(cast, cast.rita, cast.rita) == []
    show(try_out, cast.rita, NOW)
    type(try_out).objects.update(title="Endret etterpå")
    assert told(cast, cast.rita) == ["Skolen har prøvd «Lesevenner»"]
    assert told(cast, cast.mona) == []


def test_each_hides_the_own_lines_for_all(cast: Cast, as_person: As) -> None:
    led(cast, cast.rita)
    led(cast, cast.mona)
    ((trace, is_shown),) = own_traces(of(cast, cast.rita), NOW)
    assert is_shown
    as_person(cast.rita).post(reverse("peers:lines", args=[cast.network.slug]), {"vis": ["led:noe-annet"]})
    assert told(cast, cast.rita) == []
    assert len(told(cast, cast.mona)) == 1
    choose_lines(network=cast.network, known=[trace.key], shown=[trace.key], by=cast.rita, now=NOW)
    assert told(cast, cast.rita) == ["Har ledet «Bordrunde»"]


def test_an_offer_is_on_or_off_as_its_owner_says(cast: Cast, as_person: As) -> None:
    rita = as_person(cast.rita)
    mine = reverse("peers:mine", args=[cast.network.slug])
    rita.post(mine, {"what": "Gallerivandring", "line": "Ring gjerne."})
    rita.post(mine, {"what": "gallerivandring", "line": "Skriv gjerne."})
    offer = Offer.objects.get()
    found = card(cast, cast.rita)
    assert found is not None
    assert [(one.what, one.line) for one in found.offers] == [("gallerivandring", "Skriv gjerne.")]
    set_offer(offer=offer, is_on=False, by=cast.mona, now=NOW)
    assert Offer.objects.get().is_on
    set_offer(offer=offer, is_on=False, by=cast.rita, now=NOW)
    assert (
        "gallerivandring"
        not in as_person(cast.mona).get(reverse("peers:directory", args=[cast.network.slug])).content.decode()
    )


@pytest.mark.parametrize("words", ["galleri", "GALLERI brekka", "rita", "ressurslærer galleri"])
def test_words_find_by_matter_school_role_and_name(cast: Cast, words: str) -> None:
    offer_help(network=cast.network, what="Gallerivandring", line="", by=cast.rita, now=NOW)
    page = directory(of(cast, cast.mona), words, NOW)
    assert [one.person for one in page.cards] == [cast.rita]


@pytest.mark.parametrize("words", ["[.*", "%", "\\", "'; DROP TABLE", "x" * 100_000, "\0"])
def test_strange_words_find_nobody_or_everybody_and_break_nothing(
    cast: Cast, as_person: As, words: str
) -> None:
    answer = as_person(cast.mona).get(reverse("peers:directory", args=[cast.network.slug]), {"q": words})
    assert answer.status_code == 200
    assert len(answer.content) < 100_000


def test_by_school_and_name_and_in_no_other_order(cast: Cast) -> None:
    for number in range(6):
        offer_help(network=cast.network, what=f"Tema {number}", line="", by=cast.rita, now=NOW)
    page = directory(of(cast, cast.mona), "", NOW)
    assert [one.person.name for one in page.cards] == ["Rita Moe", "Mads Lund", "Mona Vik", "Liv Berg"]


def test_the_owners_consultant_the_partner_and_strangers_do_not_come_in(cast: Cast, as_person: As) -> None:
    address = reverse("peers:directory", args=[cast.network.slug])
    statuses = [
        as_person(one).get(address).status_code for one in (cast.kine, cast.eva, cast.olav, cast.stein)
    ]
    assert statuses == [403, 403, 404, 404]
    assert card(cast, cast.kine) is None


def test_the_same_queries_for_one_and_three(cast: Cast, as_person: As) -> None:
    counts = []
    for number in range(3):
        led(cast, cast.rita, title=f"Post {number}")
        offer_help(network=cast.network, what=f"Tema {number}", line="", by=cast.rita, now=NOW)
        show(start(cast.network, cast.brekka, cast.rita, NOW, title=f"Prøve {number}"), cast.rita, NOW)
        client = as_person(cast.mona)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("peers:directory", args=[cast.network.slug]))
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 12


def test_the_pace_is_told_after_five_and_never_unkindly() -> None:
    two, three, long = timedelta(days=2), timedelta(days=3), timedelta(days=60)
    known, waiting = Counts(), Counts()
    for number in range(1, 6):
        known, waiting = settled(known, waiting.plus(two))
        assert bool(pace_words(known)) is (number == 5)
    assert pace_words(known) == "svarer vanligvis innen to dager"
    before = known
    for _ in range(4):
        known, waiting = settled(known, waiting.plus(long))
    assert known == before  # what single ones did is not to be seen
    for _ in range(5):
        known, waiting = settled(known, waiting.plus(long))
    assert pace_words(Counts(2, 4, 1).plus(three)) == "svarer vanligvis innen en uke"
    assert pace_words(Counts(0, 0, 50)) == "svarer når det blir tid"


def test_the_pace_stands_on_the_card(cast: Cast) -> None:
    AnswerPace.objects.create(person=cast.rita, soon=4, new_soon=4)
    assert card(cast, cast.rita).pace == ""  # type: ignore[union-attr]
    AnswerPace.objects.update(soon=5)
    assert card(cast, cast.rita).pace == "svarer vanligvis innen to dager"  # type: ignore[union-attr]
