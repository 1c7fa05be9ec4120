"""«Ferdigstill»: exactly what was previewed is shown, to the network first, and can be taken back."""

import pytest
from django.test import Client

from conftest import SignedInClient
from redthread.betweenwork.actions.releases import release_summary, share_with_owner, take_back
from redthread.betweenwork.models import SchoolSummary
from redthread.betweenwork.tests.between import Between, between
from redthread.core.errors import RuleError
from redthread.gatherings.models import Gathering
from redthread.people.models import Person
from redthread.sharing.models import Release
from redthread.testing.cast import Cast

CANARY = "Kanarifuglen sang i gymsalen"


def seen_by(person: Person, at: Between, as_person: type[SignedInClient]) -> bool:
    page = as_person(person).get(at.url("assignment"))
    return page.status_code == 200 and CANARY in page.content.decode()


def owner_sees(cast: Cast, as_person: type[SignedInClient]) -> bool:
    olav = as_person(cast.olav)
    pages = [olav.get("/skoleeier/").content.decode()]
    pages += [
        olav.get(f"/skoleeier/{release.public_id}/").content.decode() for release in Release.objects.all()
    ]
    return any(CANARY in page for page in pages)


def test_from_the_mailed_link_it_takes_one_look_and_one_press(
    cast: Cast, client: Client, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    at.write(at.asen, cast.mads, did=CANARY, reach="whole")
    url = at.link(cast.mona, name="link_release")
    preview = client.get(url).content.decode()
    for shown in (CANARY, "Hele personalet", "Uten bilde", "Alle som er med i Rektornettverk øst"):
        assert shown in preview
    assert not seen_by(cast.rita, at, as_person)
    answer = client.post(url, {"version": 1}, follow=True)
    assert "Takk for at dere forteller" in answer.content.decode()
    assert "Mona Vik ferdigstilte" in answer.content.decode()
    for person in (cast.rita, cast.liv, cast.kine, cast.eva, cast.mads):
        assert seen_by(person, at, as_person)
    assert not owner_sees(cast, as_person)
    release = Release.objects.get()
    assert (release.kind, release.audience, release.school) == ("summary", "network", cast.asen)
    assert (release.about, release.source) == (
        at.gathering.public_id,
        SchoolSummary.objects.get().public_id,
    )


def test_the_preview_is_word_for_word_what_is_released(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = between(cast)
    at.write(at.asen, cast.mona, did="Én\n\nto", happened="", hard="<b>Tid</b>", reach="not_yet")
    mona = as_person(cast.mona)
    preview = mona.get(at.url("release", at.asen)).content.decode()
    mona.post(at.url("release", at.asen), {"version": 1})
    page = as_person(cast.rita).get(at.url("assignment")).content.decode()
    start, end = preview.index('<dl class="snapshot">'), preview.index("</dl>")
    assert " ".join(preview[start:end].split()) in " ".join(page.split())


def test_what_is_written_afterwards_waits_for_the_next_release(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    at.release(at.asen, cast.mona, did="Første utgave")
    at.write(at.asen, cast.mads, did=CANARY)
    mona = as_person(cast.mona)
    assert not seen_by(cast.rita, at, as_person)
    assert "ferdigstiller på nytt" in mona.get(at.url("assignment")).content.decode()
    assert "Nettverket ser fortsatt" in mona.get(at.url("release", at.asen)).content.decode()
    mona.post(at.url("release", at.asen), {"version": 2})
    assert seen_by(cast.rita, at, as_person)
    assert "Første utgave" not in as_person(cast.rita).get(at.url("assignment")).content.decode()
    assert Release.objects.standing().count() == 1
    assert Release.objects.count() == 2


def test_nothing_else_than_what_was_previewed_is_released(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    at.write(at.asen, cast.mona)
    at.write(at.asen, cast.mads, did=CANARY)
    for wrong in ({"version": 1}, {"version": 2, "photo": "nosuchphoto"}, {"version": "x"}, {}):
        page = as_person(cast.mona).post(at.url("release", at.asen), wrong)
        assert page.status_code == 409
        assert "Se over en gang til" in page.content.decode()
        assert CANARY in page.content.decode()
    assert not Release.objects.exists()


def test_without_a_word_there_is_nothing_to_release(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = between(cast)
    url, mona = at.url("release", at.asen), as_person(cast.mona)
    assert "Skriv minst én setning først" in mona.get(url).content.decode()
    assert mona.post(url, {"version": 0}).status_code == 409
    at.write(at.asen, cast.mona, did=" \n ", reach="whole")
    assert mona.post(url, {"version": 1}).status_code == 409
    at.write(at.asen, cast.mona, did="", hard="Vi kom ikke i gang.")
    assert mona.post(url, {"version": 2}).status_code == 302
    assert Release.objects.get().snapshot == [
        {"key": "hard", "label": "Hva som var vanskelig", "text": "Vi kom ikke i gang."}
    ]


def test_pressed_twice_it_is_one_release_and_the_first_time_counts(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    at.write(at.asen, cast.mona)
    for person in (cast.mona, cast.mads):
        as_person(person).post(at.url("release", at.asen), {"version": 1})
    assert Release.objects.count() == 1
    assert Release.objects.get().released_by == cast.mona
    filed_at = SchoolSummary.objects.get().filed_at
    at.release(at.asen, cast.mona, did="Mer")
    assert SchoolSummary.objects.get().filed_at == filed_at


def test_taken_back_nobody_else_sees_it_from_the_next_request(
    cast: Cast, as_person: type[SignedInClient], client: Client
) -> None:
    at = between(cast)
    release = at.release(at.asen, cast.mona, did=CANARY)
    share_with_owner(line=at.asen, seen=release.public_id, by=cast.mona, now=at.now)
    assert seen_by(cast.rita, at, as_person)
    assert owner_sees(cast, as_person)
    answer = client.post(at.link(cast.mads, name="link_revoke"), {"audience": "network"}, follow=True)
    assert "Bare skolen din ser det nå" in answer.content.decode()
    for person in (cast.rita, cast.liv, cast.kine, cast.eva):
        assert not seen_by(person, at, as_person)
    assert not owner_sees(cast, as_person)
    assert CANARY in as_person(cast.mona).get(at.url("summary", at.asen)).content.decode()
    take_back(line=at.brekka, audience="network", by=cast.rita, now=at.now)  # nothing is there: no harm


def test_the_owner_sees_it_only_after_a_second_act_and_without_the_network_losing_it(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    mona, url = as_person(cast.mona), at.url("owner", at.asen)
    at.write(at.asen, cast.mona, did=CANARY)
    assert "Ferdigstill til nettverket først" in mona.get(url).content.decode()
    assert mona.post(url, {"seen": ""}).status_code == 409
    release = at.release(at.asen, cast.mona, did=CANARY)
    assert not owner_sees(cast, as_person)
    preview = mona.get(url).content.decode()
    assert CANARY in preview
    assert "Ledelsen i Fjordvik kommune ser dette" in preview
    assert "Bilder går aldri til skoleeier" in preview
    assert mona.post(url, {"seen": release.public_id}).status_code == 302
    assert owner_sees(cast, as_person)
    mona.post(at.url("revoke", at.asen), {"audience": "owner"})
    assert not owner_sees(cast, as_person)
    assert seen_by(cast.rita, at, as_person)


def test_the_owner_gets_what_the_network_sees_and_not_a_later_draft(cast: Cast) -> None:
    at = between(cast)
    first = at.release(at.asen, cast.mona, did="Første utgave")
    at.write(at.asen, cast.mads, did=CANARY)
    shared = share_with_owner(line=at.asen, seen=first.public_id, by=cast.mona, now=at.now)
    assert shared.snapshot == first.snapshot
    assert share_with_owner(line=at.asen, seen=first.public_id, by=cast.mads, now=at.now) == shared
    second = at.release(at.asen, cast.mona, did="Annen utgave")
    with pytest.raises(RuleError):
        share_with_owner(line=at.asen, seen=first.public_id, by=cast.mona, now=at.now)
    share_with_owner(line=at.asen, seen=second.public_id, by=cast.mona, now=at.now)
    assert Release.objects.standing().filter(audience="owner").count() == 1


def test_the_next_gathering_opens_with_it_without_anyone_copying(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    release_summary(
        line=at.asen,
        version=at.write(at.asen, cast.mona, did=CANARY).version,
        photo="",
        by=cast.mona,
        now=at.now,
    )
    following = Gathering.objects.get(pk=at.following.pk)
    found = Release.objects.standing().filter(about=at.gathering.public_id, kind="summary")
    assert Gathering.objects.standing().before(following).first() == at.gathering
    assert [release.snapshot[0]["text"] for release in found] == [CANARY]


def test_release_and_its_taking_back_have_the_same_doors_as_the_desk(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    at.release(at.asen, cast.mona)
    for name in ("release", "owner", "revoke"):
        url = at.url(name, at.asen)
        for person in (cast.rita, cast.liv, cast.kine, cast.eva):
            assert as_person(person).post(url, {"version": 1}).status_code == 403
        for person in (cast.stein, cast.olav):
            assert as_person(person).post(url).status_code == 404
        own_door = url.replace(cast.network.slug, cast.steins_network.slug)
        assert as_person(cast.stein).post(own_door).status_code == 404
        assert Client().post(url).headers["Location"].startswith("/konto/")
        assert as_person(cast.mona).delete(url).status_code == 405
    assert as_person(cast.mona).get(at.url("revoke", at.asen)).status_code == 405
    assert Release.objects.standing().count() == 1
