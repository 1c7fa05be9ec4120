"""Modules against the outcome, and response from wave to wave: of what may be shown, and of nothing else."""

from __future__ import annotations

import random
from io import BytesIO

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from conftest import SignedInClient
from redthread.instruments.coding import DONT_KNOW
from redthread.instruments.model import AnswerScale, Index, Instrument, Item, Option, Section, Text
from redthread.pictures.picture import from_json
from redthread.surveys.actions.closing import close_wave
from redthread.surveys.drawn import pictures_of
from redthread.surveys.figure_page import pictures_about
from redthread.surveys.figures.answers import answers_from
from redthread.surveys.figures.levels import Group
from redthread.surveys.figures.made import Closed, Figures, figures_of
from redthread.surveys.models import Wave
from redthread.surveys.tests.answered import answered_wave, schools_in, survey_of
from redthread.testing.cast import Cast

MUCH = AnswerScale("much", "ordered", tuple(Option(v, Text(str(v))) for v in range(1, 6)), True)
ITEMS = tuple(
    Item(code, Text(name), scale="much")
    for code, name in (("m_met", "Lesing"), ("m_few", "Jus"), ("m_all", "Regning"), ("o_one", "Endret"))
)
INSTRUMENT = Instrument(
    "modules", 1, Text("Moduler"), Text("Om"), {"much": MUCH}, (Section(Text("S"), ITEMS),),
    (
        Index("modules", Text("M"), ("m_met", "m_few", "m_all"), measures="dose"),
        Index("change", Text("C"), ("o_one",), measures="change"),
    ),
)  # fmt: skip
PEOPLE = 24


def figures(people: int = PEOPLE, *, silent_on_outcome: int = 0) -> Figures:
    """Who has met more reading says more; few know of the law; all say the same of numbers."""
    chance, rows = random.Random(4), []
    for number in range(people):
        met = chance.randint(1, 5)
        outcome = min(5, max(1, met + chance.choice((-1, 0, 0, 1))))
        law = chance.randint(1, 5) if number < 6 else DONT_KNOW
        rows.append([1, met, law, 4, DONT_KNOW if number < silent_on_outcome else outcome])
    matrix = np.array(rows, np.uint8)
    closed = Closed(answers_from(matrix, INSTRUMENT, is_linked=False), (Group(1, "principal", ""),), 5, {})
    return figures_of(closed, INSTRUMENT)


def test_a_module_is_told_of_or_with_why_it_is_not() -> None:
    met, few, alike = figures()["modules"]
    assert (met["code"], met["n"], met["place"]) == ("m_met", PEOPLE, "keep")
    assert met["interval"][0] > 0
    assert (few, alike) == ({"code": "m_few", "hidden": "few"}, {"code": "m_all", "hidden": "alike"})


def test_how_much_was_met_is_the_mean_that_is_shown_of_the_item() -> None:
    """A mean of those alone who told of the outcome would, beside it, tell what the others answered."""
    made = figures(silent_on_outcome=3)
    module = made["modules"][0]
    assert module["n"] == PEOPLE - 3
    assert module["coverage"] == made["items"]["m_met"]["cells"]["total"]["mean"]


def test_where_the_outcome_is_hidden_nothing_is_told_of_any_module() -> None:
    assert figures(silent_on_outcome=PEOPLE - 3)["modules"] == []


def test_the_picture_has_the_strongest_first_and_says_why_the_others_are_hidden() -> None:
    drawn = pictures_of([(1, {**figures(), "response": {}})], INSTRUMENT)
    rows = from_json(drawn["modules-1"]).table.rows
    assert [row[0] for row in rows] == ["1. Lesing", "2. Regning", "3. Jus"]
    assert [row[1] for row in rows[1:]] == ["svarene er for like", "for få svar"]


def test_the_picture_of_modules_stands_on_the_pages_of_what_is_in_it() -> None:
    drawn = pictures_of([(1, {**figures(), "response": {}})], INSTRUMENT)
    about = {
        code: len(pictures_about(code, drawn, INSTRUMENT)) for code in ("m_met", "modules", "change", "o_one")
    }
    assert about == {"m_met": 1, "modules": 1, "change": 1, "o_one": 0}


@pytest.fixture
def second_wave(cast: Cast) -> Wave:
    """In the first wave all but one have answered, which is not told; in the second three have not."""
    now, survey = timezone.now(), survey_of(cast.network, cast.liv, timezone.now())
    schools = schools_in(cast.network, cast.owner)
    for number, silent in ((1, 1), (2, 3)):
        wave = answered_wave(survey, {"teacher": 30}, schools, now, number=number, silent=silent, seed=number)
        close_wave(wave=wave, by=cast.liv, now=now)
    return wave


@pytest.mark.django_db
def test_response_by_wave_is_on_the_page_and_in_the_files_and_hides_what_the_wave_hid(
    cast: Cast, second_wave: Wave
) -> None:
    place = [cast.network.slug, second_wave.survey.public_id, 2]
    client = SignedInClient(cast.liv)
    page = client.get(reverse("surveys:result", args=place)).content.decode()
    docx = client.get(reverse("reports:survey_docx", args=place)).content
    pdf = client.get(reverse("reports:survey_pdf", args=place)).content

    hidden = ("Runde 1", "vises ikke, siden det kunne røpe noen", "–", "–")
    shown = ("Runde 2", "30", "33", "91\u00a0%")
    document = Document(BytesIO(docx))
    tables = [[tuple(cell.text for cell in row.cells) for row in one.rows] for one in document.tables]
    caption = "Hele stolpen er alle som ble spurt."
    assert any(one.text.startswith("Figur ") and one.text.endswith(caption) for one in document.paragraphs)
    assert [("Runde", "Har svart", "Ble spurt", "Andel"), hidden, shown] in tables
    assert "30 av 33" in page
    assert "30 av 31" not in page
    assert hidden[1] in page
    assert pdf.startswith(b"%PDF-1.7")


@pytest.mark.django_db
def test_one_wave_alone_has_no_picture_of_response(cast: Cast) -> None:
    now = timezone.now()
    wave = answered_wave(
        survey_of(cast.network, cast.liv, now), {"teacher": 30}, schools_in(cast.network, cast.owner), now
    )
    close_wave(wave=wave, by=cast.liv, now=now)
    assert not [place for place in wave.result.pictures if place.startswith("response")]
