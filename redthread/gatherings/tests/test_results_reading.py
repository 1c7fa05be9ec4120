"""Files of published results: read as published, refused whole with the place."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from redthread.core.errors import InputError
from redthread.gatherings.results_reading import ReadTable, State, pupils, read_results
from redthread.gatherings.results_reading.numbers import NotANumberError, read_cell

WIDE = """Fylke;Kommune;EnhetNavn;Organisasjonsnummer;2025-26.Lesing.Alle kjønn.Alle eierformer.Skalapoeng;\
2025-26.Lesing.Alle kjønn.Alle eierformer.Antall elever deltatt
Fylket;Fjordvik;Fjellet skole ;310000205;51;34
Fylket;Fjordvik;Elvebakken skule;310000302;*;*
Fylket;Fjordvik;Dalen Montessoriskole;310000418;:;.
Fylket;Fjordvik;Sum;;50,4;1\u00a0034
"""
HEAD = "Skole;2025-26.Lesing.Skalapoeng\n"


def read(text: str | bytes, **more: Any) -> ReadTable:
    return read_results(BytesIO(text.encode() if isinstance(text, str) else text), **more)


def refused(text: str | bytes) -> str:
    with pytest.raises(InputError) as told:
        read(text)
    return str(told.value)


def excel(*rows: list[object], merge: str = "") -> bytes:
    book, file = Workbook(), BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    book.save(file)
    return file.getvalue()


def told(table: ReadTable) -> list[tuple[str, str, str | None, int | None]]:
    return [
        (one.unit.name, one.state, None if one.value is None else f"{one.value.normalize():f}", one.pupils)
        for one in table.figures
    ]


# Whatever it was saved as, it says the same.


@pytest.mark.parametrize(
    "content",
    [
        WIDE.encode("cp1252"),
        WIDE.encode("utf-8-sig"),
        WIDE.replace(";", "\t").encode("utf-16"),
        WIDE.encode("utf-8"),
        WIDE.replace("\n", "\r\n").encode("cp1252"),
    ],
    ids=["cp1252", "bom", "utf16-tab", "utf8", "windows"],
)
def test_a_wide_table_says_the_same_in_every_encoding(content: bytes) -> None:
    assert told(read(content)) == [
        ("Fjellet skole", State.VALUE, "51", 34),
        ("Elvebakken skule", State.SUPPRESSED, None, None),
        ("Dalen Montessoriskole", State.SUPPRESSED, None, None),
        ("Sum", State.VALUE, "50.4", 1034),
    ]


def test_an_excel_file_says_the_same() -> None:
    rows: list[list[object]] = [list(line.split(";")) for line in WIDE.splitlines()]
    rows[1][4], rows[1][5] = 51, 34
    assert told(read(excel(*rows))) == told(read(WIDE))


def test_the_heading_says_year_subject_grade_and_measure() -> None:
    heading = "Foreløpige tall 2025-26.Regning.7. årstrinn.Alle kjønn.Skalapoeng"
    one = read(f"Skole;{heading}\nÅsen skole;49\n").figures[0]
    assert (one.school_year, one.subject, one.grade, one.measure, one.is_preliminary) == (
        "2025-26", "Regning", "7. årstrinn", "Skalapoeng", True,
    )  # fmt: skip


def test_the_uncertainty_may_stand_in_the_cell_or_beside_it() -> None:
    in_cell = read(HEAD + "Åsen skole;51 ± 2\n").figures[0]
    head = "Skole;2025-26.Lesing.Skalapoeng;2025-26.Lesing.Usikkerhet\n"
    beside = read(head + "Åsen skole;51;2\n").figures[0]
    assert (
        (in_cell.value, in_cell.uncertainty)
        == (beside.value, beside.uncertainty)
        == (Decimal(51), Decimal(2))
    )


def test_a_hidden_figure_has_no_uncertainty() -> None:
    one = read("Skole;2025-26.Lesing.Skalapoeng;2025-26.Lesing.Usikkerhet\nÅsen skole;*;2\n").figures[0]
    assert (one.state, one.value, one.uncertainty) == (State.SUPPRESSED, None, None)


def test_an_own_table_has_a_year_in_each_row() -> None:
    table = read("Skole;Skoleår;Trivsel;Mestring\nÅsen skole;2024/25;4,2;4\nÅsen skole;2025-2026;4,3;-\n")
    assert [(one.school_year, one.subject, one.state) for one in table.figures] == [
        ("2024-25", "Trivsel", State.VALUE),
        ("2024-25", "Mestring", State.VALUE),
        ("2025-26", "Trivsel", State.VALUE),
        ("2025-26", "Mestring", State.ABSENT),
    ]


def test_open_data_in_long_rows() -> None:
    row = {
        "Indikator": "Trivsel", "Spoersmaalnavn": "Alle spørsmål", "Skoleaarnavn": "2025-26",
        "Organisasjonsnummer": "310000205", "EnhetNavn": "Fjellet skole ", "TrinnKode": "7",
        "Trinnnavn": "7. årstrinn", "EierformNavn": "Alle eierformer", "Kjoenn": "Alle kjønn",
        "Score": "4,3", "AntallBesvart": "31",
    }  # fmt: skip
    one = read(json.dumps([row, {**row, "EnhetNavn": "Elvebakken skule", "Score": "*"}])).figures[0]
    assert (one.unit.org_number, one.subject, one.grade, one.value, one.pupils) == (
        "310000205", "Trivsel", "7. årstrinn", Decimal("4.3"), 31,
    )  # fmt: skip


def pivot(**changes: Any) -> str:
    levels = [
        [{"name": "2024-25", "columnCount": 2}, {"name": "Foreløpige tall 2025-26", "columnCount": 2}],
        [{"name": "Lesing", "columnCount": 4}],
        [{"name": name, "columnCount": 1} for name in ("Skalapoeng", "Usikkerhet") * 2],
    ]
    rows = [
        {"id": "1", "navn": "Hele landet", "data": ["50", "0,1", "50", "0,1"]},
        {"id": "1.2", "navn": "Fjellet skole ", "data": ["51", "1,8", "", ""]},
    ]
    return json.dumps({"metadata": {"columns": levels}, "rows": rows, **changes})


def test_open_data_as_a_pivot() -> None:
    figures = read(pivot()).figures
    assert [(one.school_year, one.state, one.uncertainty, one.is_preliminary) for one in figures[2:]] == [
        ("2024-25", State.VALUE, Decimal("1.8"), False),
        ("2025-26", State.ABSENT, None, True),
    ]


# Numbers and what is no number.


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("51", "51"),
        ("50,4", "50.4"),
        ("1 034", "1034"),
        ("1\u00a0034,5", "1034.5"),
        ("1\u202f034 567", "1034567"),
        ("12,5 %", "12.5"),
        ("-  4,5", "-4.5"),
        ("−2", "-2"),
        ("4.25", "4.25"),
        ("0", "0"),
    ],
)
def test_norwegian_numbers(text: str, value: str) -> None:
    assert read_cell(text).value == Decimal(value)


def test_zero_hidden_and_absent_are_three_things() -> None:
    states = [read_cell(text).state for text in ("0", "*", ":", ".", "..", "", "-", " \u00a0")]
    assert states == [State.VALUE, *[State.SUPPRESSED] * 2, *[State.ABSENT] * 5]


@pytest.mark.parametrize(
    "text", ["ca 50", "50 eller 51", "1.034", "1 03", "5,4,3", "51 ± ", "51 ± 2 ± 3", "1e9", "∞", "9" * 12]
)
def test_what_could_be_read_in_two_ways_or_none_is_refused(text: str) -> None:
    with pytest.raises(NotANumberError):
        read_cell(text)


def test_what_is_no_number_is_told_with_its_place() -> None:
    assert "Rad 3, kolonne «2025-26.Lesing.Skalapoeng»: «ca 50»" in refused(
        HEAD + "Åsen skole;51\nBrekka skole;ca 50\n"
    )


# Single pupils never come in.


def identity_number(six: str) -> str:
    """The first number of that (made up) day whose check digits are single ones."""
    found = (_with_check_digits(f"{six}{number}") for number in range(500, 600))
    return next(one for one in found if len(one) == 11)


def _with_check_digits(nine: str) -> str:
    digits = [int(one) for one in nine]
    first = 11 - sum(w * d for w, d in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), digits, strict=True)) % 11
    digits.append(first % 11)
    second = 11 - sum(w * d for w, d in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), digits, strict=True)) % 11
    return "".join(map(str, [*digits, second % 11]))


@pytest.mark.parametrize("six", ["010113", "410113", "018113"], ids=["plain", "D", "synthetic"])
def test_an_identity_number_anywhere_refuses_the_file(six: str) -> None:
    number = identity_number(six)
    assert len(number) == 11
    assert pupils.is_national_identity_number(number)
    for written in (number, f"{number[:6]} {number[6:]}", f"nr {number}."):
        text = refused(
            f"Skole;Merknad;2025-26.Lesing.Skalapoeng\nÅsen skole;;51\nBrekka skole;{written};50\n"
        )
        assert "Rad 3, kolonne «Merknad»" in text
        assert "enkeltelever" in text
        assert number not in text.replace(" ", "")


def test_eleven_digits_that_are_no_identity_number_are_only_no_number() -> None:
    assert not pupils.is_national_identity_number("12345678901")
    assert not pupils.is_national_identity_number("99999999999")


@pytest.mark.parametrize(
    "heading", ["Fornavn", "Elevnavn", "Fødselsdato", "Fødselsnummer", "E-post", "Navn på elev", "Foresatt 1"]
)
def test_a_heading_about_single_pupils_refuses_the_file(heading: str) -> None:
    assert f"Rad 1, kolonne «{heading}»" in refused(
        f"Skole;{heading};2025-26.Lesing.Skalapoeng\nÅsen skole;x;51\n"
    )


@pytest.mark.parametrize("names", [("Kari Nordmann", "Ola Hansen"), ("Nordmann, Kari", "Hansen, Ola Per")])
def test_a_column_that_looks_like_names_refuses_the_file(names: tuple[str, str]) -> None:
    assert "Rad 2, kolonne «Navn»" in refused(
        f"Navn;2025-26.Lesing.Skalapoeng\n{names[0]};51\n{names[1]};40\n"
    )
    assert "kolonne «X»" in refused(f"Skole;X;2025-26.Lesing.Skalapoeng\nÅsen skole;{names[0]};51\n")


def test_a_school_of_the_network_is_not_taken_for_a_person() -> None:
    text = "Skole;2025-26.Lesing.Skalapoeng\nNordre Åsen;51\nStore Dal;50\n"
    assert "enkeltelever" in refused(text)
    assert len(read(text, known=frozenset({"nordre åsen", "store dal"})).figures) == 2


# Refused whole with the place.


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"\n\n;;\n", "tom"),
        (b"%PDF-1.7", "filtypen"),
        (b"\xd0\xcf\x11\xe0", "filtypen"),
        (b"PK\x03\x04 halv", "skadet"),
        (b"{", "skadet"),
        (b"[" * 100_000, "skadet"),
        (b"{}", "kjenner ikke igjen"),
        (b"[]", "tom"),
        (b"[1, 2]", "tom"),
        (b"a" * (10 * 2**20 + 1), "for stor"),
        ((HEAD + "Åsen skole;51\n\nKilde: Utdanningsdirektoratet\n").encode(), "Rad 4"),
        ("Skole;;2025-26.Lesing.Skalapoeng\nÅsen skole;3;51\n".encode(), "kolonne 2: overskriften er tom"),
        ("Nasjonale prøver\nSkole;2025-26.Lesing.Skalapoeng\nÅsen;51\n".encode(), "overskriften er tom"),
        ("Skole;Lesing.Skalapoeng\nÅsen skole;51\n".encode(), "ikke hvilket skoleår"),
        ("Skole;2025-27.Lesing\nÅsen skole;51\n".encode(), "ikke hvilket skoleår"),
        ("Skole;Skoleår;Lesing\nÅsen skole;i fjor;51\n".encode(), "Rad 2, kolonne «Skoleår»"),
        ((HEAD + "Åsen skole;51\nÅsen skole;52\n").encode(), "Rad 3"),
        ((HEAD + ";51\n").encode(), "Rad 2: raden har ingen enhet"),
        (b"Fag;Poeng\nLesing;51\n", "Rad 1: finner ikke"),
        ("Skole;Skoleår;Lesing;Regning;Usikkerhet\nÅsen;2025-26;1;2;3\n".encode(), "hører den til"),
    ],
)
def test_a_file_in_doubt_is_refused_whole_with_the_place(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_a_million_rows_are_refused_at_the_first_too_many() -> None:
    text = HEAD + "".join(f"Skole {n};50\n" for n in range(600_000))
    assert "Rad 5001" in refused(text[: 9 * 2**20])


def test_merged_headings_in_excel_are_refused_with_their_column() -> None:
    content = excel(["Skole", "2025-26.Lesing.Skalapoeng", None], ["Åsen skole", 51, 2], merge="B1:C1")
    assert "Rad 1, kolonne 3: overskriften er tom" in refused(content)


def test_formulas_are_refused_with_their_place() -> None:
    assert "formel" in refused(excel(["Skole", "2025-26.Lesing.Skalapoeng"], ["Åsen skole", "=1+1"]))


@pytest.mark.parametrize(
    "changes",
    [
        {"rows": [{"id": "1", "navn": "Fjellet skole", "data": ["51"]}]},
        {"rows": [{"id": "1", "navn": "Fjellet skole"}]},
        {"rows": 7},
        {"metadata": {"columns": [[{"name": "2025-26", "columnCount": 10**9}]]}},
        {"metadata": {"columns": [[{"name": "2025-26", "columnCount": -1}]]}},
        {
            "metadata": {
                "columns": [[{"name": "2025-26", "columnCount": 1}], [{"name": "x", "columnCount": 2}]]
            }
        },
        {"metadata": None},
        {"rows": [{"id": "1", "navn": {"a": 1}, "data": ["51", "1", "2", "3"]}]},
    ],
)
def test_a_pivot_that_does_not_add_up_is_refused(changes: dict[str, Any]) -> None:
    assert refused(pivot(**changes))
