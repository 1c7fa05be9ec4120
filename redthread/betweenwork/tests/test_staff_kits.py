"""The staff kit: made in a few clicks, answered without a name, read when five have answered."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.betweenwork.actions.staff_answers import answer_kit
from redthread.betweenwork.actions.staff_kits import (
    close_kit,
    forget_staff_answers,
    reopen_kit,
    take_to_summary,
)
from redthread.betweenwork.models import AnswerPile, SchoolSummary, StaffKit
from redthread.betweenwork.staff_kit_access import ANSWERS, WRONG_CODES
from redthread.betweenwork.staff_pile import lay, reached, read, with_one_less
from redthread.betweenwork.tests.between import Between, between
from redthread.betweenwork.tests.kits import answer, kit_of, many
from redthread.betweenwork.views.staff_answers import ack_of
from redthread.core.errors import RuleError
from redthread.core.receipts import receipt
from redthread.gatherings.models import Commitment
from redthread.networks.actions import close_network
from redthread.testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_waited() -> None:
    ANSWERS.left.clear()
    WRONG_CODES.left.clear()


@pytest.fixture
def at(cast: Cast) -> Between:
    return between(cast)


@pytest.fixture
def kit(at: Between) -> StaffKit:
    return kit_of(at.cast.network, at.cast.asen, at.cast.mona, at.now, line=at.asen)


def url(kit: StaffKit, name: str = "staff_kit") -> str:
    room = "reports" if name in ("staff_kit_pdf", "staff_kit_slide") else "betweenwork"
    return reverse(f"{room}:{name}", args=[kit.network.slug, kit.public_id])


def phone(kit: StaffKit, name: str = "staff_answer") -> str:
    return reverse(f"betweenwork:{name}", args=[kit.code])


# Made.


def promise(at: Between) -> Commitment:
    return Commitment.objects.get(school=at.cast.asen)


def fields(page: Any, **other: Any) -> dict[str, Any]:
    """What the form would send as it stands."""
    form = page.context["form"]
    sent = {bound.name: bound.value() for bound in form if bound.value() not in (None, "")}
    return {**sent, **other}


def test_a_kit_opens_filled_in_from_the_commitment_and_is_made_by_one_press(at: Between) -> None:
    mona = SignedInClient(at.cast.mona)
    address = reverse("betweenwork:staff_kit_new", args=[at.cast.network.slug])
    page = mona.get(address, {"forpliktelse": promise(at).public_id})
    assert "Vi har sagt ja til dette: Prøve ut to-lærer i lesing på 5. trinn." in page.content.decode()
    answer = mona.post(f"{address}?forpliktelse={promise(at).public_id}", fields(page, staff=24))
    kit = StaffKit.objects.get()
    assert answer["Location"] == kit.get_absolute_url()
    assert (kit.school, kit.commitment, kit.line, kit.staff) == (at.cast.asen, promise(at), at.asen, 24)
    assert kit.method is not None
    assert kit.method.key == "parprat"
    assert [one.kind for one in kit.questions.all()] == ["scale", "text"]
    assert kit.audience == "school"


def test_pressing_twice_makes_one_kit_and_the_next_knows_how_many_they_are(at: Between) -> None:
    mona = SignedInClient(at.cast.mona)
    address = reverse("betweenwork:staff_kit_new", args=[at.cast.network.slug])
    sent = fields(mona.get(address, {"linje": at.asen.public_id}), staff=31)
    for _press in range(2):
        mona.post(f"{address}?linje={at.asen.public_id}", sent)
    assert StaffKit.objects.count() == 1
    assert 'value="31"' in mona.get(address).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"staff": "4"}, "Er dere færre enn fem"),
        ({"staff": ""}, "Hvor mange er dere i personalet?"),
        ({"questions": []}, "Velg minst ett spørsmål."),
        ({"questions": ["why", "know_what", "needs"], "own_1": "Enda ett?"}, "Velg høyst tre"),
        ({"own_1": "Hva?", "kind_1": "choice", "options_1": "Bare ett"}, "Skriv fra to til fem ulike svar"),
        ({"closes_on": "2020-01-01"}, "Velg en dag fra i dag"),
        ({"purpose": ""}, "Hvorfor gjør vi dette?"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(at: Between, change: dict[str, Any], words: str) -> None:
    mona = SignedInClient(at.cast.mona)
    address = reverse("betweenwork:staff_kit_new", args=[at.cast.network.slug])
    page = mona.get(address, {"forpliktelse": promise(at).public_id})
    answer = mona.post(address, fields(page, **{"staff": 20, **change}))
    text = answer.content.decode()
    assert 'id="form-errors"' in text
    assert words in text
    assert not StaffKit.objects.exists()


def test_another_schools_promise_is_as_if_it_were_not_asked_for(at: Between) -> None:
    other = Commitment.objects.get(school=at.cast.brekka)
    address = reverse("betweenwork:staff_kit_new", args=[at.cast.network.slug])
    page = SignedInClient(at.cast.mona).get(address, {"forpliktelse": other.public_id})
    assert "Lese høyt" not in page.content.decode()


# Answered.


def test_a_teacher_answers_without_an_account_a_script_or_a_cookie(kit: StaffKit) -> None:
    client = Client()
    page = client.get(phone(kit))
    assert page.status_code == 200
    assert not page.cookies
    assert page["Cache-Control"] == "private, no-store"
    answer = client.post(phone(kit), {"key": "plain-form-1", "q1": "2", "q2": "Mer tid 🎈"})
    assert (answer.status_code, answer["Location"]) == (302, phone(kit, "staff_thanks"))
    assert not client.cookies
    pile = AnswerPile.objects.get()
    assert pile.answers == {
        "1": {"counts": [0, 0, 1], "texts": [], "gone": 0},
        "2": {"counts": [], "texts": ["Mer tid 🎈"], "gone": 0},
    }
    assert "Takk" in client.get(answer["Location"]).content.decode()


def send(kit: StaffKit, body: Any, **more: Any) -> Any:
    data = body if isinstance(body, str) else json.dumps(body)
    return Client().post(
        phone(kit), data, content_type="application/json", headers={"Accept": "application/json"}, **more
    )


def test_what_the_outbox_sends_is_signed_for_and_counts_once(kit: StaffKit) -> None:
    body = {"key": "0123456789abcdef", "q1": "0", "q2": "Tid"}
    for _try in range(3):
        answer = send(kit, body)
        assert (answer.status_code, answer.json()) == (200, receipt(ack_of(kit), body["key"]))
    pile = AnswerPile.objects.get()
    assert (pile.answered, len(pile.spent), pile.answers["2"]["texts"]) == (1, 1, ["Tid"])


def test_a_lost_receipt_is_given_again_after_the_round_is_closed_and_a_new_answer_is_refused(
    kit: StaffKit,
) -> None:
    send(kit, {"key": "0123456789abcdef", "q1": "0"})
    close_kit(kit=kit, by=kit.made_by, now=timezone.now())
    assert send(kit, {"key": "0123456789abcdef", "q1": "0"}).status_code == 200
    late = send(kit, {"key": "another-key-here", "q1": "0"})
    assert (late.status_code, late.json()["refused"][:16]) == (409, "Runden er lukket")
    assert AnswerPile.objects.get().answered == 1
    assert Client().get(phone(kit)).status_code == 410


def test_the_window_closes_by_itself(kit: StaffKit) -> None:
    with pytest.raises(RuleError):
        answer(kit, kit.closes_at)
    answer(kit, kit.closes_at - timedelta(seconds=1))
    assert AnswerPile.objects.get().answered == 1


@pytest.mark.parametrize(
    "body",
    [
        {"q1": "7"},
        {"q1": "-1"},
        {"q1": {"a": 1}},
        {"q2": "x" * 501},
        {"q2": "\u202e\u200b  "},
        {"q2": "\x00"},
        {},
        [],
        "ikke json",
        {"q2": "x" * 1_000_000},
        "[" * 9000,
    ],
)
def test_hostile_answers_are_refused_in_words_and_change_nothing(kit: StaffKit, body: Any) -> None:
    answer = send(kit, {"key": "0123456789abcdef", **body} if isinstance(body, dict) else body)
    assert answer.status_code == 422
    assert len(answer.json()["refused"]) > 10
    assert AnswerPile.objects.get().answered == 0


def test_script_and_turned_text_are_shown_as_text(kit: StaffKit) -> None:
    hostile = ["<script>alert(1)</script>", "שלום \u202eabc", "\ud800ok", "{{ kit }}", "🎈" * 100]
    for number, text in enumerate(hostile):
        assert send(kit, {"key": f"hostile-phone-{number}", "q2": text}).status_code == 200
    close_kit(kit=kit, by=kit.made_by, now=timezone.now())
    text = SignedInClient(kit.made_by).get(url(kit)).content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert "{{ kit }}" in text
    assert "🎈" * 100 in text


def test_what_was_typed_stays_when_it_is_too_long(kit: StaffKit) -> None:
    answer = Client().post(phone(kit), {"q2": "lang " * 200})
    assert answer.status_code == 422
    assert "lang lang lang" in answer.content.decode()


def test_codes_cannot_be_tried_out(kit: StaffKit) -> None:
    client = Client()
    statuses = Counter(
        client.get(f"/personal/BCDFGHJKL{letter}/").status_code for letter in "BCDFGHJKLMNPRSTVXZ" * 2
    )
    assert statuses == {404: 30, 429: 6}
    assert client.get(phone(kit)).status_code == 200  # the right one is let in all the same
    assert 18**10 > 2**41
    assert len(kit.code) == 10


def test_a_code_is_found_however_it_is_typed(kit: StaffKit) -> None:
    answer = Client().post(
        reverse("betweenwork:staff_code"), {"code": f" {kit.code[:5].lower()}-{kit.code[5:]} "}
    )
    assert answer["Location"] == phone(kit)


def test_too_many_answers_from_one_place_wait(kit: StaffKit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ANSWERS, "amount", 2)
    sent = [send(kit, {"key": f"crowded-{n:08d}", "q1": "0"}) for n in range(3)]
    assert [one.status_code for one in sent] == [200, 200, 429]
    assert sent[2].json()["wait"] > 0


# Anonymous.


def test_no_table_leads_from_an_answer_to_anybody() -> None:
    """The property of the schema: no row of an answer, no column for who, when or in which order."""
    pile = {field.name: type(field).__name__ for field in AnswerPile._meta.get_fields()}
    assert pile == {
        "id": "BigAutoField",
        "kit": "OneToOneField",
        "salt": "CharField",
        "answered": "PositiveSmallIntegerField",
        "spent": "JSONField",
        "answers": "JSONField",
    }
    pointing = [
        model.__name__
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "related_model", None) is AnswerPile and field.concrete
    ]
    assert pointing == []


def test_an_answer_writes_the_pile_and_nothing_else(kit: StaffKit) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        Client().post(phone(kit), {"key": "who-is-this", "q1": "1", "q2": "Hemmelig svar"})
    writing = [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(writing) == 1
    assert '"betweenwork_answerpile"' in writing[0]
    assert "who-is-this" not in writing[0]


def test_the_order_of_texts_and_keys_tells_nothing(kit: StaffKit) -> None:
    """Over 400 piles of two, the first text lies first about half the time (outside 150–250: p < 1e-6)."""
    first = 0
    for _pile in range(400):
        pile = lay(lay({}, {2: "a"}, {}), {2: "b"}, {})
        first += pile["2"]["texts"][0] == "a"
    assert 150 < first < 250
    for number in range(30):
        answer(kit, timezone.now(), key=f"key-in-order-{number}")
    spent = AnswerPile.objects.get().spent
    assert spent == sorted(spent)
    assert len(set(spent)) == 30


def test_which_answers_one_person_gave_is_not_kept() -> None:
    one = lay(lay({}, {1: 0, 2: "x"}, {1: 2}), {1: 1}, {1: 2})
    other = lay(lay({}, {1: 0}, {1: 2}), {1: 1, 2: "x"}, {1: 2})
    assert one == other


# Read.


def seen(kit: StaffKit) -> str:
    return str(SignedInClient(kit.made_by).get(url(kit)).content.decode())


@pytest.mark.parametrize("count", [1, 4])
def test_below_five_the_principal_sees_that_some_have_answered_and_no_more(kit: StaffKit, count: int) -> None:
    many(kit, timezone.now(), count)
    assert "Noen har svart." in seen(kit)
    assert "Svar nummer" not in seen(kit)
    close_kit(kit=kit, by=kit.made_by, now=timezone.now())
    assert "Færre enn fem svarte." in seen(kit)
    assert "Svar nummer" not in seen(kit)


def test_five_are_shown_when_the_round_is_closed_and_not_while_it_is_open(kit: StaffKit) -> None:
    many(kit, timezone.now(), 7)
    text = seen(kit)
    assert "Minst 5 av 20 har svart." in text
    assert "Svar nummer" not in text
    assert "<meter" not in text
    close_kit(kit=kit, by=kit.made_by, now=timezone.now())
    text = seen(kit)
    assert "7 av 20 svarte." in text
    assert text.count('<li dir="auto">Svar nummer') == 7
    assert text.count("<meter") == 3


def test_the_n_is_of_each_question(kit: StaffKit) -> None:
    many(kit, timezone.now(), 4)
    for _more in range(3):
        answer(kit, timezone.now(), choice=2)
    close_kit(kit=kit, by=kit.made_by, now=timezone.now())
    text = seen(kit)
    assert text.count("<meter") == 3
    assert "Svar nummer" not in text
    assert "Færre enn fem svarte på dette" in text


def test_all_or_nearly_all_is_said_without_figures() -> None:
    """Six who agree, and five who agree and one who does not, look the same."""
    piles = [{"1": {"counts": counts, "texts": [], "gone": 0}} for counts in ([6, 0, 0], [5, 1, 0])]
    assert read(piles[0], 1, is_closed=True) == read(piles[1], 1, is_closed=True)
    assert read(piles[0], 1, is_closed=True)[1:3] == ((), 0)
    assert read({"1": {"counts": [4, 2, 0], "texts": [], "gone": 0}}, 1, is_closed=True).counts == (4, 2, 0)


@pytest.mark.parametrize(
    ("answered", "closed", "kind"),
    [(0, False, "none"), (4, False, "some"), (5, False, "at_least"), (4, True, "few"), (5, True, "exact"),
     (17, True, "exact"), (18, True, "nearly_all"), (25, True, "nearly_all")],
)  # fmt: skip
def test_reach_is_banded_where_it_would_tell_who_is_missing(answered: int, closed: bool, kind: str) -> None:
    assert reached(answered, 20, is_closed=closed).kind == kind


def test_a_text_with_a_name_can_be_taken_away_and_five_stay_five(kit: StaffKit) -> None:
    many(kit, timezone.now(), 5)
    close_kit(kit=kit, by=kit.made_by, now=timezone.now())
    SignedInClient(kit.made_by).post(
        url(kit, "staff_kit_text_removal"), {"number": "2", "text": "Svar nummer 3"}
    )
    text = seen(kit)
    assert "Svar nummer 3" not in text
    assert "Svar nummer 4" in text
    assert with_one_less({}, 1, "x") == {}


def test_a_round_with_few_answers_can_be_opened_again_and_one_that_was_shown_cannot(kit: StaffKit) -> None:
    now, later = timezone.now(), timezone.now() + timedelta(days=3)
    many(kit, now, 4)
    close_kit(kit=kit, by=kit.made_by, now=now)
    reopen_kit(kit=kit, closes_at=later, by=kit.made_by, now=now)
    many(kit, now, 1)
    close_kit(kit=kit, by=kit.made_by, now=now)
    with pytest.raises(RuleError, match="Svarene er vist"):
        reopen_kit(kit=kit, closes_at=later, by=kit.made_by, now=now)


def test_only_the_own_schools_people_know_of_the_kit(at: Between, kit: StaffKit) -> None:
    many(kit, at.now, 6)
    close_kit(kit=kit, by=at.cast.mona, now=at.now)
    for name in ("staff_kit", "staff_kit_qr", "staff_kit_pdf", "staff_kit_slide"):
        for person in (at.cast.mona, at.cast.mads):
            assert SignedInClient(person).get(url(kit, name)).status_code == 200
        for person in (at.cast.liv, at.cast.rita, at.cast.kine, at.cast.eva, at.cast.stein, at.cast.olav):
            assert SignedInClient(person).get(url(kit, name)).status_code == 404
    listed = SignedInClient(at.cast.rita).get(reverse("betweenwork:staff_kits", args=[at.cast.network.slug]))
    assert kit.title not in listed.content.decode()


def test_answers_and_keys_are_forgotten_after_a_year_and_the_reach_is_not(kit: StaffKit) -> None:
    many(kit, timezone.now(), 6)
    forget_staff_answers(kit.closes_at + timedelta(days=364))
    assert AnswerPile.objects.get().answers
    forget_staff_answers(kit.closes_at + timedelta(days=366))
    pile = AnswerPile.objects.get()
    assert (pile.answers, pile.spent, pile.answered) == ({}, [], 6)


# Taken on.


def test_the_essence_goes_into_the_summary_in_one_press_below_what_is_there(
    at: Between, kit: StaffKit
) -> None:
    at.write(at.asen, at.cast.mads, happened="Mads skrev dette.", reach="not_yet")
    many(kit, at.now, 8)
    close_kit(kit=kit, by=at.cast.mona, now=at.now)
    mona = SignedInClient(at.cast.mona)
    for _press in range(2):
        answer = mona.post(url(kit, "staff_kit_essence"), {"essence": "De fleste trenger tid sammen."})
    assert answer["Location"] == at.url("summary", at.asen)
    summary = SchoolSummary.objects.get(line=at.asen)
    assert summary.happened == (
        "Mads skrev dette.\n\nVi spurte personalet om «To-lærer i lesing». 8 av 20 svarte. "
        "De fleste trenger tid sammen."
    )
    assert (summary.did, summary.reach) == ("Vi prøvde to-lærer.", "not_yet")
    assert "De fleste trenger tid" in mona.get(answer["Location"]).content.decode()


def test_the_essence_is_there_before_anything_is_typed_without_numbers_and_texts(
    at: Between, kit: StaffKit
) -> None:
    many(kit, at.now, 8)
    close_kit(kit=kit, by=at.cast.mona, now=at.now)
    form = SignedInClient(at.cast.mona).get(url(kit, "staff_kit")).context["essence"]
    said = form["essence"].value()
    question = kit.questions.earliest("number")
    assert said == f"Vi svarte ulikt på «{question.text.rstrip('.')}»."
    pile = AnswerPile.objects.get()
    pile.answers[str(question.number)]["counts"] = [6, 1, 1]
    pile.save()
    form = SignedInClient(at.cast.mona).get(url(kit, "staff_kit")).context["essence"]
    assert form["essence"].value().startswith(f"De fleste svarte «{question.options[0]}» på")


def test_reach_is_filled_in_where_nobody_has_said_it(at: Between, kit: StaffKit) -> None:
    take_to_summary(
        kit=kit,
        line=at.asen,
        essence="Tid.",
        words="Alle vil ha tid.",
        reach="whole",
        by=at.cast.mona,
        now=at.now,
    )
    summary = SchoolSummary.objects.get(line=at.asen)
    assert (summary.happened, summary.reach) == ("Alle vil ha tid.", "whole")


def test_an_empty_essence_says_what_to_write(at: Between, kit: StaffKit) -> None:
    many(kit, at.now, 6)
    close_kit(kit=kit, by=at.cast.mona, now=at.now)
    answer = SignedInClient(at.cast.mona).post(url(kit, "staff_kit_essence"), {"essence": " "})
    assert answer.status_code == 400
    assert "Skriv med en setning eller to" in answer.content.decode()
    assert not SchoolSummary.objects.exists()


def test_the_list_asks_the_same_of_one_and_three(at: Between, kit: StaffKit) -> None:
    mona = SignedInClient(at.cast.mona)
    address = reverse("betweenwork:staff_kits", args=[at.cast.network.slug])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert mona.get(address).status_code == 200
        return len(queries)

    asked()
    one = asked()
    for _more in range(2):
        kit_of(at.cast.network, at.cast.asen, at.cast.mona, at.now)
    assert asked() == one <= 12


def test_a_kit_and_an_answer_ask_little(at: Between, kit: StaffKit) -> None:
    mona = SignedInClient(at.cast.mona)
    many(kit, at.now, 6)
    close_kit(kit=kit, by=at.cast.mona, now=at.now)
    mona.get(url(kit))
    with CaptureQueriesContext(connection) as queries:
        mona.get(url(kit))
    assert len(queries) <= 12


def test_an_answer_with_a_choice_that_is_not_there_reaches_no_pile(kit: StaffKit) -> None:
    with pytest.raises(IndexError):
        answer_kit(kit=kit, key="some-phone-key", answers={1: 9}, now=timezone.now())
    assert AnswerPile.objects.get().answered == 0


def test_in_a_closed_network_a_kit_is_read_and_nothing_is_changed(
    kit: StaffKit, as_person: type[SignedInClient]
) -> None:
    close_network(network=kit.network, by=kit.network.created_by, now=kit.made_at)
    mona = as_person(kit.made_by)
    assert mona.get(url(kit)).status_code == 200
    for name in ("staff_kit_close", "staff_kit_reopen", "staff_kit_text_removal", "staff_kit_essence"):
        assert mona.post(url(kit, name), {}).status_code == 403
    assert StaffKit.objects.get(pk=kit.pk).closed_at is None
