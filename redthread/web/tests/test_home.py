"""«I dag»: each person sees what is theirs, in few queries."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.betweenwork.models import Assignment, SchoolLine
from redthread.gatherings.models import AgendaProposal, Approval, Attendance, Gathering, Minutes
from redthread.networks import actions as networks
from redthread.networks.models import Network, Role
from redthread.people.models import Person
from redthread.sharing import actions as sharing
from redthread.sharing.models import Audience, Release
from redthread.testing import make
from redthread.testing.cast import Cast
from redthread.web.home import Home, home


def today(person: Person) -> Home:
    return home(person, timezone.now())


def held(cast: Cast, days_ago: int = 3, **fields: object) -> Gathering:
    starts_at = timezone.now() - timedelta(days=days_ago)
    return make.gathering(cast.network, starts_at=starts_at, **({"title": "Septembersamling"} | fields))  # type: ignore[arg-type]


def locked(gathering: Gathering, by: Person) -> Minutes:
    now = timezone.now()
    return Minutes.objects.create(
        gathering=gathering, written_by=by, opened_at=now, locked_at=now, locked_by=by
    )


def between(gathering: Gathering, cast: Cast) -> Assignment:
    assignment = make.assignment(gathering, cast.asen, cast.brekka)
    Assignment.objects.filter(pk=assignment.pk).update(opened_at=timezone.now())
    return assignment


def waiting(person: Person) -> list[str]:
    return [line.text for line in today(person).waiting]


def news(person: Person) -> list[str]:
    return [line.text for line in today(person).news]


def test_the_next_gathering_is_the_first_of_all_networks(cast: Cast) -> None:
    other = make.network(cast.owner, cast.liv, "Leseløftet")
    make.membership(other, cast.mona, Role.GUEST)
    later = make.gathering(cast.network, starts_at=timezone.now() + timedelta(days=20))
    sooner = make.gathering(other, starts_at=timezone.now() + timedelta(days=5))
    make.gathering(cast.steins_network, starts_at=timezone.now() + timedelta(days=1))
    held(cast)
    page = today(cast.mona)
    assert page.next == sooner
    assert page.later == [later]
    assert today(cast.rita).next == later


def test_drafts_and_cancelled_gatherings_are_not_next(cast: Cast) -> None:
    make.gathering(cast.network, is_published=False, title="Utkast")
    make.gathering(cast.network, title="Avlyst", cancelled_at=timezone.now())
    assert today(cast.mona).next is None
    assert waiting(cast.mona) == []
    assert waiting(cast.liv) == ["Publiser «Utkast» når den er klar"]


def test_the_chair_of_the_day_is_asked_about_the_own_draft(cast: Cast) -> None:
    make.gathering(cast.network, is_published=False, title="Utkast", chair=cast.mona)
    assert waiting(cast.mona) == ["Publiser «Utkast» når den er klar"]


def test_my_school_sees_what_it_promised_and_not_what_others_did(cast: Cast) -> None:
    gathering = held(cast)
    ours = make.commitment(gathering, cast.asen, what="To-lærer")
    make.commitment(gathering, cast.brekka, what="Lesekurs")
    make.commitment(gathering, cast.asen, what="Ferdig", state="closed")
    hidden = make.item(gathering, is_confidential=True)
    make.commitment(
        gathering, cast.asen, what="Fortrolig", outcome=make.outcome(hidden, "commitment", text="F")
    )
    assert today(cast.mona).promised == [ours]
    assert today(cast.liv).promised == []


def test_a_summary_waits_until_it_is_filed(cast: Cast) -> None:
    assignment = between(held(cast), cast)
    line = SchoolLine.objects.get(assignment=assignment, school=cast.asen)
    assert waiting(cast.mona) == ["Skriv oppsummeringen for Åsen skole"]
    assert today(cast.mona).waiting[0].href == reverse(
        "betweenwork:summary", args=[cast.network.slug, assignment.public_id, line.public_id]
    )
    make.summary(line, cast.mads)
    assert waiting(cast.mona) == ["Skriv oppsummeringen for Åsen skole"]  # a draft of one's own school
    line.summary.filed_at = timezone.now()
    line.summary.save()
    assert waiting(cast.mona) == []
    assert waiting(cast.rita) == ["Skriv oppsummeringen for Brekka skole"]
    assert waiting(cast.eva) == []


def test_minutes_wait_for_those_who_were_there(cast: Cast) -> None:
    gathering = held(cast)
    minutes = locked(gathering, cast.liv)
    for person, presence in ((cast.mona, "physical"), (cast.rita, "absent"), (cast.eva, "digital")):
        Attendance.objects.create(gathering=gathering, person=person, presence=presence)
    assert waiting(cast.mona) == ["Godkjenn referatet fra Septembersamling"]
    assert waiting(cast.rita) == []
    assert waiting(cast.eva) == []  # a partner does not approve
    Approval.objects.create(minutes=minutes, person=cast.mona, approved_at=timezone.now())
    assert waiting(cast.mona) == []


def test_a_leader_is_asked_about_minutes_that_are_not_done(cast: Cast) -> None:
    gathering = held(cast)
    assert waiting(cast.liv) == ["Gjør ferdig referatet fra Septembersamling"]
    assert waiting(cast.mona) == []
    locked(gathering, cast.liv)
    assert waiting(cast.liv) == []


def test_proposals_are_counted_by_gathering(cast: Cast) -> None:
    gathering = make.gathering(cast.network)
    for title in ("Vikarer", "Skyss"):
        AgendaProposal.objects.create(
            gathering=gathering, title=title, proposed_by=cast.kine, proposed_at=timezone.now()
        )
    assert waiting(cast.liv) == ["Svar på 2 forslag til Oktobersamling"]
    assert waiting(cast.mona) == []
    AgendaProposal.objects.update(answered_at=timezone.now(), answered_by=cast.liv, answer="Ja")
    assert waiting(cast.liv) == []


def shared_summary(cast: Cast, audience: str = Audience.NETWORK) -> Release:
    return sharing.release(
        network=cast.network,
        school=cast.asen,
        kind=Release.Kind.SUMMARY,
        source=f"s{audience}",
        about="",
        audience=audience,
        title="Oppsummering",
        snapshot=[],
        by=cast.mona,
        now=timezone.now(),
    )


def test_what_the_others_did_is_news_and_what_i_did_is_not(cast: Cast) -> None:
    release = shared_summary(cast)
    locked(held(cast), cast.liv)
    networks.write_mandate(
        network=cast.network, expected_version=0, purpose="Lære", by=cast.liv, now=timezone.now()
    )
    told = [
        "Mandatet er skrevet",
        "Referatet fra Septembersamling er ferdig",
        "Åsen skole har delt oppsummeringen sin",
    ]
    assert news(cast.rita) == told
    assert news(cast.mona) == told[:2]
    assert news(cast.liv) == told[2:]
    sharing.revoke(release=release, by=cast.mona, now=timezone.now())
    assert news(cast.rita) == told[:2]
    assert news(cast.stein) == []


def test_news_grow_old_and_the_owners_copy_is_not_told_twice(cast: Cast) -> None:
    shared_summary(cast)
    shared_summary(cast, Audience.OWNER)
    shared_summary(cast, Audience.SCHOOL)
    assert news(cast.rita) == ["Åsen skole har delt oppsummeringen sin"]
    assert home(cast.rita, timezone.now() + timedelta(days=31)).news == []


def test_a_closed_network_asks_for_nothing(cast: Cast) -> None:
    between(held(cast), cast)
    make.gathering(cast.network)
    networks.close_network(network=cast.network, by=cast.liv, now=timezone.now())
    assert today(cast.mona) == Home()


def test_access_that_ended_shows_nothing(cast: Cast) -> None:
    make.gathering(cast.network)
    cast.eva.memberships.update(ends_at=timezone.now())
    assert today(cast.eva) == Home()


def test_the_owner_is_shown_what_is_newly_shared(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.olav)
    assert "Ikke noe nytt er delt med dere siste måned" in client.get("/").content.decode()
    shared_summary(cast, Audience.NETWORK)
    assert "Oppsummering</span>" not in client.get("/").content.decode()
    release = shared_summary(cast, Audience.OWNER)
    text = client.get("/").content.decode()
    assert reverse("sharing:owner_release", args=[release.public_id]) in text
    assert reverse("sharing:owner") in text


def test_the_page_says_when_where_and_what_to_prepare(cast: Cast, as_person: type[SignedInClient]) -> None:
    make.gathering(cast.network, place="Rådhuset", host=cast.brekka, prepare="Ta med en praksisfortelling")
    make.commitment(held(cast), cast.asen, what="To-lærer i lesing")
    text = as_person(cast.mona).get("/").content.decode()
    for words in (
        "Oktobersamling",
        "Rådhuset",
        "Brekka skole er vertskap",
        "praksisfortelling",
        "To-lærer i lesing",
    ):
        assert words in text


def test_somebody_nowhere_is_told_what_to_do(as_person: type[SignedInClient], db: None) -> None:
    text = as_person(make.person("Ny Person", email="ny@fjordvik.example")).get("/").content.decode()
    assert "Du er ikke med i noe nettverk ennå" in text
    assert "ny@fjordvik.example" in text


def test_the_front_door_and_the_about_page_are_open_to_all(db: None) -> None:
    welcome = Client().get("/").content.decode()
    assert reverse("account_login") in welcome
    assert "Logg ut" not in welcome
    about = Client().get("/om/").content.decode()
    for words in ('id="personvern"', 'id="tilgjengelighet"', "WCAG 2.2"):
        assert words in about


def test_other_methods_are_refused(cast: Cast, as_person: type[SignedInClient]) -> None:
    for at in ("/", "/om/"):
        for method in ("POST", "PUT", "DELETE"):
            assert as_person(cast.mona).generic(method, at).status_code == 405


def busy(network: Network, cast: Cast) -> None:
    """Something of every kind for the page to tell."""
    gathering = make.gathering(network, starts_at=timezone.now() - timedelta(days=4), host=cast.brekka)
    locked(gathering, cast.rita)
    Attendance.objects.create(gathering=gathering, person=cast.mona, presence="physical")
    make.commitment(gathering, cast.asen)
    between(gathering, cast)
    ahead = make.gathering(network, host=cast.asen)
    make.gathering(network, is_published=False)
    AgendaProposal.objects.create(
        gathering=ahead, title="Sak", proposed_by=cast.kine, proposed_at=timezone.now()
    )
    sharing.release(
        network=network,
        school=cast.brekka,
        kind=Release.Kind.SUMMARY,
        source=f"x{network.pk}",
        about="",
        audience=Audience.NETWORK,
        title="Oppsummering",
        snapshot=[],
        by=cast.rita,
        now=timezone.now(),
    )
    networks.write_mandate(
        network=network, expected_version=0, purpose="Lære", by=cast.rita, now=timezone.now()
    )


def test_twelve_queries_at_most_however_many_networks(cast: Cast, as_person: type[SignedInClient]) -> None:
    make.position(cast.mona, cast.owner, "owner_executive")
    counts = []
    for number in range(4):
        network = make.network(cast.owner, cast.liv, f"Nettverk {number}")
        make.membership(network, cast.mona, Role.LEADER, cast.asen)
        busy(network, cast)
        client = as_person(cast.mona)
        with CaptureQueriesContext(connection) as queries:
            text = client.get("/").content.decode()
        counts.append(len(queries))
    assert text.count("Skriv oppsummeringen for Åsen skole") == 4
    assert len(set(counts)) == 1
    assert counts[0] <= 12
