"""Drafting, changing, publishing, moving and cancelling on the pages."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.gatherings.models import Gathering
from redthread.networks.models import Body, Mandate
from redthread.notices.models import OutgoingMail
from redthread.testing import make
from redthread.testing.cast import Cast

OSLO = ZoneInfo("Europe/Oslo")
NEW = {
    "day": "2026-12-02",
    "start": "09:00",
    "end": "12:00",
    "mode": "physical",
    "template": "half_day",
}


@pytest.fixture(autouse=True)
def _in_november() -> Any:
    with time_machine.travel(datetime(2026, 11, 10, 12, 0, tzinfo=OSLO), tick=False):
        yield


@pytest.fixture
def liv(cast: Cast, as_person: type[SignedInClient]) -> SignedInClient:
    cast.eva.memberships.update(ends_at=timezone.now() + timedelta(days=90))
    return as_person(cast.liv)


def text_of(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return " ".join(answer.content.decode().split())


def url(name: str, gathering: Gathering | None = None, slug: str = "rektornettverk-ost") -> str:
    return reverse(f"gatherings:{name}", args=[slug, *([gathering.public_id] if gathering else [])])


def held(cast: Cast, day: datetime, **fields: Any) -> Gathering:
    return make.gathering(cast.network, starts_at=day, ends_at=day + timedelta(hours=3), **fields)


def test_a_new_gathering_opens_with_what_the_network_usually_does(cast: Cast, liv: SignedInClient) -> None:
    cast.network.chair_rule = "in_turn"
    cast.network.save()
    held(cast, datetime(2026, 9, 2, 13, 0, tzinfo=OSLO), host=cast.brekka)
    held(cast, datetime(2026, 10, 14, 13, 0, tzinfo=OSLO), host=cast.asen, title="Oktober")
    page = text_of(liv.get(url("new")))
    assert 'name="day" value="2026-11-25"' in page
    assert 'name="start" value="13:00"' in page
    assert 'name="end" value="16:00"' in page
    assert f'<option value="{cast.brekka.public_id}" selected>' in page
    assert f'<option value="{cast.rita.public_id}" selected>' in page
    assert "Samme program som «Oktober»" in page


def test_drafting_makes_a_programme_and_leads_to_the_planner(cast: Cast, liv: SignedInClient) -> None:
    answer = liv.post(url("new"), NEW | {"host": cast.asen.public_id, "chair": cast.mona.public_id})
    made = Gathering.objects.get()
    assert answer.headers["Location"] == url("agenda", made)
    assert made.title == "Samling i desember"
    assert made.starts_at == datetime(2026, 12, 2, 9, 0, tzinfo=OSLO)
    assert (made.place, made.host, made.chair) == ("Åsen skole", cast.asen, cast.mona)
    assert made.agenda_items.count() == 10
    assert not OutgoingMail.objects.exists()


def test_a_gathering_may_start_from_the_programme_of_the_last_one(cast: Cast, liv: SignedInClient) -> None:
    last = held(cast, datetime(2026, 10, 14, 9, 0, tzinfo=OSLO))
    make.item(last, title="Lesestund", minutes=25, responsible="Mona")
    make.item(last, title="Personalsak", is_confidential=True)
    liv.post(url("new"), NEW | {"template": "previous"})
    made = Gathering.objects.drafts().get()
    assert [(item.title, item.responsible) for item in made.agenda_items.all()] == [
        ("Siden sist", ""),
        ("Lesestund", ""),
        ("Oppsummering av dagen", ""),
    ]


def test_a_gathering_may_be_for_one_body(cast: Cast, liv: SignedInClient) -> None:
    body = Body.objects.create(network=cast.network, code="FAG", name="Faggruppe")
    liv.post(url("new"), NEW | {"body": body.public_id})
    assert Gathering.objects.get().body == body


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": "i morgen"}, "Skriv datoen slik: 14.10.2026."),
        ({"start": "halv ni"}, "Skriv klokkeslettet slik: 09.00."),
        ({"end": "08:00"}, "Samlingen må slutte etter at den starter"),
        ({"last_day": "2027-01-20"}, "høyst to uker"),
        ({"day": "2027-03-28", "start": "02:30"}, "dette klokkeslettet finnes ikke"),
        ({"meeting_url": "http://teams.microsoft.com/1"}, "Lenken må starte med https://"),
        ({"meeting_url": "https://teams.microsoft.com@evil.example/1"}, "Lenken må starte med https://"),
        ({"meeting_url": "javascript:alert(1)"}, "Lenken må starte med https://"),
        ({"host": "finnesikke"}, "finnesikke"),
    ],
)
def test_what_is_wrong_is_explained_and_what_was_typed_stays(
    cast: Cast, liv: SignedInClient, wrong: dict[str, str], words: str
) -> None:
    page = text_of(liv.post(url("new"), NEW | {"theme": "Lesing i alle fag"} | wrong))
    assert words in page
    assert 'value="Lesing i alle fag"' in page
    assert not Gathering.objects.exists()


def test_a_whole_invitation_may_be_pasted_for_its_link(cast: Cast, liv: SignedInClient) -> None:
    pasted = "Microsoft Teams-møte  Bli med: <https://teams.microsoft.com/meet/12?p=ab>  Møte-ID: 12"
    liv.post(url("new"), NEW | {"mode": "digital", "meeting_url": pasted})
    assert Gathering.objects.get().meeting_url == "https://teams.microsoft.com/meet/12?p=ab"


def test_times_may_be_typed_as_norwegians_write_them(cast: Cast, liv: SignedInClient) -> None:
    liv.post(url("new"), NEW | {"day": "02.12.2026", "start": "9.30", "end": "12"})
    made = Gathering.objects.get()
    assert (made.starts_at, made.ends_at) == (
        datetime(2026, 12, 2, 9, 30, tzinfo=OSLO),
        datetime(2026, 12, 2, 12, 0, tzinfo=OSLO),
    )


def test_a_gathering_over_a_night_of_clock_change_has_the_times_on_the_wall(
    cast: Cast, liv: SignedInClient
) -> None:
    liv.post(
        url("new"), NEW | {"day": "2027-03-27", "start": "18:00", "last_day": "2027-03-28", "end": "12:00"}
    )
    made = Gathering.objects.get()
    assert (made.ends_at - made.starts_at).total_seconds() / 3600 == 17


def test_a_stranger_cannot_be_made_host_or_chair(cast: Cast, liv: SignedInClient) -> None:
    liv.post(url("new"), NEW | {"chair": cast.stein.public_id})
    assert not Gathering.objects.exists()


def test_the_new_page_asks_as_often_in_a_large_network(cast: Cast, liv: SignedInClient) -> None:
    cast.network.chair_rule = "in_turn"
    cast.network.save()
    counts = []
    for number in range(3):
        held(cast, timezone.now() - timedelta(days=9 + number), host=cast.asen, chair=cast.mona)
        school = make.school(cast.owner, f"Skole {number}")
        make.unit(cast.network, school, 9)
        make.membership(cast.network, make.person(), "member", school)
        with CaptureQueriesContext(connection) as captured:
            liv.get(url("new"))
        counts.append(len(captured))
    assert counts[0] == counts[2] <= 12


def test_the_edit_page_shows_what_is_there_and_saves_what_is_changed(cast: Cast, liv: SignedInClient) -> None:
    gathering = held(cast, timezone.now() + timedelta(days=9), place="Åsen skole", host=cast.asen)
    page = text_of(liv.get(url("edit", gathering)))
    assert 'value="Åsen skole"' in page
    assert f'<option value="{cast.asen.public_id}" selected>' in page
    sent = {"title": "Ny tittel", "mode": "physical", "place": "Brekka skole", "seen": "0"}
    assert liv.post(url("edit", gathering), sent).headers["Location"] == gathering.get_absolute_url()
    gathering.refresh_from_db()
    assert (gathering.title, gathering.place, gathering.host, gathering.version) == (
        "Ny tittel",
        "Brekka skole",
        None,
        1,
    )
    assert not OutgoingMail.objects.exists()


def test_who_edits_an_old_page_is_told_and_loses_nothing_typed(cast: Cast, liv: SignedInClient) -> None:
    gathering = held(cast, timezone.now() + timedelta(days=9), place="Åsen skole", version=3)
    sent = {"mode": "physical", "place": "Rådhuset", "seen": "2"}
    page = text_of(liv.post(url("edit", gathering), sent))
    assert "endret av noen andre" in page
    assert 'value="Rådhuset"' in page
    gathering.refresh_from_db()
    assert gathering.place == "Åsen skole"
    assert not OutgoingMail.objects.exists()


def test_publishing_first_shows_who_is_mailed_and_the_mandate(cast: Cast, liv: SignedInClient) -> None:
    Mandate.objects.create(
        network=cast.network,
        version=1,
        purpose="Vi lærer sammen.",
        written_by=cast.liv,
        adopted_at=timezone.now(),
    )
    gathering = held(cast, timezone.now() + timedelta(days=9), is_published=False)
    make.item(gathering, "own_school", title="Kort tanke", minutes=2)
    make.item(gathering, "story", title="Personalsak", is_confidential=True)
    page = text_of(liv.get(url("publish", gathering)))
    assert "Fortrolig sak" in page
    assert "Personalsak" not in page
    for person in cast.insiders():
        assert person.name in page
    assert "6 personer får én e-post hver" in page
    assert "Vi lærer sammen." in page
    assert "«Kort tanke» har 2 minutter" in page
    assert not OutgoingMail.objects.exists()


def test_publishing_sends_and_says_so_and_again_does_nothing(cast: Cast, liv: SignedInClient) -> None:
    gathering = held(cast, timezone.now() + timedelta(days=9), is_published=False)
    make.item(gathering)
    page = text_of(liv.post(url("publish", gathering), follow=True))
    assert "Innkallingen går til 6 personer." in page
    assert OutgoingMail.objects.count() == 6
    assert liv.post(url("publish", gathering)).headers["Location"] == gathering.get_absolute_url()
    assert OutgoingMail.objects.count() == 6


def test_publishing_an_empty_programme_is_refused_on_the_page(cast: Cast, liv: SignedInClient) -> None:
    gathering = held(cast, timezone.now() + timedelta(days=9), is_published=False)
    assert "Legg inn minst én programpost" in text_of(liv.post(url("publish", gathering)))
    assert Gathering.objects.get().is_draft


def test_moving_shows_the_old_time_and_how_many_are_told(cast: Cast, liv: SignedInClient) -> None:
    gathering = held(cast, datetime(2026, 12, 2, 9, 0, tzinfo=OSLO))
    page = text_of(liv.get(url("move", gathering)))
    assert "Nå: onsdag 2. desember 2026 kl. 09.00–12.00" in page
    assert "6 personer får én e-post" in page
    sent = {"day": "2026-12-09", "start": "10:00", "end": "13:00", "seen": "0"}
    liv.post(url("move", gathering), sent)
    gathering.refresh_from_db()
    assert gathering.starts_at == datetime(2026, 12, 9, 10, 0, tzinfo=OSLO)
    assert not OutgoingMail.objects.exists()


def test_news_that_waits_is_shown_to_those_who_plan_and_can_be_sent_now(
    cast: Cast, liv: SignedInClient, as_person: type[SignedInClient]
) -> None:
    gathering = held(cast, datetime(2026, 12, 2, 9, 0, tzinfo=OSLO), place="Åsen skole")
    liv.post(url("edit", gathering), {"mode": "physical", "place": "Brekka skole", "seen": "0"})
    assert "Endringene sendes kl. 12.15" in text_of(liv.get(url("gathering", gathering)))
    assert "Endringene sendes" not in text_of(as_person(cast.mona).get(url("gathering", gathering)))
    assert "Endringene er sendt." in text_of(liv.post(url("send_news", gathering), follow=True))
    assert OutgoingMail.objects.count() == 6
    again = text_of(liv.post(url("send_news", gathering), follow=True))
    assert "ingen endringer som venter" in again
    assert "Endringene sendes" not in again
    assert OutgoingMail.objects.count() == 6


def test_who_moves_from_an_old_page_is_told_to_look_first(cast: Cast, liv: SignedInClient) -> None:
    gathering = held(cast, datetime(2026, 12, 2, 9, 0, tzinfo=OSLO), version=1)
    sent = {"day": "2026-12-09", "start": "10:00", "end": "13:00", "seen": "0"}
    page = text_of(liv.post(url("move", gathering), sent))
    assert "Se på den nye tiden før du flytter den" in page
    assert 'value="10:00"' in page
    gathering.refresh_from_db()
    assert gathering.starts_at == datetime(2026, 12, 2, 9, 0, tzinfo=OSLO)


def test_cancelling_asks_why_and_tells_everybody(cast: Cast, liv: SignedInClient) -> None:
    gathering = held(cast, timezone.now() + timedelta(days=9))
    assert "Skriv hvorfor samlingen avlyses" in text_of(liv.post(url("cancel", gathering), {"why": " "}))
    assert not OutgoingMail.objects.exists()
    answer = liv.post(url("cancel", gathering), {"why": "Streik"}, follow=True)
    assert "Samlingen er avlyst." in text_of(answer)
    assert OutgoingMail.objects.filter(kind="cancellation").count() == 6


def test_a_draft_is_put_away_without_a_reason(cast: Cast, liv: SignedInClient) -> None:
    gathering = held(cast, timezone.now() + timedelta(days=9), is_published=False)
    assert "Ingen får e-post om dette." in text_of(liv.get(url("cancel", gathering)))
    liv.post(url("cancel", gathering))
    assert not Gathering.objects.drafts().exists()
    assert not OutgoingMail.objects.exists()
