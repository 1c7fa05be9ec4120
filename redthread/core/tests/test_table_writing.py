"""No exported cell starts a formula, whatever somebody called themselves."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from redthread.core.tables import write_csv, write_xlsx

FORMULA = "=+-@＝＋－＠"
ACTIVE = FORMULA + "\t\r"
HOSTILE = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    " =1",
    '"=1',
    "'=1",
    "hei\n=1",
    "＝1+1",
    "＠SUM(1)",
    "\u200b=1",
    '=HYPERLINK("https://evil.example")',
    "=cmd|'/c calc'!A0",
]


def first_cell(content: bytes) -> str:
    return next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))[0]


def is_active(text: str) -> bool:
    """What a spreadsheet might run: at the start, after a line break, behind blanks or quotes."""
    lines = text.replace("\r", "\n").split("\n")
    starts = [line.strip(' \t"\u200b\ufeff\xa0')[:1] for line in lines]
    return text[:1] in ("\t", "\r", "\n") or any(start and start in FORMULA for start in starts)


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_cells_that_would_start_a_formula_are_made_inert(text: str) -> None:
    shown = first_cell(write_csv([text], []))
    assert not is_active(shown)
    assert shown.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(
    "text", ["Kari", "-", "–", "+", "", "a=b", "1+1", "kari@fjordvik.example", "O'Brien"]
)
def test_harmless_text_is_left_alone(text: str) -> None:
    assert first_cell(write_csv([text], [])) == text


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet=st.sampled_from([*ACTIVE, "a", " ", "\n", '"', "'", ";", "\u200b"]), max_size=8))
def test_no_text_at_all_starts_a_formula(text: str) -> None:
    shown = first_cell(write_csv([text], []))
    assert text.strip() in ("-", "–", "+") or not is_active(shown)


@pytest.mark.parametrize("text", HOSTILE)
def test_excel_cells_say_that_they_are_text_and_show_the_same(text: str) -> None:
    content = write_xlsx("Ark=1", ["Navn"], [[text], [-1], [None]])
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet["A2"].data_type == "s"
    assert str(sheet["A2"].value).replace("\r", "\n") == text.replace("\r", "\n")
    assert sheet["A3"].value == -1


def test_csv_is_what_excel_in_norwegian_opens() -> None:
    assert write_csv(["Navn", "Antall"], [["Bø", 3]]) == "\ufeffNavn;Antall\r\nBø;3\r\n".encode()


def test_a_number_below_zero_is_a_number_and_no_formula() -> None:
    assert write_csv(["Endring"], [[-0.25]]) == "\ufeffEndring\r\n-0,25\r\n".encode()


def test_excel_takes_any_title_and_drops_what_xml_cannot_hold() -> None:
    content = write_xlsx("a/b:c[d]" * 9, ["Navn"], [["bell\x07"]])
    assert load_workbook(io.BytesIO(content)).worksheets[0]["A2"].value == "bell"
