"""Our questionnaires as XLSForms: others can read them, and they come back as they were."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from pyxform.xls2xform import convert

from redthread.core.errors import InputError
from redthread.instruments.library import CODES, instruments
from redthread.instruments.model import MEASURES, AnswerScale, Condition, Index, Item, Option, Section, Text
from redthread.instruments.problems import InstrumentError
from redthread.instruments.tests.samples import SMALL
from redthread.surveys.xlsform_files import read_xlsform, write_xlsform


def book(**sheets: list[list[object]]) -> io.BytesIO:
    made, out = Workbook(), io.BytesIO()
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(out)
    out.seek(0)
    return out


@pytest.mark.parametrize("code", CODES)
def test_what_is_written_comes_back_whole(code: str) -> None:
    known = instruments()[code]

    assert read_xlsform(io.BytesIO(write_xlsform(known))) == known


def test_branches_and_kinds_of_answers_come_back_whole() -> None:
    assert read_xlsform(io.BytesIO(write_xlsform(SMALL))) == SMALL


@pytest.mark.parametrize("what", ["", *MEASURES])
def test_what_an_index_measures_comes_back(what: str) -> None:
    index = Index("took", Text("Deltakelse"), ("took_part",), measures=what)
    known = replace(SMALL, indices=(index, replace(index, code="other", measures="")))

    assert read_xlsform(io.BytesIO(write_xlsform(known))) == known


def test_what_no_index_can_measure_is_refused() -> None:
    index = Index("took", Text("Deltakelse"), ("took_part",), measures="joy")

    with pytest.raises(InstrumentError, match="«measures»: Skriv et av disse: dose, satisfaction, change"):
        read_xlsform(io.BytesIO(write_xlsform(replace(SMALL, indices=(index,)))))


@pytest.mark.parametrize("code", ["small", "programme-evaluation"])
def test_others_can_read_it(code: str, tmp_path: Path) -> None:
    known = SMALL if code == "small" else instruments()[code]
    file = tmp_path / "form.xlsx"
    file.write_bytes(write_xlsform(known))
    form = convert(str(file), validate=False)

    assert all(f"/{item.code}" in form.xform for item in known.items)
    assert "Helt uenig" in form.xform
    assert form.warnings == []


FOREIGN: dict[str, list[list[object]]] = {
    "survey": [
        ["type", "name", "label::Norsk (no)", "label::English (en)", "relevant", "required"],
        ["select_one yn", "Deltok", "Deltok du?", "Did you take part?", None, "yes"],
        ["select_multiple what", "hva", "Hva lærte du?", "What did you learn?", "${Deltok} = 'ja'", None],
        ["text", "mer", "Noe mer?", "Anything else?", None, None],
    ],
    "choices": [
        ["list_name", "name", "label::Norsk (no)", "label::English (en)"],
        ["yn", "ja", "Ja", "Yes"],
        ["yn", "nei", "Nei", "No"],
        ["what", 1, "Lite", "Little"],
        ["what", 2, "Mye", "Much"],
        ["what", "dk", "Vet ikke", "Do not know"],
    ],
    "settings": [["form_title", "form_id", "version"], ["Kort skjema", "Kort_Skjema", 2024010101]],
}  # fmt: skip


def test_a_form_from_elsewhere_becomes_a_questionnaire() -> None:
    found = read_xlsform(book(**FOREIGN))
    yes_no = AnswerScale("yn", "nominal", (Option(1, Text("Ja", en="Yes")), Option(2, Text("Nei", en="No"))))
    what = AnswerScale(
        "what",
        "ordered",
        (Option(1, Text("Lite", en="Little")), Option(2, Text("Mye", en="Much"))),
        has_dont_know=True,
    )

    assert (found.code, found.version, found.title) == ("kort_skjema", 1, Text("Kort skjema"))
    assert found.scales == {"yn": yes_no, "what": what}
    assert found.sections == (
        Section(
            Text("Spørsmål", "Spørsmål", "Questions"),
            (
                Item("deltok", Text("Deltok du?", en="Did you take part?"), scale="yn"),
                Item(
                    "hva",
                    Text("Hva lærte du?", en="What did you learn?"),
                    kind="choices",
                    scale="what",
                    shown_if=Condition("deltok", frozenset({1})),
                ),
                Item("mer", Text("Noe mer?", en="Anything else?"), kind="text"),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["calculate", "sum", None, None, None, None], "Arket «survey», rad 5, «type»: Typen «calculate»"),
        (["begin repeat", "r", "R", None, None, None], "Arket «survey», rad 5, «type»: Typen «begin repeat»"),
        (["start", "start", None, None, None, None], "Typen «start» kan vi ikke spørre med"),
        (["geopoint", "sted", "Hvor?", None, None, None], "Typen «geopoint» kan vi ikke spørre med"),
        (["text", "t", "T", None, "${hva} > 3", None], "Arket «survey», rad 5, «relevant»: Vilkåret"),
        (["select_one ukjent", "t", "T", None, None, None], "Listen «ukjent» står ikke i arket «choices»"),
    ],
)
def test_what_we_cannot_ask_is_refused_with_its_place(row: list[object], said: str) -> None:
    sheets = {**FOREIGN, "survey": [*FOREIGN["survey"], row]}

    with pytest.raises(InstrumentError) as caught:
        read_xlsform(book(**sheets))
    assert said in "\n".join(caught.value.problems)


def test_a_column_we_cannot_ask_with_is_refused_where_it_is_used() -> None:
    rows = [[*row, None] for row in FOREIGN["survey"]]
    rows[0][-1], rows[3][-1] = "constraint", "string-length(.) < 3"

    with pytest.raises(InstrumentError) as caught:
        read_xlsform(book(**{**FOREIGN, "survey": rows}))
    assert caught.value.problems[0].startswith("Arket «survey», rad 4, «constraint»: Dette kan vi ikke")
    assert len(caught.value.problems) == 1


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(InputError, match="skadet eller ikke en Excel-fil"):
        read_xlsform(io.BytesIO(b"PK\x03\x04 and nothing more"))
    with pytest.raises(InstrumentError, match="Arket mangler eller er tomt"):
        read_xlsform(book(other=[["a"]]))
