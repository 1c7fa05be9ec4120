"""The log of visits: between one school and whoever guides it, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from textwrap import shorten
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.guidance.actions.visits import (
    ChangedMeanwhileError,
    Log,
    answer_story,
    change_visit,
    write_visit,
)
from redthread.guidance.models import Visit
from redthread.knowledge.models import Story
from redthread.networks.models import Membership, Role
from redthread.notices.models import OutgoingMail
from redthread.people.models import Organisation, Person
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
_keys = iter(range(1, 10**9))


def visited(cast: Cast, school: Organisation, by: Person, days: int = -5, **log: Any) -> Visit:
    log.setdefault("aim", "Lesing på 5. trinn")
    key = f"visit-{next(_keys):08d}"
    plan = Log(day=TODAY + timedelta(days=days), **log)
    return write_visit(network=cast.network, school=school, key=key, log=plan, by=by, now=NOW)


def url(cast: Cast, name: str, visit: Visit | None = None) -> str:
    return reverse(f"guidance:{name}", args=[cast.network.slug, *([visit.public_id] if visit else [])])


def told_by(visit: Visit) -> tuple[bool | None, Person | None]:
    return visit.story_agreed, visit.story_by


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def test_liv_writes_a_visit_and_the_school_reads_all_of_it(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    liv = as_person(cast.liv)
    key = liv.get(url(cast, "new")).context["form"]["key"].value()
    sent = {
        "school": cast.asen.public_id,
        "day": TODAY.isoformat(),
        "kind": "visit",
        "aim": "Lesing",
        "worked_on": "Vi så på timene.",
        "next_step": "Dele planen",
        "next_who": "Mads",
        "next_on": (TODAY + timedelta(days=4)).isoformat(),
        "key": key,
    }
    for _again in range(2):
        answer = liv.post(url(cast, "new"), sent)
    visit = Visit.objects.get()
    assert answer.headers["Location"] == visit.get_absolute_url()
    page = text_of(as_person(cast.mads), visit.get_absolute_url())
    for text in ("Lesing", "Vi så på timene.", "Dele planen", "Mads"):
        assert text in page
    assert "Neste steg: Dele planen" in text_of(liv, "/")
    assert not OutgoingMail.objects.exists()  # it is over, and nobody is to come


@pytest.mark.parametrize(
    ("who", "livs", "evas"),
    [
        ("liv", 200, 200),
        ("mona", 200, 200),
        ("mads", 200, 200),
        ("eva", 404, 200),
        ("rita", 404, 404),
        ("kine", 404, 404),
        ("stein", 404, 404),
        ("olav", 404, 404),
    ],
)
def test_who_sees_a_visit(
    cast: Cast, as_person: type[SignedInClient], who: str, livs: int, evas: int
) -> None:
    client = as_person(getattr(cast, who))
    for visit, status in (
        (visited(cast, cast.asen, cast.liv), livs),
        (visited(cast, cast.asen, cast.eva), evas),
    ):
        assert client.get(visit.get_absolute_url()).status_code == status
        assert client.get(url(cast, "calendar", visit)).status_code == status


def test_a_guest_who_represents_the_school_sees_nothing(cast: Cast, as_person: type[SignedInClient]) -> None:
    visit = visited(cast, cast.asen, cast.liv)
    guest = make.person("Gjest")
    make.membership(cast.network, guest, Role.GUEST, cast.asen)
    assert as_person(guest).get(visit.get_absolute_url()).status_code == 404
    assert as_person(guest).get(url(cast, "visits")).status_code == 403


def test_the_partners_access_ends_with_the_agreement(cast: Cast, as_person: type[SignedInClient]) -> None:
    visit = visited(cast, cast.asen, cast.eva)
    Membership.objects.filter(person=cast.eva).update(ends_at=NOW - timedelta(seconds=1))
    assert as_person(cast.eva).get(visit.get_absolute_url()).status_code == 404


def test_schools_stand_in_their_turn_with_the_last_talk(cast: Cast, as_person: type[SignedInClient]) -> None:
    visited(cast, cast.brekka, cast.liv, -3)
    visited(cast, cast.asen, cast.liv, -70)
    page = text_of(as_person(cast.liv), url(cast, "visits"))
    assert page.index("Åsen skole") < page.index("Brekka skole")  # by turn, not by who was seen last
    assert "sist snakket sammen" in page
    quiet = text_of(as_person(cast.liv), url(cast, "visits") + "?lenge=1")
    shown = quiet[quiet.index('id="schools"') : quiet.index('id="held"')]
    assert "Åsen skole" in shown
    assert "Brekka skole" not in shown
    visited(cast, cast.asen, cast.liv, 5)  # planned: no longer quiet
    assert "?lenge=1" not in text_of(as_person(cast.liv), url(cast, "visits"))


def test_the_partners_overview_is_of_her_own_visits(cast: Cast, as_person: type[SignedInClient]) -> None:
    visited(cast, cast.asen, cast.liv, aim="HEMMELIG")
    visited(cast, cast.brekka, cast.eva, aim="Rolleavklaring")
    page = text_of(as_person(cast.eva), url(cast, "visits"))
    assert "Rolleavklaring" in page
    assert "HEMMELIG" not in page


def test_a_school_sees_its_own_list_only(cast: Cast, as_person: type[SignedInClient]) -> None:
    visited(cast, cast.asen, cast.liv, aim="HEMMELIG")
    visited(cast, cast.brekka, cast.liv, aim="Hos oss")
    page = text_of(as_person(cast.rita), url(cast, "visits"))
    assert "Hos oss" in page
    assert "HEMMELIG" not in page
    assert "Åsen skole" not in page
    assert as_person(cast.kine).get(url(cast, "visits")).status_code == 403


def test_only_the_school_says_whether_something_may_be_told(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    visit = visited(cast, cast.asen, cast.liv, story="Hvordan de fant tid")
    yes = {"svar": "ja", "tekst": "Hvordan de fant tid"}
    for name in ("liv", "rita", "eva", "kine"):
        assert as_person(getattr(cast, name)).post(url(cast, "consent", visit), yes).status_code in (403, 404)
    visit.refresh_from_db()
    assert visit.story_agreed is None
    assert "Kan noe fra besøket" in text_of(as_person(cast.mona), "/")
    as_person(cast.mona).post(url(cast, "consent", visit), {**yes, "tekst": "Noe annet"})
    visit.refresh_from_db()
    assert visit.story_agreed is None  # other words than those that were read
    as_person(cast.mona).post(url(cast, "consent", visit), yes)
    visit.refresh_from_db()
    assert told_by(visit) == (True, cast.mona)
    assert "skolen har sagt ja" in text_of(as_person(cast.liv), url(cast, "visits"))
    as_person(cast.mads).post(url(cast, "consent", visit), {**yes, "svar": "nei"})
    visit.refresh_from_db()
    assert visit.story_agreed is False
    assert "Hvordan de fant tid" not in text_of(as_person(cast.liv), url(cast, "visits"))


def test_what_the_school_has_agreed_to_is_told_by_the_school_with_its_name_filled_in(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    words = "Hvordan de fant tid til å lese sammen " * 4
    visit = visited(cast, cast.asen, cast.liv, story=words.strip())
    address, tell = url(cast, "visit", visit), reverse("knowledge:new", args=[cast.network.slug])
    assert tell not in text_of(as_person(cast.mona), address)
    answer_story(visit=visit, agrees=True, story=visit.story, by=cast.mads, now=NOW)
    assert tell in text_of(as_person(cast.mona), address)
    assert tell not in text_of(as_person(cast.liv), address)  # the visitor does not tell it for them
    proposed = {"forslag": visit.story, "school": cast.asen.public_id}
    page = as_person(cast.mona).post(tell, proposed).content.decode()
    assert f'value="{shorten(words, 120, placeholder=" …")}"' in page
    assert "Skolen har sagt ja til at dette kan fortelles." in page
    assert "Velg hvordan det gikk" not in page
    assert not Story.objects.exists()
    answer_story(visit=visit, agrees=False, story=visit.story, by=cast.mona, now=NOW)
    assert tell not in text_of(as_person(cast.mona), address)


def test_a_refused_word_from_the_school_keeps_the_rest_of_the_page(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    visit = visited(cast, cast.asen, cast.liv, story="Fint", next_step="Dele planen")
    page = as_person(cast.mona).post(url(cast, "words", visit), {"text": "x" * 5000}).content.decode()
    assert url(cast, "consent", visit) in page
    assert url(cast, "step", visit) in page
    assert "x" * 5000 in page


def test_the_visitor_never_agrees_alone(cast: Cast) -> None:
    Membership.objects.filter(person=cast.liv).update(organisation=cast.asen)  # leads, and is of the school
    visit = visited(cast, cast.asen, cast.liv, story="En fortelling")
    with pytest.raises(RuleError, match="en annen fra skolen"):
        answer_story(visit=visit, agrees=True, story="En fortelling", by=cast.liv, now=NOW)


def test_other_words_for_the_story_ask_anew(cast: Cast) -> None:
    visit = visited(cast, cast.asen, cast.liv, story="Fint")
    answer_story(visit=visit, agrees=True, story="Fint", by=cast.mona, now=NOW)
    same = Log(day=visit.day, aim="Nytt mål", story="Fint")
    change_visit(visit=visit, log=same, version=1, by=cast.liv, now=NOW)
    assert visit.story_agreed is True
    other = Log(day=visit.day, aim="Nytt mål", story="Noe helt annet")
    change_visit(visit=visit, log=other, version=2, by=cast.liv, now=NOW)
    assert told_by(visit) == (None, None)
    with pytest.raises(ChangedMeanwhileError):
        change_visit(visit=visit, log=same, version=1, by=cast.liv, now=NOW)


def test_the_schools_words_stand_beside_and_stay(cast: Cast, as_person: type[SignedInClient]) -> None:
    visit = visited(cast, cast.asen, cast.liv, worked_on="Liv skrev dette.")
    as_person(cast.mona).post(url(cast, "words", visit), {"text": "Vi vil rette: det var 6. trinn."})
    assert as_person(cast.liv).post(url(cast, "words", visit), {"text": "x"}).status_code == 404
    change_visit(visit=visit, log=Log(day=visit.day, aim="A"), version=1, by=cast.liv, now=NOW)
    page = text_of(as_person(cast.liv), visit.get_absolute_url())
    assert "Vi vil rette: det var 6. trinn." in page
    assert "Mona Vik" in page


def test_a_planned_visit_is_told_without_what_it_is_about(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    visit = visited(cast, cast.asen, cast.liv, 9, aim="HEMMELIG MÅL", with_whom="HEMMELIG PERSON")
    mails = OutgoingMail.objects.order_by("pk")
    assert {mail.person for mail in mails} == {cast.mona, cast.mads}
    for mail in mails:
        assert visit.get_absolute_url() in mail.text
        assert "HEMMELIG" not in mail.subject + mail.text
    assert "Besøk hos dere" in text_of(as_person(cast.mona), "/")
    assert "Besøk hos dere" not in text_of(as_person(cast.rita), "/")
    answer = as_person(cast.mona).get(url(cast, "calendar", visit))
    event = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event.decoded("DTSTART") == visit.day
    assert str(event["SUMMARY"]) == "Besøk: Åsen skole og Liv Berg"
    assert "HEMMELIG" not in answer.content.decode()
    moved = Log(day=visit.day + timedelta(days=1), aim="HEMMELIG MÅL")
    change_visit(visit=visit, log=moved, version=1, by=cast.liv, now=NOW)
    assert OutgoingMail.objects.count() == 4  # each is told the new day
    as_person(cast.liv).post(url(cast, "call_off", visit))
    assert OutgoingMail.objects.count() == 6
    assert "Besøk hos dere" not in text_of(as_person(cast.mona), "/")
    assert "STATUS:CANCELLED" in as_person(cast.mona).get(url(cast, "calendar", visit)).content.decode()


def test_what_was_held_is_not_called_off(cast: Cast, as_person: type[SignedInClient]) -> None:
    visit = visited(cast, cast.asen, cast.liv, -1)
    as_person(cast.liv).post(url(cast, "call_off", visit))
    visit.refresh_from_db()
    assert not visit.is_called_off


def test_a_step_is_done_once_by_either(cast: Cast, as_person: type[SignedInClient]) -> None:
    visit = visited(cast, cast.asen, cast.liv, next_step="Dele planen")
    assert as_person(cast.rita).post(url(cast, "step", visit)).status_code == 404
    as_person(cast.mads).post(url(cast, "step", visit))
    as_person(cast.liv).post(url(cast, "step", visit))
    visit.refresh_from_db()
    assert visit.next_done_by == cast.mads


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast: Cast, as_person: type[SignedInClient]) -> None:
    sent = {
        "school": "",
        "day": "i går",
        "kind": "visit",
        "aim": "",
        "worked_on": "Skrev dette",
        "next_who": "Ola",
    }
    page = as_person(cast.liv).post(url(cast, "new"), sent).content.decode()
    for text in (
        "Velg hvilken skole det gjelder.",
        "Skriv datoen slik: 14.10.2026.",
        "Skriv med noen ord hva dere vil med besøket.",
        "Skriv hva som er avtalt",
        "Skrev dette",
    ):
        assert text in page
    assert not Visit.objects.exists()


def test_a_school_outside_the_network_cannot_be_visited(cast: Cast, as_person: type[SignedInClient]) -> None:
    far = cast.steins_network.units.get().organisation
    sent = {"school": far.public_id, "day": TODAY.isoformat(), "kind": "visit", "aim": "A"}
    assert "Velg hvilken skole" in as_person(cast.liv).post(url(cast, "new"), sent).content.decode()


def test_in_a_closed_network_it_can_be_read(cast: Cast, as_person: type[SignedInClient]) -> None:
    visit = visited(cast, cast.asen, cast.liv)
    cast.network.closed_at = NOW
    cast.network.save()
    for person in (cast.liv, cast.mona):
        assert "Lesing på 5. trinn" in text_of(as_person(person), visit.get_absolute_url())
        assert "Lesing på 5. trinn" in text_of(as_person(person), url(cast, "visits"))
    assert as_person(cast.mona).post(url(cast, "words", visit), {"text": "x"}).status_code == 403


def test_as_many_queries_for_one_as_for_three(cast: Cast, as_person: type[SignedInClient]) -> None:
    counts: list[int] = []
    for number in range(3):
        visited(cast, cast.asen, cast.liv, -number, next_step="A", story="B")
        visited(cast, cast.brekka, cast.liv, 3 + number)
        for person in (cast.liv, cast.mona):
            client = as_person(person)
            with CaptureQueriesContext(connection) as queries:
                text_of(client, url(cast, "visits"))
            counts.append(len(queries))
    assert counts[:2] == counts[2:4] == counts[4:]
    assert max(counts) <= 12


def test_whoever_leads_reads_anothers_visit_and_writes_in_none_but_their_own(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    visit, liv = visited(cast, cast.asen, cast.eva, 5), as_person(cast.liv)
    assert liv.get(visit.get_absolute_url()).status_code == 200
    for name in ("change", "call_off"):
        assert liv.post(url(cast, name, visit), {"aim": "Tatt over"}).status_code == 404
    visit.refresh_from_db()
    assert (visit.aim, visit.is_called_off) == ("Lesing på 5. trinn", False)


@pytest.mark.parametrize(("days", "is_told"), [(56, False), (57, True)])
def test_long_ago_is_more_than_eight_weeks(
    cast: Cast, as_person: type[SignedInClient], days: int, is_told: bool
) -> None:
    visited(cast, cast.asen, cast.liv, -days)
    visited(cast, cast.brekka, cast.liv, -1)
    page = text_of(as_person(cast.liv), url(cast, "visits"))
    assert ("?lenge=1" in page) is is_told
