"""The questions of a draft: answers of one's own, whom they are put to, in which words and which order."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from redthread.instruments.library import instruments
from redthread.surveys.actions import surveys as actions
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import Survey
from redthread.testing.cast import Cast

pytestmark = pytest.mark.django_db
OWN = {"nb": "Hvor ofte prøver dere noe nytt?", "scale": "+own", "answered": "ordered"}


@pytest.fixture
def liv(cast: Cast, client: Client) -> Client:
    client.force_login(cast.liv)
    return client


@pytest.fixture
def survey(cast: Cast) -> Survey:
    pulse = instruments()["gathering-pulse"]
    return actions.start_survey(
        network=cast.network, key="start-key-1", instrument=pulse, by=cast.liv, now=timezone.now()
    )


def send(client: Client, survey: Survey, name: str, *more: object, **data: Any) -> str:
    address = reverse(f"surveys:{name}", args=[survey.network.slug, survey.public_id, *more])
    text = client.post(address, data, follow=True).content.decode()
    survey.refresh_from_db()
    return text


def test_answers_are_written_a_line_each_and_are_a_scale(liv: Client, survey: Survey) -> None:
    shown = send(
        liv, survey, "question_new", 1, **OWN, answers="Aldri\n Av og  til \n\nOfte", has_dont_know="on"
    )
    asked = instrument_of(survey).item("own_1")
    scale = instrument_of(survey).scale_of(asked)

    assert scale is not None
    assert [(one.value, one.label.nb) for one in scale.options] == [
        (1, "Aldri"),
        (2, "Av og til"),
        (3, "Ofte"),
    ]
    assert (scale.kind, scale.has_dont_know, scale.has_not_relevant) == ("ordered", True, False)
    assert "Aldri, Av og til, Ofte, vet ikke" in " ".join(shown.split())


def test_a_question_begins_a_part_with_a_heading_of_its_own(liv: Client, survey: Survey) -> None:
    parts = len(instrument_of(survey).sections)
    asked = {"nb": "Hva prøver dere nå?", "scale": "+text"}
    shown = send(liv, survey, "question_new", 1, **asked, heading=" Hjemme på  skolen ")

    assert [one.title.nb for one in instrument_of(survey).sections][1] == "Hjemme på skolen"
    assert "Hjemme på skolen" in shown
    form = liv.get(reverse("surveys:question", args=[survey.network.slug, survey.public_id, "own_1"]))
    assert 'value="Hjemme på skolen"' in form.content.decode()
    send(liv, survey, "question", "own_1", **asked, heading="")
    assert len(instrument_of(survey).sections) == parts


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ("Aldri", "Skriv fra to til tolv svar"),
        ("Ofte\nofte", "To av svarene er like"),
        ("Aldri\n" + "x" * 101, "høyst 100 tegn"),
    ],
)
def test_answers_that_cannot_be_chosen_between_are_refused(
    liv: Client, survey: Survey, answers: str, words: str
) -> None:
    before = survey.definition
    assert words in send(liv, survey, "question_new", 1, **OWN, answers=answers)
    assert survey.definition == before


def test_several_answers_may_be_chosen_and_then_nothing_stands_beside_them(
    liv: Client, survey: Survey
) -> None:
    several = {**OWN, "answered": "several", "has_dont_know": "on"}
    send(liv, survey, "question_new", 1, **several, answers="Tid\nKolleger")
    asked = instrument_of(survey).item("own_1")
    scale = instrument_of(survey).scale_of(asked)

    assert (asked.kind, scale and (scale.kind, scale.has_dont_know)) == ("choices", ("nominal", False))


def test_a_role_gets_its_own_words_and_a_question_only_some(liv: Client, survey: Survey) -> None:
    to_some = {"roles": ["principal"], "to_principal": "Hvor ofte prøver skolen din noe nytt?"}
    send(liv, survey, "question_new", 1, **OWN, answers="Aldri\nOfte", **to_some, is_sensitive="on")
    asked = instrument_of(survey).item("own_1")

    assert (asked.roles, asked.is_sensitive) == (frozenset({"principal"}), True)
    assert asked.words("principal", "nb") == "Hvor ofte prøver skolen din noe nytt?"
    shown = liv.get(survey.get_absolute_url()).content.decode()
    assert "bare rektorer" in shown
    assert "med andre ord til rektorer" in shown


def test_what_is_not_touched_stands_and_new_words_have_no_old_translation(
    liv: Client, survey: Survey
) -> None:
    before = instrument_of(survey).item("said")
    as_it_is = {"nn": before.text.nn, "en": before.text.en, "has_dont_know": "on", "has_not_relevant": "on"}
    send(liv, survey, "question", "said", nb=before.text.nb, **as_it_is, scale=before.scale)
    assert instrument_of(survey).item("said") == before

    told = send(liv, survey, "question", "said", nb="Jeg ble hørt.", **as_it_is, scale=before.scale)
    after = instrument_of(survey).item("said").text
    assert (after.nb, after.nn, after.en) == ("Jeg ble hørt.", "", "")
    assert "Andre språk viser bokmålet" in told


def test_answers_that_are_reckoned_with_others_are_not_exchanged(liv: Client, cast: Cast) -> None:
    survey = actions.start_survey(
        network=cast.network,
        key="start-key-2",
        instrument=instruments()["programme-evaluation"],
        by=cast.liv,
        now=timezone.now(),
    )
    index = instrument_of(survey).indices[0]
    before = instrument_of(survey).item(index.items[0])
    shown = send(liv, survey, "question", before.code, nb=before.text.nb, scale="+text", has_dont_know="on")
    after = instrument_of(survey).item(before.code)
    scale = instrument_of(survey).scale_of(after)

    assert (after.kind, scale and scale.has_dont_know) == ("scale", True)
    assert f"sporsmal-{before.code}" in shown
    page = liv.get(reverse("surveys:question", args=[cast.network.slug, survey.public_id, before.code]))
    assert "regnes sammen med andre spørsmål" in page.content.decode()


def test_a_question_is_moved_and_the_move_taken_back(liv: Client, survey: Survey) -> None:
    before = [one.code for one in instrument_of(survey).items]
    send(liv, survey, "question_move", before[1], step="up")
    assert [one.code for one in instrument_of(survey).items][:2] == [before[1], before[0]]
    send(liv, survey, "undo")
    assert [one.code for one in instrument_of(survey).items] == before


def test_where_a_question_depends_on_another_the_page_says_so(
    liv: Client, survey: Survey, cast: Cast
) -> None:
    survey = actions.start_survey(
        network=cast.network,
        key="start-key-3",
        instrument=instruments()["programme-evaluation"],
        by=cast.liv,
        now=timezone.now(),
    )
    item = next(one for one in instrument_of(survey).items if one.shown_if is not None)
    page = liv.get(reverse("surveys:question", args=[cast.network.slug, survey.public_id, item.code]))
    assert "Stilles bare til dem som svarer" in page.content.decode()
    assert "Slike veivalg står i filen." in page.content.decode()
