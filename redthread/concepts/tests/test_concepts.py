"""Concepts: written, agreed to, written anew, and never changed unseen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.concepts.actions.concepts import (
    ConceptMovedOn,
    Words,
    add_concept,
    agree,
    agree_at_gathering,
    put_away,
    write_version,
)
from redthread.concepts.models import Agreement, Concept, ConceptVersion
from redthread.core.errors import RuleError
from redthread.gatherings.actions.minutes import lock_minutes, open_minutes
from redthread.gatherings.models import Outcome
from redthread.testing import make
from redthread.testing.cast import Cast

PLAIN = Words(
    "Det vi gjør hjemme.", "Arbeid på egen skole.", "arbeid mellom møtene", "Åsen prøvde høytlesing."
)


def concept(cast: Cast, word: str = "Mellomarbeid", words: Words = PLAIN) -> Concept:
    return add_concept(
        network=cast.network, word=word, words=words, from_round=None, by=cast.liv, now=timezone.now()
    )


def write(
    cast: Cast, one: Concept, meaning: str, *, expected: int = 1, why: str = "Klarere"
) -> ConceptVersion:
    return write_version(
        concept=one,
        expected=expected,
        words=Words(meaning),
        why=why,
        from_round=None,
        by=cast.liv,
        now=timezone.now(),
    )


def text_of(client: SignedInClient, name: str, *args: object) -> str:
    return client.get(reverse(f"concepts:{name}", args=args)).content.decode()


def test_a_concept_is_written_read_and_agreed_to(cast: Cast, as_person: type[SignedInClient]) -> None:
    liv = as_person(cast.liv)
    typed = {"word": "Mellomarbeid", "meaning": "Det vi gjør hjemme.", "plain": "Arbeid på egen skole."}
    liv.post(reverse("concepts:new", args=[cast.network.slug]), typed)
    one = Concept.objects.get()
    mona = as_person(cast.mona)
    page = text_of(mona, "concept", cast.network.slug, one.public_id)
    assert "Det vi gjør hjemme." in page
    assert "Ingen har sagt seg enige ennå" in page
    address = reverse("concepts:agreement", args=[cast.network.slug, one.public_id])
    for _twice in range(2):
        mona.post(address, {"version": "1"})
    agreement = Agreement.objects.get()
    assert (agreement.by, agreement.at_gathering) == (cast.mona, False)
    assert "Mona Vik" in text_of(mona, "concept", cast.network.slug, one.public_id)
    assert "Én har sagt seg enig" in text_of(mona, "list", cast.network.slug)
    mona.post(address, {"version": "1", "takes_back": "ja"})
    assert not Agreement.objects.exists()


def test_an_agreed_meaning_stays_when_a_new_version_is_written(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one = concept(cast)
    agree(version=one.versions.get(), by=cast.mona, now=timezone.now())
    write(cast, one, "Noe helt annet.", why="Vi mente noe annet.")
    rita = as_person(cast.rita)
    now = text_of(rita, "concept", cast.network.slug, one.public_id)
    assert "Noe helt annet." in now
    assert "Ingen har sagt seg enige ennå" in now
    assert "Vi mente noe annet." in now
    before = text_of(rita, "version", cast.network.slug, one.public_id, 1)
    assert "Det vi gjør hjemme." in before
    assert "Mona Vik" in before
    assert "Jeg er enig" not in before


def test_an_old_version_cannot_be_agreed_to(cast: Cast) -> None:
    one = concept(cast)
    old = one.versions.get()
    write(cast, one, "Nytt")
    with pytest.raises(RuleError, match="ny versjon"):
        agree(version=old, by=cast.mona, now=timezone.now())
    assert not Agreement.objects.exists()


def test_two_who_write_at_once_lose_nothing(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = concept(cast)
    write(cast, one, "Deres")
    with pytest.raises(ConceptMovedOn):
        write(cast, one, "Mitt")
    typed = {"meaning": "Mitt", "why": "Bedre", "expected": "1"}
    answer = as_person(cast.liv).post(
        reverse("concepts:edit", args=[cast.network.slug, one.public_id]), typed
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mitt</textarea>" in page
    assert "Deres" in page
    assert 'name="expected" value="2"' in page
    assert one.versions.count() == 2


def test_a_change_needs_a_why(cast: Cast) -> None:
    with pytest.raises(RuleError, match="hvorfor"):
        write(cast, concept(cast), "Nytt", why=" ")


def test_the_network_agrees_at_a_gathering_that_has_begun(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one = concept(cast)
    now = timezone.now()
    held = make.gathering(cast.network, title="Høstsamling", starts_at=now - timedelta(days=3))
    ahead = make.gathering(cast.network, title="Vår")
    liv = as_person(cast.liv)
    address = reverse("concepts:at_gathering", args=[cast.network.slug, one.public_id])
    refused = liv.post(address, {"version": "1", "gathering": ahead.public_id}).content.decode()
    assert "Velg en samling fra listen." in refused
    with pytest.raises(RuleError, match="holdt"):
        agree_at_gathering(version=one.versions.get(), gathering=ahead, by=cast.liv, now=now)
    for _twice in range(2):
        liv.post(address, {"version": "1", "gathering": held.public_id})
    assert Agreement.objects.get().gathering == held
    page = text_of(as_person(cast.eva), "concept", cast.network.slug, one.public_id)
    assert "Nettverket ble enige på «Høstsamling»" in page
    assert "Jeg er enig" not in page  # a partner reads, and has no say


def test_a_word_stands_once_until_it_is_put_away(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = concept(cast)
    typed = {"word": " mellomARBEID ", "meaning": "x"}
    address = reverse("concepts:new", args=[cast.network.slug])
    liv = as_person(cast.liv)
    assert "står i listen fra før" in liv.post(address, typed).content.decode()
    assert Concept.objects.count() == 1
    put_away(concept=one, by=cast.liv, now=timezone.now())
    assert liv.get(one.get_absolute_url()).status_code == 404
    liv.post(address, typed)
    assert Concept.objects.in_use().get().word == "mellomARBEID"


def test_a_list_of_three_asks_as_much_as_one(cast: Cast, as_person: type[SignedInClient]) -> None:
    address, mona, counts = reverse("concepts:list", args=[cast.network.slug]), as_person(cast.mona), []
    for words in (["Ett"], ["To", "Tre"]):
        for word in words:
            agree(version=concept(cast, word).versions.get(), by=cast.mona, now=timezone.now())
        with CaptureQueriesContext(
            connection,
        ) as asked:
            mona.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_a_text_is_checked_and_changed_with_one_tap(cast: Cast, as_person: type[SignedInClient]) -> None:
    concept(cast)
    address, mona = reverse("concepts:check", args=[cast.network.slug]), as_person(cast.mona)
    text = "Kjære foreldre. Nå kommer mellomarbeid om <b>lesing</b>."
    page = mona.post(address, {"text": text}).content.decode()
    assert "<mark>mellomarbeid</mark>" in page
    assert "&lt;b&gt;lesing" in page
    key = f"{text.index('mellomarbeid')}-0"
    assert f'value="{key}"' in page
    after = mona.post(address, {"text": text, "offer": key}).content.decode()
    assert "Nå kommer arbeid mellom møtene om" in after
    assert "<mark>" not in after
    assert "Lim inn teksten" in mona.post(address, {"text": ""}).content.decode()
    too_long = mona.post(address, {"text": "a" * 20_001}).content.decode()
    assert "for lang" in too_long


def test_the_preview_for_the_owner_names_insider_words(cast: Cast, as_person: type[SignedInClient]) -> None:
    concept(cast, "Tråkk", Words("Vi går gjennom skolen.", "", "besøk i klasserommene"))
    now = timezone.now()
    gathering = make.gathering(cast.network, starts_at=now - timedelta(days=1))
    proposal = make.outcome(
        make.item(gathering), Outcome.Kind.PROPOSAL, text="Vi vil ha vikar til tråkket og kapasitet."
    )
    open_minutes(gathering=gathering, written_by=cast.liv, by=cast.liv, now=now)
    lock_minutes(gathering=gathering, by=cast.liv, now=now)
    page = as_person(cast.liv).get(
        reverse(
            "gatherings:proposal_release",
            args=[cast.network.slug, gathering.public_id, proposal.public_id],
        )
    )
    text = " ".join(page.content.decode().split())
    assert "Ord som andre kanskje ikke kjenner" in text
    assert "<strong>tråkket</strong> – skriv heller «besøk i klasserommene»" in text.replace("  ", " ")
