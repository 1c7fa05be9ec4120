"""An answer is laid among the others, once, whatever phones, networks and other people do."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import numpy as np
import pytest
from django.utils import timezone

from redthread.core.errors import RuleError
from redthread.surveys.actions.answers import take_texts_away
from redthread.surveys.bundles import answers_of, width_of
from redthread.surveys.invited import CodeFor
from redthread.surveys.models import OpenCode, SpentTicket, Survey, SurveyInvitation, TextPile, Wave
from redthread.surveys.tests.fieldwork import answer, opened, people, ticket_of
from redthread.surveys.tickets import LINK, link_of, mark_of, minted, ticket_by, token_of
from redthread.testing.at_once import at_once
from redthread.testing.cast import Cast, build

NOW = timezone.now()


@pytest.fixture
def wave(cast: Cast) -> Wave:
    people(cast.network, cast.asen, 6)
    return opened(cast.network, cast.liv, NOW, roles=["principal"])


def test_an_answer_is_the_group_and_a_byte_a_column(cast: Cast, wave: Wave) -> None:
    answer(ticket_of(wave, cast.mona), NOW, useful=4, why=[1, 3], tried="not_relevant", words="Mer tid")

    assert answers_of(wave).tolist() == [[1, 4, 2, 1, 2, 255]]
    assert answers_of(wave).dtype == np.uint8
    assert [one["text"] for one in TextPile.objects.get().entries] == ["Mer tid"]
    assert width_of(wave.survey) == 6


def test_a_question_that_was_not_asked_is_not_answered(cast: Cast, wave: Wave) -> None:
    answer(ticket_of(wave, cast.mona), NOW, useful=1, why=[1], tried="dont_know")

    assert answers_of(wave).tolist() == [[1, 1, 0, 0, 0, 254]]


def test_a_group_of_several_roles_is_not_asked_what_only_one_role_is(cast: Cast) -> None:
    people(cast.network, cast.asen, 6)
    wave = opened(cast.network, cast.liv, NOW, roles=["principal", "middle_leader"])

    answer(ticket_of(wave, cast.mona), NOW, useful=4, tried=4)

    assert answers_of(wave).tolist() == [[1, 4, 0, 0, 0, 0]]


def test_sent_again_it_counts_once_and_a_second_answer_is_refused(cast: Cast, wave: Wave) -> None:
    ticket = ticket_of(wave, cast.mona)
    for _try in range(3):
        answer(ticket, NOW, key="the-same", useful=4)
    with pytest.raises(RuleError, match="Det er det første svaret som teller"):
        answer(ticket, NOW, key="another", useful=1)

    assert answers_of(wave)[:, 1].tolist() == [4]


def test_at_the_same_moment_one_of_several_is_stored(transactional_db: None) -> None:
    cast = build()
    people(cast.network, cast.asen, 6)
    wave = opened(cast.network, cast.liv, NOW, roles=["principal"])
    ticket = ticket_of(wave, cast.mona)

    same = at_once(*[partial(answer, ticket, NOW, key="one", useful=4, words="Hei")] * 3)
    others = at_once(*[partial(answer, ticket, NOW, key=f"other-{n}", useful=1) for n in range(3)])

    assert same == []
    assert len(others) == 3
    assert answers_of(wave)[:, 1].tolist() == [4]
    assert len(TextPile.objects.get().entries) == 1


def test_all_who_answer_at_the_same_moment_are_stored(transactional_db: None) -> None:
    cast = build()
    asked = people(cast.network, cast.asen, 8)
    wave = opened(cast.network, cast.liv, NOW, roles=["principal"])

    refused = at_once(
        *[partial(answer, ticket_of(wave, one), NOW, useful=1 + n % 4) for n, one in enumerate(asked)]
    )

    assert refused == []
    assert sorted(answers_of(wave)[:, 1].tolist()) == [1, 1, 2, 2, 3, 3, 4, 4]
    assert SpentTicket.objects.count() == 8


@pytest.mark.parametrize("closing", ["by hand", "by its day", "by the network", "by dropping"])
def test_after_the_closing_nothing_is_stored_but_a_retry_is_answered(cast: Cast, closing: str) -> None:
    last = timezone.localdate(NOW)
    asked = people(cast.network, cast.asen, 6)
    wave = opened(cast.network, cast.liv, NOW, roles=["principal"], closes_on=last)
    answer(ticket_of(wave, cast.mona), NOW, key="in-time", useful=4)
    late = NOW
    match closing:
        case "by hand":
            Wave.objects.update(closed_at=NOW)
        case "by its day":
            late = NOW + timedelta(days=1)
        case "by the network":
            type(cast.network).objects.filter(pk=cast.network.pk).update(closed_at=NOW)
        case _:
            Survey.objects.update(dropped_at=NOW)
    if closing != "by dropping":
        answer(ticket_of(wave, cast.mona), late, key="in-time", useful=4)
        with pytest.raises(RuleError, match="Undersøkelsen er lukket"):
            answer(ticket_of(wave, asked[0]), late, useful=1, words="For sent")
    else:
        assert ticket_by(token_of(SurveyInvitation.objects.get(person=asked[0]))) is None

    assert answers_of(wave)[:, 1].tolist() == [4]
    assert (SpentTicket.objects.count(), TextPile.objects.get().entries) == (1, [])


def test_by_a_code_so_many_may_answer_and_each_token_once(cast: Cast) -> None:
    wave = opened(cast.network, cast.liv, NOW, roles=["teacher"], codes=[CodeFor("teacher", cast.asen, 5)])
    code = OpenCode.objects.get()
    tickets = [ticket_by(minted(code)) for _phone in range(6)]
    assert None not in tickets

    for ticket in tickets[:5]:
        answer(ticket, NOW, useful=3)  # type: ignore[arg-type]
    with pytest.raises(RuleError, match="Så mange som koden er laget for, har svart"):
        answer(tickets[5], NOW, useful=3)  # type: ignore[arg-type]
    with pytest.raises(RuleError, match="Denne lenken er brukt"):
        answer(tickets[0], NOW, useful=1)  # type: ignore[arg-type]

    assert answers_of(wave)[:, 1].tolist() == [3] * 5
    assert SpentTicket.objects.exclude(seat=None).count() == 5


def test_a_token_that_we_have_not_signed_opens_nothing(cast: Cast, wave: Wave) -> None:
    invitation = SurveyInvitation.objects.get(wave=wave, person=cast.mona)
    token = token_of(invitation)
    other = token_of(SurveyInvitation.objects.exclude(person=cast.mona).first())  # type: ignore[arg-type]
    altered = [
        "", "x", token[:-1], token + "A", token[::-1], token.upper(), other[:14] + token[14:], "æ" * 38,
        "BCDFGHJKLM" + token[:14] + token[14:], mark_of(invitation.public_id),
    ]  # fmt: skip

    assert [ticket_by(one) for one in altered] == [None] * len(altered)
    assert ticket_by(token) is not None


def test_in_a_confidential_survey_ones_own_word_gives_the_same_link_in_each_wave(cast: Cast) -> None:
    people(cast.network, cast.asen, 6)
    wave = opened(cast.network, cast.liv, NOW, kind=Survey.Kind.CONFIDENTIAL)
    survey = wave.survey

    assert width_of(survey) == 6 + LINK
    assert link_of(survey, " Blå Hest ") == link_of(survey, "blåhest") != link_of(survey, "rødhest")
    another = Survey(public_id="another")
    assert link_of(another, "blåhest") != link_of(survey, "blåhest")


def test_who_has_the_receipt_takes_the_words_away_also_after_the_closing(cast: Cast, wave: Wave) -> None:
    others = SurveyInvitation.objects.exclude(person=cast.mona)
    answer(ticket_of(wave, cast.mona), NOW, receipt="mine", words="Dette angrer jeg på")
    for one in others:
        answer(ticket_of(wave, one.person), NOW, receipt=f"r{one.pk}", words="Mer tid")
    Wave.objects.update(closed_at=NOW)

    assert take_texts_away(wave=wave, receipt="wrong", now=NOW) == 0
    assert take_texts_away(wave=wave, receipt="mine", now=NOW) == 1
    assert take_texts_away(wave=wave, receipt="mine", now=NOW) == 0
    assert [one["text"] for one in TextPile.objects.get().entries] == ["Mer tid"] * 6


def test_the_table_of_used_tickets_has_no_order_of_its_own(cast: Cast, wave: Wave) -> None:
    asked = [one.person for one in SurveyInvitation.objects.filter(wave=wave).order_by("pk")]
    for person in asked:
        answer(ticket_of(wave, person), NOW, useful=4)

    by_key = list(SpentTicket.objects.order_by("pk").values_list("mark", flat=True))
    assert by_key == sorted(by_key)
    assert len(by_key) == len(asked)
