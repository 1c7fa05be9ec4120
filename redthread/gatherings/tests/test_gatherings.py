"""The list of gatherings, the page of one, and the file for one's own calendar."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from conftest import SignedInClient
from redthread.gatherings.models import AgendaProposal, Gathering, Minutes
from redthread.networks.models import Mandate
from redthread.sharing.actions import release
from redthread.testing import make
from redthread.testing.cast import Cast

OSLO = ZoneInfo("Europe/Oslo")


def text_of(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return " ".join(answer.content.decode().split())


def list_url(cast: Cast) -> str:
    return reverse("gatherings:list", args=[cast.network.slug])


def queries_of(client: SignedInClient, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def fill(cast: Cast, gathering: Gathering, number: int) -> None:
    """One more of everything that the page of a gathering shows."""
    make.item(gathering, title=f"Post {number}")
    school = make.school(cast.owner, f"Skole {number}")
    make.unit(cast.network, school, 9)
    earlier = make.gathering(cast.network, starts_at=gathering.starts_at - timedelta(days=30 + number))
    make.commitment(earlier, school)
    AgendaProposal.objects.create(
        gathering=gathering, title=f"Sak {number}", proposed_by=cast.rita, proposed_at=timezone.now()
    )
    nearest = Gathering.objects.standing().before(gathering)[0]
    release(
        network=cast.network,
        school=school,
        kind="summary",
        source=f"kilde{number}",
        about=nearest.public_id,
        audience="network",
        title="Oppsummering",
        snapshot=[{"label": "Hva vi gjorde", "text": "Leste."}],
        by=cast.rita,
        now=timezone.now(),
    )


def test_the_list_has_what_is_to_come_first_and_the_past_by_school_year(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    with time_machine.travel(datetime(2027, 1, 15, 12, 0, tzinfo=OSLO), tick=False):
        for title, starts_at in (
            ("Vårsamling", datetime(2026, 5, 5, 9, 0, tzinfo=OSLO)),
            ("Høstsamling", datetime(2026, 9, 5, 9, 0, tzinfo=OSLO)),
            ("Nyttårssamling", datetime(2027, 1, 6, 9, 0, tzinfo=OSLO)),
            ("Neste samling", datetime(2027, 2, 6, 9, 0, tzinfo=OSLO)),
        ):
            make.gathering(cast.network, title=title, starts_at=starts_at)
        page = text_of(as_person(cast.mona).get(list_url(cast)))
    order = ("Kommende", "Neste samling", "2026/27", "Nyttårssamling", "Høstsamling", "2025/26", "Vårsamling")
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_drafts_are_listed_for_those_who_plan_only(cast: Cast, as_person: type[SignedInClient]) -> None:
    make.gathering(cast.network, is_published=False, title="Kladden min")
    assert "Kladden min" in text_of(as_person(cast.liv).get(list_url(cast)))
    assert "Kladden min" not in text_of(as_person(cast.mona).get(list_url(cast)))


def test_a_cancelled_gathering_stays_on_the_list_and_a_draft_put_away_does_not(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    make.gathering(cast.network, title="Avblåst", cancelled_at=timezone.now())
    make.gathering(cast.network, title="Bortlagt", is_published=False, cancelled_at=timezone.now())
    page = text_of(as_person(cast.liv).get(list_url(cast)))
    assert "Avblåst" in page
    assert "Avlyst" in page
    assert "Bortlagt" not in page


def test_an_empty_list_says_what_happens_next(cast: Cast, as_person: type[SignedInClient]) -> None:
    assert "du får en innkalling på e-post" in text_of(as_person(cast.mona).get(list_url(cast)))
    assert "Lag en ny samling" in text_of(as_person(cast.liv).get(list_url(cast)))


def test_the_list_asks_as_often_for_three_as_for_one(cast: Cast, as_person: type[SignedInClient]) -> None:
    mona, counts = as_person(cast.mona), []
    for number in range(3):
        gathering = make.gathering(cast.network, host=cast.asen, chair=cast.mona, title=f"Nummer {number}")
        Minutes.objects.create(gathering=gathering, written_by=cast.liv, opened_at=timezone.now())
        past = make.gathering(cast.network, starts_at=timezone.now() - timedelta(days=9 + number))
        Minutes.objects.create(
            gathering=past, written_by=cast.liv, opened_at=timezone.now(), locked_at=timezone.now()
        )
        counts.append(queries_of(mona, list_url(cast)))
    assert counts[0] == counts[2] <= 12


def test_the_page_tells_when_where_what_to_prepare_and_the_programme_with_its_clock(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    mandate = Mandate.objects.create(
        network=cast.network,
        version=1,
        purpose="Vi lærer av hverandre.",
        written_by=cast.liv,
        adopted_at=timezone.now(),
    )
    gathering = make.gathering(
        cast.network,
        starts_at=datetime(2027, 3, 2, 9, 0, tzinfo=OSLO),
        title="Marssamling",
        place="Brekka skole",
        mode="hybrid",
        meeting_url="https://teams.microsoft.com/meet/1",
        host=cast.brekka,
        chair=cast.rita,
        theme="Lesing",
        prepare="Ta med et elevarbeid.",
        mandate=mandate,
    )
    make.item(gathering, "since_last", title="Siden sist", minutes=15)
    make.item(gathering, "input", title="Leseforskning", minutes=40, responsible="Eva Holt")
    page = text_of(as_person(cast.mona).get(gathering.get_absolute_url()))
    for words in (
        "tirsdag 2. mars 2027 kl. 09.00–12.00",
        "uke 9",
        "Brekka skole er vertskap",
        "Rita Moe leder møtet",
        'href="https://teams.microsoft.com/meet/1"',
        "Ta med et elevarbeid.",
        ">09.00</time>",
        ">09.15</time>",
        ">09.55</time>",
        "Leseforskning",
        "Vi lærer av hverandre.",
        reverse("gatherings:calendar", args=[cast.network.slug, gathering.public_id]),
        reverse("gatherings:proposals", args=[cast.network.slug, gathering.public_id]),
    ):
        assert words in page
    assert "For deg som planlegger" not in page
    assert "For deg som planlegger" in text_of(as_person(cast.liv).get(gathering.get_absolute_url()))


def test_the_clock_on_the_page_is_right_on_the_night_when_it_is_turned_back(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = make.gathering(
        cast.network,
        starts_at=datetime(2026, 10, 25, 1, 0, tzinfo=OSLO),
        ends_at=datetime(2026, 10, 25, 5, 0, tzinfo=OSLO),
    )
    for title, minutes in (("En", 90), ("To", 60), ("Tre", 60)):
        make.item(gathering, title=title, minutes=minutes)
    page = text_of(as_person(cast.mona).get(gathering.get_absolute_url()))
    times = [piece.split("</time>")[0] for piece in page.split('datetime="')[1:]]
    assert [time.split('"')[0] for time in times] == [
        "2026-10-25T01:00:00+02:00",
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
        "2026-10-25T03:30:00+01:00",
    ]


def test_a_confidential_items_words_are_for_those_who_run_the_day(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = make.gathering(cast.network, chair=cast.mads)
    make.item(gathering, title="Personalsak", description="Om en ansatt", is_confidential=True)
    for person in (cast.mona, cast.kine, cast.eva):
        page = text_of(as_person(person).get(gathering.get_absolute_url()))
        assert "Fortrolig sak" in page
        assert "Personalsak" not in page
        assert "ansatt" not in page
    for person in (cast.liv, cast.mads):
        assert "Personalsak" in text_of(as_person(person).get(gathering.get_absolute_url()))


def test_what_my_school_promised_is_on_the_page(cast: Cast, as_person: type[SignedInClient]) -> None:
    earlier = make.gathering(cast.network, starts_at=timezone.now() - timedelta(days=40))
    make.commitment(earlier, cast.asen, what="To-lærer i lesing")
    gathering = make.gathering(cast.network)
    mona = text_of(as_person(cast.mona).get(gathering.get_absolute_url()))
    assert "Dette lovet dere:" in mona
    assert "To-lærer i lesing" in mona
    assert "Dette lovet dere:" not in text_of(as_person(cast.rita).get(gathering.get_absolute_url()))


def test_a_cancelled_gathering_says_why_and_offers_nothing(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = make.gathering(cast.network, cancelled_at=timezone.now(), cancelled_why="Streik")
    page = text_of(as_person(cast.liv).get(gathering.get_absolute_url()))
    assert "Samlingen er avlyst" in page
    assert "Streik" in page
    assert "For deg som planlegger" not in page
    assert "siden-sist" not in page
    assert "Last ned til kalenderen" not in page


def test_the_page_asks_as_often_for_three_as_for_one(cast: Cast, as_person: type[SignedInClient]) -> None:
    gathering = make.gathering(cast.network, host=cast.asen, chair=cast.mona)
    mona, liv, counts = as_person(cast.mona), as_person(cast.liv), []
    for number in range(3):
        fill(cast, gathering, number)
        counts.append(
            (queries_of(mona, gathering.get_absolute_url()), queries_of(liv, gathering.get_absolute_url()))
        )
    assert counts[0] == counts[2]
    assert max(counts[2]) <= 12


def test_the_file_goes_into_ones_own_calendar(cast: Cast, as_person: type[SignedInClient]) -> None:
    gathering = make.gathering(
        cast.network, starts_at=datetime(2026, 12, 28, 9, 0, tzinfo=OSLO), title="Romjulssamling"
    )
    answer = as_person(cast.mona).get(
        reverse("gatherings:calendar", args=[cast.network.slug, gathering.public_id])
    )
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert str(calendar["method"]) == "PUBLISH"
    assert str(event["summary"]) == "Romjulssamling – Rektornettverk øst"
    assert "attendee" not in event
    assert "uke 53" in text_of(as_person(cast.mona).get(gathering.get_absolute_url()))
