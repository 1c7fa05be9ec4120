"""Tables from outside: every shape that offices save, and every file that means harm."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from datetime import time as clock
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from redthread.core import tables
from redthread.core.errors import InputError
from redthread.core.tables import Column, Record, read_table

COLUMNS = (Column("name", ("Navn", "Name"), is_needed=True), Column("email", ("E-post", "Mail")))
TEXT = "Navn;E-post\r\nKåre Ødegård;kare@fjordvik.example\r\n\r\nÆrlige Bø;bo@fjordvik.example\r\n"
EXPECTED = [
    Record(2, {"name": "Kåre Ødegård", "email": "kare@fjordvik.example"}),
    Record(4, {"name": "Ærlige Bø", "email": "bo@fjordvik.example"}),
]


def read(content: bytes, filename: str = "deltakere.csv") -> list[Record]:
    table = read_table(io.BytesIO(content), filename, columns=COLUMNS)
    records = list(table.records)
    table.problems.stop_if_any()
    return records


def problems_of(content: bytes, filename: str = "deltakere.csv") -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        read(content, filename)
    return caught.value.problems


def workbook(*rows: Sequence[Any], change: Callable[[Any], None] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The workbook with one of its parts exchanged or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SMALL = workbook(["Navn", "E-post"], ["Kari", "kari@fjordvik.example"])
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_any_encoding_and_delimiter_gives_the_same_rows(encoding: str, delimiter: str) -> None:
    assert read(TEXT.replace(";", delimiter).encode(encoding)) == EXPECTED


def test_excel_gives_the_same_rows() -> None:
    rows = [line.split(";") for line in TEXT.split("\r\n")]
    assert read(workbook(*rows), "deltakere.xlsx") == EXPECTED


def test_what_an_excel_cell_shows_is_what_comes_out() -> None:
    def percent(sheet: Any) -> None:
        sheet["B5"].number_format = "0%"

    day = date(2026, 10, 12)
    moment = datetime.combine(day, clock(9))
    rows: list[Sequence[Any]] = [[987654321, day], [1.5, moment], [True, None], ["Andel", 0.4]]
    content = workbook(["Navn", "E-post"], *rows, change=percent)
    shown = [(record["name"], record["email"]) for record in read(content, "x.xlsx")]
    assert shown == [("987654321", "2026-10-12"), ("1.5", "2026-10-12"), ("Ja", ""), ("Andel", "40 %")]


@pytest.mark.parametrize("heading", ["NAVN", " navn ", "Name", "Navn:", "navn *"])
def test_a_heading_is_known_however_it_is_written(heading: str) -> None:
    assert read(f"{heading};x\nKari;1\n".encode())[0]["name"] == "Kari"


def test_unknown_columns_are_left_out_and_told() -> None:
    table = read_table(io.BytesIO(b"Navn;Telefon\nKari;99\n"), "x.csv", columns=COLUMNS)
    assert list(table.records) == [Record(2, {"name": "Kari"})]
    assert table.unused == ("Telefon",)


def test_a_cell_may_hold_delimiters_quotes_and_line_breaks() -> None:
    (record,) = read('sep=;\nNavn;E-post\n"Moe; ""Rita""\nBø";x\n'.encode())
    assert record["name"] == 'Moe; "Rita" Bø'


def test_unseen_characters_are_taken_out() -> None:
    (record,) = read("Navn\n\u200bKari\u202e\xa0 Dahl\ufeff\n".encode())
    assert record["name"] == "Kari Dahl"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "Filen er tom."),
        (b"\n;;;\n", "Filen er tom."),
        (b"Skole;E-post\nx;y\n", "Kolonnen «Navn» mangler. Øverste rad i filen er: Skole · E-post"),
        (b"Navn;Name\nx;y\n", "Kolonnene «Navn» og «Name» betyr det samme. Behold én."),
        (b"Navn\nKari\0\n", "Vi kan ikke lese tegnene i filen."),
        (b"Navn\nK\x81ri\n", "Vi kan ikke lese tegnene i filen."),
        (b'Navn;E-post\nKari;"kari\n', 'Rad 2: et anførselstegn (") mangler'),
        (b'Navn;E-post\n"Ka"ri;x\n', 'Rad 2: et anførselstegn (") mangler'),
        (b"Navn" + b";a" * 200 + b"\n", "Rad 1 har flere enn 200 kolonner."),
        (b"Navn\n" + b"a" * 30_000, "Rad 2 er for lang."),
        (b"Navn\n" + b"a\n" * 50_000, "Filen har flere enn 50000 rader."),
        (b"%PDF-1.7", "Kolonnen «Navn» mangler."),
        (b"\xd0\xcf\x11\xe0old", "Vi kan ikke lese denne filtypen."),
        (b"a" * (10 * 2**20 + 1), "Filen er for stor."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, complaint: str) -> None:
    assert problems_of(content)[0].startswith(complaint)


def test_all_problems_come_at_once_with_row_and_column() -> None:
    content = b"Navn;E-post\nKari;=1+1\n" + b"a" * 1001 + b";x\n=cmd|'/c calc'!A0;x\n"
    assert problems_of(content) == (
        "Rad 2, kolonne «E-post»: en formel. Skriv verdien i stedet.",
        "Rad 3, kolonne «Navn»: teksten er for lang.",
        "Rad 4, kolonne «Navn»: en formel. Skriv verdien i stedet.",
    )


def test_at_most_fifty_problems_are_told() -> None:
    told = problems_of(b"Navn;E-post\n" + b"x;=1\n" * 80)
    assert len(told) == 51
    assert told[49].startswith("Rad 51,")
    assert told[50] == "Det kan være mer. Rett dette først, og prøv igjen."


def test_formulas_and_error_values_in_excel_are_refused_with_their_place() -> None:
    def spoil(sheet: Any) -> None:
        sheet["A2"] = "=HYPERLINK(1)"
        sheet["B3"] = "#REF!"
        sheet["B3"].data_type = "e"

    content = workbook(["Navn", "E-post"], ["", "x"], ["Kari", ""], change=spoil)
    assert problems_of(content, "x.xlsx") == (
        "Rad 2, kolonne «Navn»: en formel. Lim inn bare verdiene i stedet.",
        "Rad 3, kolonne «E-post»: feilverdien #REF!.",
    )


def test_the_first_sheet_that_people_see_is_read() -> None:
    book = Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.append(["Skjult"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Liste").append(["Navn"])
    book["Liste"].append(["Kari"])
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue(), "x.xlsx")[0]["name"] == "Kari"


def zeros_in_excel() -> bytes:
    """A gigabyte of zeros, a megabyte when packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(SHEET, "w", force_zip64=True) as part:
            for _ in range(1024):
                part.write(bytes(2**20))
    return out.getvalue()


