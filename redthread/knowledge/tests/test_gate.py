"""Before anybody else sees a story: the marks, the second reader, and no way around them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.knowledge.actions.readings import answer_reading, ask_reader
from redthread.knowledge.actions.releases import approval_of, mark_of, release_story, snapshot_for
from redthread.knowledge.actions.stories import save_story
from redthread.knowledge.gate import Piece, look_over
from redthread.knowledge.models import KeptWord, Reading, Story
from redthread.knowledge.tests.telling import TEXT, again, approve, ask, show, tell
from redthread.networks.models import Membership
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()
NAMED = "Rita Moe på Brekka skole hjalp Jonas på 5. trinn. Moren ringte 91 23 45 67."


def url(story: Story, name: str, *more: str) -> str:
    return reverse(f"knowledge:{name}", args=[story.network.slug, story.public_id, *more])


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    return " ".join(answer.content.decode().split())


def told(cast: Cast, **parts: Any) -> Story:
    return tell(cast.network, cast.asen, cast.mona, NOW, **parts)


def undecided(story: Story) -> list[Piece]:
    return [piece for part in look_over(again(story)).parts for piece in part.undecided]


def test_names_of_the_network_are_marked_and_replaced_with_one_tap(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story, mona = told(cast, did=NAMED, title="Lesing på Brekka"), as_person(cast.mona)
    page = text_of(mona, url(story, "gate"))
    for word in ("Rita Moe", "Brekka skole", "Jonas", "5. trinn", "Moren", "91 23 45 67"):
        assert f">{word}</mark>" in page, word
    assert "Skriv «skolen vår»" in page
    assert mona.post(url(story, "gate"), {"bytt": "did:1", "version": story.version}).status_code == 302
    assert "på skolen vår hjalp Jonas" in again(story).did
    assert mona.post(url(story, "gate"), {"alle": "ja", "version": again(story).version}).status_code == 302
    after = again(story)
    for word in ("Rita", "Jonas", "91 23", "Brekka"):
        assert word not in f"{after.title} {after.did}", word
    assert undecided(story) == []


def test_a_press_on_what_was_there_before_changes_nothing(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story, mona = told(cast, did=NAMED), as_person(cast.mona)
    old = story.version
    save_story(story=story, changes={"did": f"Først. {NAMED}"}, version=old, by=cast.mona, now=NOW)
    answer = mona.post(url(story, "gate"), {"bytt": "did:1", "version": old})
    assert answer.status_code == 409
    assert "endret siden du så den" in answer.content.decode()
    assert again(story).did == f"Først. {NAMED}"


@pytest.mark.parametrize("sent", ["did:99", "did:x", "teller:0", "situation:0", ""])
def test_a_press_on_nothing_changes_nothing(cast: Cast, as_person: type[SignedInClient], sent: str) -> None:
    story = told(cast, did=NAMED)
    answer = as_person(cast.mona).post(url(story, "gate"), {"bytt": sent, "version": story.version})
    assert answer.status_code in (302, 409)
    assert (again(story).did, again(story).version) == (NAMED, story.version)


def test_a_word_is_kept_with_a_reason_and_only_where_it_stands(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story, mona = told(cast, did="Vi spurte Mona.", hard="Mona var borte."), as_person(cast.mona)
    word = {"part": "did", "kind": "name", "text": "Mona"}
    assert mona.post(url(story, "gate"), {**word, "behold": "hva som helst"}).status_code == 409
    assert mona.post(url(story, "gate"), {**word, "behold": "own"}).status_code == 302
    assert KeptWord.objects.get().reason == "own"
    assert [piece.text for piece in undecided(story)] == ["Mona"]  # the other place
    assert mona.post(url(story, "gate"), {**word, "angre": "ja"}).status_code == 302
    assert len(undecided(story)) == 2
    assert mona.post(url(story, "gate"), {**word, "text": "Kari", "behold": "own"}).status_code == 409


def test_project_names_and_names_of_files_are_marked_too(cast: Cast) -> None:
    cast.network.initiatives.create(
        organisation=cast.asen,
        name="Leseløftet i Fjordvik",
        starts_on=NOW.date(),
        added_by=cast.mona,
        added_at=NOW,
    )
    story = told(cast, did="Det kom av Leseløftet i Fjordvik.")
    assert [(piece.text, piece.kind) for piece in undecided(story)] == [("Leseløftet i Fjordvik", "project")]
    gate = look_over(story, ["Plan for Rita Moe.pdf"])
    assert [piece.text for piece in gate.parts[-1].undecided] == ["Rita Moe"]
    assert gate.parts[-1].undecided[0].suggestion == ""  # the file is sent anew instead


def test_few_schools_make_more_of_it_identifying(cast: Cast, as_person: type[SignedInClient]) -> None:
    words = "Den eneste gutten med diabetes ble syk."
    story = told(cast, did=words)
    assert any(piece.kind == "together" for piece in undecided(story))
    assert "Dere er få" in text_of(as_person(cast.mona), url(story, "gate"))
    for number in range(6):
        make.school(cast.owner, f"Skole {number}")
    assert not look_over(again(story)).is_small
    assert "Dere er få" not in text_of(as_person(cast.mona), url(story, "gate"))


def test_what_others_may_guess_is_kept_with_a_reason_as_well(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    words = "En gutt med diabetes fikk det bedre."
    story = told(cast, did=words)
    piece = next(one for one in undecided(story) if one.kind == "together")
    sent = {"part": "did", "kind": "together", "text": piece.text, "behold": "consent"}
    assert as_person(cast.mona).post(url(story, "gate"), sent).status_code == 302
    assert "together" not in {one.kind for one in undecided(story)}


def test_nobody_reads_before_every_mark_is_decided_about(cast: Cast, as_person: type[SignedInClient]) -> None:
    story = told(cast, did=NAMED)
    answer = as_person(cast.mona).post(url(story, "reader"), {"reader": cast.mads.public_id})
    assert "Se over merkene" in answer.content.decode()
    assert Reading.objects.count() == OutgoingMail.objects.count() == 0
    with pytest.raises(RuleError, match="Fortell litt først"):
        ask(told(cast, did=" "), cast.mads, NOW)


def test_nobody_reads_their_own_and_no_stranger_reads(cast: Cast, as_person: type[SignedInClient]) -> None:
    story, mona = told(cast), as_person(cast.mona)
    for person in (cast.mona, cast.stein, cast.olav):
        mona.post(url(story, "reader"), {"reader": person.public_id})
        with pytest.raises(RuleError):
            ask_reader(story=story, reader=person, by=cast.mona, now=NOW)
    Membership.objects.filter(person=cast.mads).update(ends_at=NOW)
    with pytest.raises(RuleError, match="med i nettverket"):
        ask(story, cast.mads, NOW)
    assert Reading.objects.count() == 0
    # Nor does a row that says so count.
    Reading.objects.create(
        story=story, reader=cast.mona, version=story.version, asked_at=NOW, answer="approved", answered_at=NOW
    )
    assert approval_of(story) is None


def test_only_the_reader_sees_the_text_and_no_word_of_it_is_mailed(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story = told(cast, title="Hemmelig tittel", did="Hemmelig tekst som ingen andre ser.")
    as_person(cast.mona).post(url(story, "reader"), {"reader": cast.rita.public_id})
    mail = OutgoingMail.objects.get()
    assert mail.person == cast.rita
    assert url(story, "reading") in mail.text
    assert "emmelig" not in mail.subject + mail.text
    answer = as_person(cast.rita).get(url(story, "reading"))
    assert "Hemmelig tekst" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    for person in (cast.mona, cast.mads, cast.liv, cast.kine, cast.eva):
        assert "emmelig" not in text_of(as_person(person), url(story, "reading"), 404)
    assert "Les gjennom en fortelling" in text_of(as_person(cast.rita), "/")
    assert "Les gjennom en fortelling" not in text_of(as_person(cast.mads), "/")


def test_another_reader_instead_and_the_first_sees_it_no_more(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story = told(cast)
    first = ask(story, cast.rita, NOW)
    ask(story, cast.mads, NOW)
    text_of(as_person(cast.rita), url(story, "reading"), 404)
    assert TEXT in text_of(as_person(cast.mads), url(story, "reading"))
    with pytest.raises(RuleError, match="endret eller trukket"):
        answer_reading(reading=first, answer="approved", word="", by=cast.rita, now=NOW)
    assert approval_of(story) is None


def test_sent_back_with_a_word_and_approved_when_it_is_put_right(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story, rita = told(cast), as_person(cast.rita)
    ask(story, cast.rita, NOW)
    back = rita.post(url(story, "reading"), {"answer": "sent_back", "word": " "})
    assert "hva du vil ha endret" in back.content.decode()
    assert (
        rita.post(
            url(story, "reading"), {"answer": "sent_back", "word": "Hun kan kjennes igjen."}
        ).status_code
        == 302
    )
    mail = OutgoingMail.objects.get(person=cast.mona)
    assert "kjennes igjen" not in mail.text
    assert "Hun kan kjennes igjen." in text_of(as_person(cast.mona), url(story, "story"))
    assert "Fortellingen din er lest" in text_of(as_person(cast.mona), "/")
    with pytest.raises(RuleError, match="andreleser"):
        show(story, NOW)
    save_story(story=story, changes={"did": "Vi leste."}, version=story.version, by=cast.mona, now=NOW)
    approve(again(story), cast.rita, NOW)
    assert show(story, NOW).audience == "network"
    assert "Fortellingen din er lest" not in text_of(as_person(cast.mona), "/")


def release_directly(client: Client, story: Story, audience: str = "network") -> Any:
    """Press the button without having been anywhere else."""
    seen = mark_of(audience, story.title, snapshot_for(story))
    return client.post(url(story, "release"), {"audience": audience, "seen": seen})


def test_there_is_no_way_around_the_gate(cast: Cast, as_person: type[SignedInClient]) -> None:
    mona = as_person(cast.mona)
    for story in (told(cast), told(cast, did=NAMED)):
        answer = release_directly(mona, story)
        assert answer.status_code == 409
        ask_nobody = Reading(story=story, reader=cast.rita, version=story.version - 1, asked_at=NOW)
        ask_nobody.answer, ask_nobody.answered_at = "approved", NOW
        ask_nobody.save()  # an approval of another text
        assert release_directly(mona, story).status_code == 409
    assert Release.objects.count() == 0


def test_an_approved_text_that_still_has_an_undecided_mark_is_not_released(cast: Cast) -> None:
    story = told(cast, did="Vi spurte Mona.")
    KeptWord.objects.create(story=story, part="did", kind="name", text="Mona", reason="own", kept_at=NOW)
    approve(story, cast.rita, NOW)
    KeptWord.objects.all().delete()
    with pytest.raises(RuleError, match="Se over merkene"):
        show(story, NOW)


@pytest.mark.parametrize("part", ["title", "did", "tips", "no_photos", "outcome"])
def test_any_change_after_the_approval_opens_the_gate_again(cast: Cast, part: str) -> None:
    story = told(cast)
    approve(story, cast.rita, NOW)
    value: object = {"no_photos": True, "outcome": "did_not"}.get(part, "Noe annet.")
    save_story(story=story, changes={part: value}, version=story.version, by=cast.mona, now=NOW)
    assert approval_of(again(story)) is None
    with pytest.raises(RuleError, match="andreleser"):
        show(story, NOW)


def test_the_owner_is_never_the_audience(cast: Cast, as_person: type[SignedInClient]) -> None:
    story = told(cast)
    approve(story, cast.rita, NOW)
    for audience in ("owner", "group", "private", "", "alle"):
        assert release_directly(as_person(cast.mona), story, audience).status_code == 409
    assert Release.objects.count() == 0
    assert "owner" not in text_of(as_person(cast.mona), url(story, "release"))


def test_nobody_else_releases_it(cast: Cast, as_person: type[SignedInClient]) -> None:
    story = told(cast)
    approve(story, cast.mads, NOW)
    for person in (cast.mads, cast.liv):
        assert release_directly(as_person(person), story).status_code == 404
        seen = mark_of("network", story.title, snapshot_for(story))
        with pytest.raises(RuleError):
            release_story(story=story, audience="network", seen=seen, by=person, now=NOW)


def test_a_preview_of_something_else_is_no_preview(cast: Cast, as_person: type[SignedInClient]) -> None:
    story, mona = told(cast), as_person(cast.mona)
    approve(story, cast.rita, NOW)
    seen = mark_of("school", story.title, snapshot_for(story))
    answer = mona.post(url(story, "release"), {"audience": "network", "seen": seen})
    assert answer.status_code == 409
    assert "Se over en gang til" in answer.content.decode()
    page = text_of(mona, url(story, "release") + "?for=skolen")
    assert "De som representerer Åsen skole i nettverket, ser dette." in page
    assert f'name="seen" value="{seen}"' in page


def test_the_gate_asks_the_same_however_long_the_story(
    cast: Cast, as_person: type[SignedInClient], django_assert_max_num_queries: Any
) -> None:
    story, mona = told(cast, did=NAMED, hard=NAMED, tips=NAMED), as_person(cast.mona)
    for name in ("gate", "story", "release", "reader", "files"):
        with django_assert_max_num_queries(12):
            mona.get(url(story, name))
    assert Person.objects.filter(name="Rita Moe").exists()
