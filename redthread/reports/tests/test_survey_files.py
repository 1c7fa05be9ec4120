"""A picture that is taller than a page, in a survey's report."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO

import typst
from docx import Document
from PIL import Image

from redthread.pictures.picture import Picture, Table
from redthread.reports.numbering import Captioned
from redthread.reports.survey_docx import TALLEST, WIDTH, survey_docx
from redthread.reports.survey_pdf import TEMPLATE, data_of
from redthread.reports.survey_record import Part, Record

TALL = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="900">'
    '<rect width="300" height="9" fill="#f00"/><rect y="891" width="300" height="9" fill="#00f"/></svg>'
)
RECORD = Record(
    "nb",
    "Slik lærer vi",
    "Rektornettverk øst",
    "Målt etter, 120 svar",
    [
        Part(
            "Indeksene",
            shown=[
                Captioned(
                    "Tabell 1. Tallene bak figur 1.",
                    Table(("Indeks", "Gjennomsnitt"), (("Gruppa", "3,7"),)),
                    Picture(TALL, "Indeksene", "", Table((), ()), TALL),
                    "Figur 1. Indeksene.",
                )
            ],
        )
    ],
    datetime(2026, 10, 5, tzinfo=UTC),
)


def test_in_word_it_keeps_its_shape_and_is_no_taller_than_its_page() -> None:
    (shape,) = Document(BytesIO(survey_docx(RECORD))).inline_shapes
    assert shape.height == TALLEST
    assert shape.width < WIDTH
    assert abs(shape.height / shape.width - 3) < 0.01


def test_in_the_pdf_it_is_there_from_top_to_bottom() -> None:
    pages = typst.compile(
        TEMPLATE.read_bytes(),
        format="png",
        ppi=40,
        sys_inputs={"record": json.dumps(data_of(RECORD))},
        ignore_system_fonts=True,
    )
    colours: set[object] = set()
    for page in pages if isinstance(pages, list) else [pages]:
        found = Image.open(BytesIO(page)).convert("RGB").getcolors(maxcolors=1 << 24)
        colours |= {colour for _pixels, colour in found or ()}
    assert {(255, 0, 0), (0, 0, 255)} <= colours