def lying_about_size() -> bytes:
    """An archive whose table says that a part is small."""
    honest = with_part(SMALL, "xl/other.xml", b"<a>" + b"0" * 50_000_000 + b"</a>")
    return honest.replace((50_000_007).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


BOMBS: dict[str, Callable[[], bytes]] = {
    "a gigabyte of zeros": zeros_in_excel,
    "a part that lies about its size": lying_about_size,
    "a million columns in Excel": lambda: with_part(
        SMALL, SHEET, HEAD + b"<row>" + b"<c/>" * 1_000_000 + b"</row>" + TAIL
    ),
    "one cell in column a million": lambda: with_part(
        SMALL, SHEET, HEAD + b'<row><c r="BDWGN1"><v>1</v></c></row>' + TAIL
    ),
    "a cell with a made-up name": lambda: with_part(
        SMALL, SHEET, HEAD + b'<row><c r="A99999999999999999999"><v>1</v></c></row>' + TAIL
    ),
    "rows to the end of the sheet": lambda: with_part(
        SMALL, SHEET, HEAD + b'<row r="1048576"><c r="A1048576"/></row>' + TAIL
    ),
    "a million rows": lambda: with_part(SMALL, SHEET, HEAD + b"<row/>" * 1_000_000 + TAIL),
    "a million odd elements": lambda: with_part(SMALL, SHEET, HEAD + b"<x/>" * 1_500_000 + TAIL),
    "a million texts": lambda: with_part(
        SMALL, "xl/sharedStrings.xml", b"<sst>" + b"<si><t>a</t></si>" * 1_000_000 + b"</sst>"
    ),
    "texts under another name": lambda: with_part(
        SMALL, "xl/media/image1.png", b"<sst>" + b"<si><t>a</t></si>" * 1_000_000 + b"</sst>"
    ),
    "a million styles": lambda: with_part(
        SMALL, "xl/styles.xml", b"<styleSheet><cellXfs>" + b"<xf/>" * 1_000_000 + b"</cellXfs></styleSheet>"
    ),
    "entities that grow": lambda: with_part(
        SMALL,
        SHEET,
        b'<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        + HEAD
        + b"&b;"
        + TAIL,
    ),
    "an entity that reads a file": lambda: with_part(
        SMALL, SHEET, b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HEAD + b"&x;" + TAIL
    ),
    "nesting without end": lambda: with_part(SMALL, SHEET, b"<a>" * 500_000),
    "a file in the file": lambda: with_part(SMALL, "xl/embeddings/inner.xlsx", SMALL),
    "ten thousand files": lambda: many_files(10_000),
    "half a file": lambda: SMALL[: len(SMALL) // 2],
    "a zip of something else": lambda: with_part(b"PK\x05\x06" + bytes(18), "hello.txt", b"hello"),
    "a workbook without sheets": lambda: with_part(SMALL, "xl/workbook.xml", b"<workbook/>"),
    "a part that is no XML": lambda: with_part(SMALL, "xl/workbook.xml", b"not xml"),
    "a million columns of text": lambda: b"Navn" + b";aa" * 1_000_000,
    "a million columns in one quoted row": lambda: b'Navn;"' + b";\n" * 1_000_000,
    "a quote that never ends": lambda: b'Navn\n"' + b"a\n" * 3_000_000,
}


def many_files(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(count):
            archive.writestr(f"xl/{number}.xml", b"<a/>")
    return out.getvalue()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly_and_in_little_memory(name: str) -> None:
    content = BOMBS[name]()
    started = time.process_time()
    told = problems_of(content, "x.xlsx" if content.startswith(b"PK") else "x.csv")
    assert time.process_time() - started < 1
    assert 0 < len(told) <= 51
    tracemalloc.start()
    try:
        problems_of(content, "x.xlsx")
        assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    finally:
        tracemalloc.stop()


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400), st.sampled_from(["x.csv", "x.xlsx"]))
def test_any_bytes_are_read_or_refused_and_nothing_else(content: bytes, filename: str) -> None:
    told: tuple[str, ...] = ("nothing to tell",)
    try:
        read(b"Navn\n" + content, filename)
    except InputError as error:
        told = error.problems
    assert all(told)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(SMALL) - 1), st.integers(0, 255), st.booleans())
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(place: int, byte: int, is_cut: bool) -> None:
    damaged = SMALL[:place] + bytes([byte]) + (b"" if is_cut else SMALL[place + 1 :])
    told: tuple[str, ...] = ("nothing to tell",)
    try:
        read(damaged, "x.xlsx")
    except InputError as error:
        told = error.problems
    assert all(told)


def test_writing_and_reading_are_each_others_inverse() -> None:
    rows = [["Kari Dahl", "kari@fjordvik.example"], ['Bø; "Os"', ""], ["–", "x"]]
    for content, filename in (
        (tables.write_csv(["Navn", "E-post"], rows), "x.csv"),
        (tables.write_xlsx("Deltakere", ["Navn", "E-post"], rows), "x.xlsx"),
    ):
        assert [[record["name"], record["email"]] for record in read(content, filename)] == rows
