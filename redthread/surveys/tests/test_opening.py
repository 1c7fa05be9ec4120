"""A wave is opened: who is asked, which backgrounds are told apart, and what stands from then on."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from redthread.core.errors import RuleError
from redthread.networks.models import Role
from redthread.notices.models import OutgoingMail
from redthread.people.models import Organisation, Position
from redthread.surveys.actions.opening import open_wave
from redthread.surveys.invited import CodeFor
from redthread.surveys.models import (
    AnswerBundle,
    OpenCode,
    RespondentGroup,
    Survey,
    SurveyInvitation,
    TextPile,
    Wave,
)
from redthread.surveys.respondents import respondents
from redthread.surveys.tests.fieldwork import opened, people, survey_of
from redthread.surveys.tickets import address_of
from redthread.testing import make
from redthread.testing.at_once import at_once
from redthread.testing.cast import Cast, build

NOW = timezone.now()
K = Position.Kind


def test_everybody_with_the_roles_is_asked_once_and_told_what_it_is(cast: Cast) -> None:
    people(cast.network, cast.asen, 6)
    closes_on = timezone.localdate(NOW) + timedelta(days=14)
    wave = opened(cast.network, cast.liv, NOW, why="Vi vil bli bedre.", closes_on=closes_on)

    asked = SurveyInvitation.objects.filter(wave=wave).select_related("person")
    assert {one.person for one in asked} >= {cast.mona, cast.mads}
    assert len(asked) == 8
    mona = asked.get(person=cast.mona)
    mail = OutgoingMail.objects.get(person=cast.mona)
    assert (mail.kind, mail.subject) == ("survey", "Vil du svare? Om nettverket")
    for words in ("Hei, Mona!", "Vi vil bli bedre.", "anonym", "minutter", "frivillig", address_of(mona)):
        assert words in mail.text
    assert OutgoingMail.objects.filter(kind="survey").count() == 8


def test_opened_twice_at_once_it_asks_everybody_once(transactional_db: None) -> None:
    cast = build()
    people(cast.network, cast.asen, 6)
    wave = survey_of(cast.network, cast.liv, NOW)

    refused = at_once(*[lambda: open_wave(wave=wave, by=cast.liv, now=NOW)] * 3)

    assert refused == []
    counts = (SurveyInvitation.objects.count(), OutgoingMail.objects.count(), AnswerBundle.objects.count())
    assert counts == (8, 8, 1)


def test_a_role_with_too_few_is_not_told_apart_and_so_is_the_next_smallest(cast: Cast) -> None:
    people(cast.network, cast.asen, 6)
    wave = opened(cast.network, cast.liv, NOW, roles=["principal", "middle_leader", "adviser"])

    groups = RespondentGroup.objects.filter(wave=wave)
    assert [(one.role, one.school_kind, one.invited) for one in groups] == [("", "", 10)]
    own_words = Counter(wave.invitations.values_list("role", flat=True))
    assert own_words == {"principal": 7, "middle_leader": 1, "adviser": 2}


def test_kinds_of_school_are_told_apart_when_each_has_enough(cast: Cast) -> None:
    kindergarten = Organisation.objects.create(
        kind=Organisation.Kind.KINDERGARTEN, parent=cast.owner, name="Bamsebo"
    )
    people(cast.network, cast.asen, 5)
    people(cast.network, kindergarten, 5)
    wave = opened(cast.network, cast.liv, NOW, roles=["principal"])

    stored = wave.groups.values_list("number", "role", "school_kind", "invited")
    assert list(stored) == [(1, "principal", "kindergarten", 5), (2, "principal", "school", 6)]
    assert wave.invitations.get(person=cast.mona).group.number == 2


def test_of_several_positions_the_one_at_ones_own_unit_counts(cast: Cast) -> None:
    make.position(cast.mads, cast.brekka, K.PRINCIPAL)
    make.position(cast.mads, cast.asen, K.TEACHER)

    found = {one.person: one.role for one in respondents(cast.network, ["middle_leader", "adviser"], NOW)}

    assert found == {cast.mads: "middle_leader", cast.liv: "adviser", cast.kine: "adviser"}


def test_those_who_take_part_from_the_side_are_others_and_the_departed_are_not_asked(cast: Cast) -> None:
    gone = make.person("Gunn Dahl", is_active=False)
    make.membership(cast.network, gone)
    ended = make.person("Egil Moe")
    make.membership(cast.network, ended, ends_at=NOW - timedelta(seconds=1))
    guest = make.person("Gro Lie")
    make.position(guest, cast.asen, K.PRINCIPAL)
    make.membership(cast.network, guest, Role.GUEST)

    found = {one.person for one in respondents(cast.network, ["other"], NOW)}

    assert found == {guest, cast.eva}


def test_a_role_without_members_answers_by_a_code_at_each_place(cast: Cast) -> None:
    """All of them lead to the one group, so that an answer does not carry its school."""
    codes = [CodeFor("teacher", cast.asen, 40), CodeFor("teacher", cast.brekka, 3)]
    wave = opened(cast.network, cast.liv, NOW, roles=["teacher"], codes=codes)

    made = OpenCode.objects.filter(wave=wave).order_by("pk")
    assert [(one.role, one.unit, one.most) for one in made] == codes
    assert [(one.role, one.school_kind, one.invited) for one in wave.groups.all()] == [("teacher", "", 43)]
    assert len({one.code for one in made}) == 2
    assert wave.bundles.count() == 1
    assert OutgoingMail.objects.count() == 0


def test_kinds_of_school_are_told_apart_among_those_with_a_code_too(cast: Cast) -> None:
    type(cast.asen).objects.filter(pk=cast.asen.pk).update(stage="primary")
    cast.asen.refresh_from_db()
    codes = [CodeFor("teacher", cast.asen, 5), CodeFor("teacher", cast.brekka, 9)]
    wave = opened(cast.network, cast.liv, NOW, roles=["teacher"], codes=codes)

    made = wave.codes.select_related("group").order_by("pk")
    assert [(one.group.role, one.group.school_kind) for one in made] == [
        ("teacher", "primary"),
        ("teacher", "school"),
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"roles": ["principal"]}, "Bare 1 blir spurt"),
        ({"roles": ["owner"]}, "Ingen i nettverket har disse rollene"),
        ({"roles": ["teacher"], "codes": [4]}, "minst 5 i alt"),
        ({"roles": ["teacher"], "codes": [501]}, "Høyst 500"),
        ({"roles": ["principal", "teacher"], "codes": [40]}, "Bare 1 blir spurt"),
        ({"closes_on": timezone.localdate(NOW) - timedelta(days=1)}, "senere dag"),
        ({"dropped_at": NOW}, "Lag en ny"),
    ],
)
def test_what_would_show_nothing_or_stand_for_no_time_is_not_opened(
    cast: Cast, fields: dict[str, Any], words: str
) -> None:
    codes = [CodeFor("teacher", cast.asen, most) for most in fields.pop("codes", [])]
    with pytest.raises(RuleError, match=words):
        opened(cast.network, cast.liv, NOW, codes=codes, **fields)

    assert (Wave.objects.get().opened_at, OutgoingMail.objects.count()) == (None, 0)
    assert SurveyInvitation.objects.count() == 0


def test_there_is_a_bundle_for_about_fifty_and_a_pile_for_each_question_in_words(cast: Cast) -> None:
    wave = opened(cast.network, cast.liv, NOW, roles=["teacher"], codes=[CodeFor("teacher", cast.asen, 500)])

    assert list(wave.bundles.values_list("number", flat=True).order_by("number")) == list(range(1, 11))
    assert list(TextPile.objects.values_list("item", "entries")) == [("words", [])]


@pytest.mark.parametrize("change", [{"definition": "x"}, {"kind": "confidential"}, {"k": 6}])
def test_what_was_promised_stands_in_the_database_itself(cast: Cast, change: dict[str, object]) -> None:
    people(cast.network, cast.asen, 6)
    wave = survey_of(cast.network, cast.liv, NOW)
    Survey.objects.filter(pk=wave.survey_id).update(title="Nytt navn")
    open_wave(wave=wave, by=cast.liv, now=NOW)

    with pytest.raises(DatabaseError, match="an opened survey does not change"), transaction.atomic():
        Survey.objects.filter(pk=wave.survey_id).update(**change)
    with pytest.raises(DatabaseError, match="an opened survey does not change"), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(opened_at=None)
    assert Survey.objects.filter(pk=wave.survey_id).update(title="Nytt navn igjen") == 1
