"""A round of «Hva legger du i …»: alone until it is closed, then side by side."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.concepts.actions.rounds import answer_round, close_round, drop_round, start_round
from redthread.concepts.common_words import pieces_of, shared_stems
from redthread.concepts.models import AlignmentAnswer, AlignmentRound, Concept
from redthread.core.errors import RuleError
from redthread.people.models import Person
from redthread.testing.cast import Cast


def start(cast: Cast, *, shows_names: bool = False) -> AlignmentRound:
    return start_round(
        network=cast.network,
        word="Kapasitet",
        shows_names=shows_names,
        gathering=None,
        by=cast.liv,
        now=timezone.now(),
    )


def answered(cast: Cast, *, shows_names: bool = False) -> AlignmentRound:
    one = start(cast, shows_names=shows_names)
    said: list[tuple[Person, str]] = [
        (cast.mona, "Det elevene lærer sammen"),
        (cast.rita, "Elever og voksne som lærer"),
        (cast.mads, "Nok tid"),
    ]
    for person, text in said:
        answer_round(round=one, text=text, by=person, now=timezone.now())
    return one


def page(client: SignedInClient, one: AlignmentRound) -> str:
    return client.get(one.get_absolute_url()).content.decode()


def test_each_answers_once_and_may_change_it_until_it_is_closed(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one, mona = start(cast), as_person(cast.mona)
    assert "Hva legger du i «Kapasitet»?" in mona.get("/").content.decode()
    mona.post(one.get_absolute_url(), {"text": "Først"})
    mona.post(one.get_absolute_url(), {"text": "Så"})
    assert AlignmentAnswer.objects.get().text == "Så"
    assert "Så</textarea>" in page(mona, one)
    assert "Hva legger du i «Kapasitet»?" not in mona.get("/").content.decode()
    assert "Skriv hva du legger" in mona.post(one.get_absolute_url(), {"text": " "}).content.decode()


def test_nobody_sees_what_others_have_answered_or_how_many(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    empty = page(as_person(cast.liv), start(cast))
    AlignmentRound.objects.all().delete()
    one = answered(cast)
    for person in (cast.liv, cast.kine):
        text = page(as_person(person), one)
        assert "Nok tid" not in text
        assert "voksne" not in text
    assert len(page(as_person(cast.liv), one)) == len(empty)  # not even a count


def test_what_others_have_answered_is_not_told_as_ones_own(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    answer_round(round=start(cast), text="Tid", by=cast.mona, now=timezone.now())
    concepts = reverse("concepts:list", args=[cast.network.slug])
    assert "Venter på svaret ditt" in as_person(cast.rita).get(concepts).content.decode()
    assert "Venter på svaret ditt" not in as_person(cast.mona).get(concepts).content.decode()


def test_only_those_who_lead_end_a_round(cast: Cast, as_person: type[SignedInClient]) -> None:
    one, mona = answered(cast), as_person(cast.mona)
    for name in ("round_close", "round_drop"):
        address = reverse(f"concepts:{name}", args=[cast.network.slug, one.public_id])
        assert mona.post(address).status_code == 403
    one.refresh_from_db()
    assert (one.is_open, one.answers.count()) == (True, 3)


def test_whether_nobody_or_somebody_has_answered_is_not_told_to_whoever_tries_to_end_it(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one, liv = start(cast), as_person(cast.liv)
    address = reverse("concepts:round_close", args=[cast.network.slug, one.public_id])
    told = []
    for person in (None, cast.mona, cast.rita):
        if person is not None:
            answer_round(round=one, text="Tid", by=person, now=timezone.now())
        told.append("Færre enn tre har svart" in liv.post(address, follow=True).content.decode())
    assert told == [True, True, True]


def test_when_closed_the_answers_lie_side_by_side_without_names(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one = answered(cast)
    rows = set(one.answers.values_list("pk", flat=True))
    as_person(cast.liv).post(reverse("concepts:round_close", args=[cast.network.slug, one.public_id]))
    text = page(as_person(cast.rita), one)
    assert "Nok tid" in text
    assert '<span class="shared">elevene</span>' in text
    assert "Mona Vik" not in text
    assert set(one.answers.values_list("person", flat=True)) == {None}
    assert not rows & set(one.answers.values_list("pk", flat=True))
    with pytest.raises(RuleError, match="avsluttet"):
        answer_round(round=one, text="For sent", by=cast.kine, now=timezone.now())
    assert one.answers.count() == 3


def test_with_names_when_that_was_said_before(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = answered(cast, shows_names=True)
    assert "vises alle svarene med navn" in page(as_person(cast.kine), one)
    close_round(round=one, by=cast.liv, now=timezone.now())
    assert "Mads Lund" in page(as_person(cast.kine), one)


def test_fewer_than_three_without_names_are_not_shown(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = start(cast)
    for person in (cast.mona, cast.rita):
        answer_round(round=one, text="Noe", by=person, now=timezone.now())
    liv = as_person(cast.liv)
    shown = liv.post(
        reverse("concepts:round_close", args=[cast.network.slug, one.public_id]), follow=True
    ).content.decode()
    assert "Færre enn tre" in shown
    one.refresh_from_db()
    assert one.is_open
    drop_round(round=one, by=cast.liv, now=timezone.now())
    assert not AlignmentAnswer.objects.exists()
    assert "De er slettet" in page(liv, one)


def test_the_network_writes_its_own_version_from_the_answers(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one, liv = answered(cast), as_person(cast.liv)
    close_round(round=one, by=cast.liv, now=timezone.now())
    address = reverse("concepts:new", args=[cast.network.slug]) + f"?runde={one.public_id}"
    assert address.replace("&", "&amp;") in page(liv, one)
    form = liv.get(address).content.decode()
    assert 'value="Kapasitet"' in form
    assert "Nok tid" in form
    liv.post(address, {"word": "Kapasitet", "meaning": "Det vi lærer sammen."})
    assert Concept.objects.get().versions.get().round == one
    again = page(liv, one)
    assert reverse("concepts:edit", args=[cast.network.slug, Concept.objects.get().public_id]) in again


def test_answers_of_a_round_that_goes_do_not_leak_through_the_form(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one = answered(cast)
    address = reverse("concepts:new", args=[cast.network.slug]) + f"?runde={one.public_id}"
    assert as_person(cast.liv).get(address).status_code == 404


def test_one_round_about_a_word_at_a_time_and_none_that_waits_for_ever(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one = start(cast)
    with pytest.raises(RuleError, match="allerede"):
        start(cast)
    AlignmentRound.objects.filter(pk=one.pk).update(started_at=timezone.now() - timedelta(days=61))
    assert "Kapasitet" not in as_person(cast.mona).get("/").content.decode()


def test_partners_are_neither_asked_nor_told(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = answered(cast)
    close_round(round=one, by=cast.liv, now=timezone.now())
    eva = as_person(cast.eva)
    assert eva.get(one.get_absolute_url()).status_code == 403
    assert "Kapasitet" not in eva.get(reverse("concepts:list", args=[cast.network.slug])).content.decode()


def test_shared_words_are_seen_in_any_form_but_not_the_question() -> None:
    answers = ["Elevene lærer", "en elev som leser kapasitet", "kapasitet og lesing"]
    shared = shared_stems(answers, besides="Kapasitet")
    assert shared == {"elev"}
    assert "".join(piece.text for piece in pieces_of(answers[1], shared)) == answers[1]
