"""Every file that can be carried out has what the pages show, cell by cell, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from django.urls import reverse
from lxml import html  # type: ignore[import-untyped]

from conftest import SignedInClient
from redthread.people.models import Person
from redthread.sharing.models import Release
from redthread.stats.report_lint import lint_report
from redthread.surveys.models import Wave
from redthread.surveys.tests.exported import (
    CODES,
    READ,
    Table,
    Told,
    at,
    closed_waves,
    compared_in,
    got,
    page_tables,
    page_text,
    pdf_text,
    plain,
    response_in,
    word_lines,
    word_tables,
)
from redthread.testing.cast import Cast

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"\d+(?:,\d+)?")
NAMES = {
    "Gjennomsnitt": "Gjennomsnitt",
    "Andel «vet ikke»": "Vet ikke",
    "Andel «ikke aktuelt»": "Ikke aktuelt",
    "Indeks, gjennomsnitt": "Gjennomsnitt",
    "Indeks, standardavvik": "Standardavvik",
    "Nedre grense (95 %)": "low",
    "Øvre grense (95 %)": "high",
    "Alfa": "Alfa",
    "Omega": "Omega",
}
WITH_REASON = ("Gjennomsnitt", "Indeks, gjennomsnitt")
WHY = {
    "for få svar",
    "skjult så andre ikke kan regnes ut",
    "ingen svar",
    "svar fra for få skoler",
    "svarene er for like",
}


def pages_of(person: Person, wave: Wave) -> dict[str, tuple[str, Table]]:
    """What the page of each figure says, which is what all files are held against."""
    found = {}
    for code in CODES:
        content = got(person, at(wave, "figure", code))
        found[code] = (
            plain(html.document_fromstring(content.decode()).find(".//h1").text_content()),
            page_tables(content)[0],
        )
    return found


def all_tables(person: Person, wave: Wave) -> set[Table]:
    pages = [at(wave, "result"), *(at(wave, "figure", code) for code in CODES)]
    return {table for page in pages for table in page_tables(got(person, page))}


@pytest.fixture(params=range(2))
def waves(request: pytest.FixtureRequest, cast: Cast) -> list[Wave]:
    return closed_waves(cast, seed=request.param)


def test_the_survey_has_something_to_hide_for_every_reason(waves: list[Wave], cast: Cast) -> None:
    tables = [table for wave in waves for _title, table in pages_of(cast.liv, wave).values()]
    told = {cell for table in tables for row in table[1:] for cell in row[1:]}

    assert told >= {*WHY, "under 20 %", "over 80 %"}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "sav"])
def test_each_cell_of_a_data_file_is_that_of_the_page(
    ending: str, waves: list[Wave], cast: Cast, tmp_path: Path
) -> None:
    for wave in waves:
        rows = READ[ending](got(cast.liv, at(wave, f"result_{ending}")), tmp_path)
        left: dict[str, list[Told]] = {}
        for one in [one for one in rows if one not in (*compared_in(rows), *response_in(rows))]:
            left.setdefault(one.code.partition(".")[0], []).append(one)

        for code, (title, table) in pages_of(cast.liv, wave).items():
            own = left.pop(code)
            shown = {row[0]: dict(zip(table[0][1:], row[1:], strict=True)) for row in table[1:]}
            assert {who: cells(own, who, table[0]) for who in shown} == shown, code
            assert {one.who for one in own} == shown.keys()
            assert {one.text for one in own} == {title}
        people = {one.who: one.hidden or f"{one.n} svar" for one in left.pop("")}
        assert people == levels_of(got(cast.liv, at(wave, "result")))
        assert left == {}


def cells(rows: list[Told], who: str, heading: tuple[str, ...]) -> dict[str, str]:
    """One level of a file as the row of a page's table; every row of the file must find its place in it."""
    own = [one for one in rows if one.who == who]
    if all(one.hidden for one in own) and not any(one.n for one in own):
        (why,) = {one.hidden for one in own}
        assert all(one.value is None and not one.band and not one.n for one in own)
        where = "Antall svar" if heading[1] == "Antall svar" else "Gjennomsnitt"
        return {name: why if name == where else "–" for name in heading[1:]}
    (people,) = {one.n for one in own if one.measure not in ("Alfa", "Omega")}
    found = {"Antall svar": str(people)}
    for one in own:
        name = NAMES.get(one.measure, one.answer)
        assert name not in found, one
        found[name] = words(one)
    low, high = found.pop("low", None), found.pop("high", None)
    if low is not None:
        found["95 % intervall"] = f"{low}–{high}" if NUMBER.fullmatch(low) else "–"
    return {name: told for name, told in found.items() if name not in ("Alfa", "Omega")}


def words(one: Told) -> str:
    assert sum((one.value is not None, bool(one.band), bool(one.hidden))) == 1, one
    if one.value is None:
        return one.band or (one.hidden if one.measure in WITH_REASON else "–")
    if one.measure.startswith("Andel"):
        return f"{one.value * 100:.0f} %"
    return f"{one.value:.1f}".replace(".", ",")


def levels_of(content: bytes) -> dict[str, str]:
    """How many of each level have answered, as the page of results lists it."""
    lists = html.document_fromstring(content.decode()).xpath("//dl[contains(@class, 'is-short')]")
    return {plain(line.find("dt").text_content()): plain(line.find("dd").text_content()) for line in lists[0]}


def test_how_well_an_index_measures_is_in_the_files_as_on_its_page(
    waves: list[Wave], cast: Cast, tmp_path: Path
) -> None:
    """Also of two questions that do not belong together, whose alpha is below 0."""
    for wave, code in product(waves, ("trust", "met")):
        page = page_text(got(cast.liv, at(wave, "figure", code)))
        for ending, read in READ.items():
            rows = read(got(cast.liv, at(wave, f"result_{ending}")), tmp_path)
            told = {one.measure: one for one in rows if one.measure in ("Alfa", "Omega") and one.code == code}
            assert told.keys() == {
                name for name in ("Alfa", "Omega") if re.search(rf"{name} −?\d,\d\d \(", page)
            }
            for name, one in told.items():
                assert one.value is not None
                assert f"{name} {one.value:.2f} (".replace(".", ",").replace("-", "−") in page
                assert f"n = {one.n}." in page


def test_word_has_the_tables_of_the_pages_and_no_others(waves: list[Wave], cast: Cast) -> None:
    for wave in waves:
        shown = all_tables(cast.liv, wave)
        made = list(word_tables(got(cast.liv, at(wave, "survey_docx", app="reports"))))

        assert set(made) == shown
        assert len(made) == len(shown)


def test_no_line_of_a_report_has_a_number_that_is_on_no_page(waves: list[Wave], cast: Cast) -> None:
    for wave in waves:
        addresses = [at(wave, "result"), *(at(wave, "figure", code) for code in CODES)]
        pages = [without_places(page_text(got(cast.liv, one))) for one in addresses]
        known = {number for page in pages for number in NUMBER.findall(page)}
        word = without_places(word_lines(got(cast.liv, at(wave, "survey_docx", app="reports"))))
        paper = without_places(pdf_text(got(cast.liv, at(wave, "survey_pdf", app="reports"))))

        assert set(NUMBER.findall(word)) <= known
        assert set(NUMBER.findall(paper)) <= known


def without_places(text: str) -> str:
    """Without the numbers of pages, figures and tables."""
    return re.sub(r"\d+ / \d+|\b(?:[Ff]igur|[Tt]abell) \d+", "", text)


def test_a_report_refers_to_each_of_its_figures_and_tables(waves: list[Wave], cast: Cast) -> None:
    for wave in waves:
        lines = word_lines(got(cast.liv, at(wave, "survey_docx", app="reports")), between="\n")
        captions = re.findall(r"^(Figur|Tabell) (\d+)\.", lines, re.M)
        tables = [int(number) for kind, number in captions if kind == "Tabell"]

        assert lint_report(lines) == []
        assert tables == list(range(1, len(all_tables(cast.liv, wave)) + 1))
        paper = pdf_text(got(cast.liv, at(wave, "survey_pdf", app="reports")))
        assert all(f"{kind} {number}. " in paper for kind, number in captions)


def test_a_figure_has_the_same_number_on_the_page_and_in_the_report(waves: list[Wave], cast: Cast) -> None:
    for wave in waves:
        page = html.document_fromstring(got(cast.liv, at(wave, "result")).decode())
        captions = [plain(one.text_content()).partition(". ") for one in page.iter("figcaption")]
        lines = word_lines(got(cast.liv, at(wave, "survey_docx", app="reports")), between="\n").splitlines()
        drawn = [line for line in lines if line.startswith("Figur ")]

        assert [name for name, _dot, _caption in captions] == [f"Figur {n + 1}" for n in range(len(drawn))]
        for (name, _dot, caption), line in zip(captions, drawn, strict=True):
            assert line.startswith(f"{name}. ")
            assert line.endswith(caption)
        assert len(drawn) > 3


def test_the_pdf_has_the_tables_of_the_pages_row_by_row(waves: list[Wave], cast: Cast) -> None:
    for wave in waves:
        said = pdf_text(got(cast.liv, at(wave, "survey_pdf", app="reports")))
        for table in all_tables(cast.liv, wave):
            assert any(is_at(place, table, said) for place in starts(table, said)), table

        cursor = said.index("Tallene, spørsmål for spørsmål")
        for title, table in pages_of(cast.liv, wave).values():
            cursor = said.index(plain(" ".join(table[0])), said.index(title, cursor))
            assert is_at(cursor, table, said), title


def starts(table: Table, said: str) -> Iterator[int]:
    heading = re.escape(plain(" ".join(table[0])))
    return (found.start() for found in re.finditer(heading, said))


def is_at(place: int, table: Table, said: str) -> bool:
    """Whether its rows follow there, with no more between than the end of a page and the heading again."""
    heading, *rows = (plain(" ".join(row)) for row in table)
    place += len(heading)
    for row in rows:
        start = said.find(row, place)
        if start < 0 or not re.fullmatch(
            rf"( \d+ / \d+ .{{0,80}} {re.escape(heading)})? ", said[place:start]
        ):
            return False
        place = start + len(row)
    return True


def test_those_it_is_shared_with_get_the_same_figures(waves: list[Wave], cast: Cast) -> None:
    wave = waves[-1]
    for audience in ("nettverk", "skoleeier"):
        SignedInClient(cast.liv).post(at(wave, "result_release", audience))
    release = Release.objects.get(audience="owner")
    owners = reverse("surveys:owner_result", args=[release.public_id])

    for person, start in ((cast.mona, at(wave, "shared_result")), (cast.olav, owners)):
        assert page_tables(got(person, start)) == page_tables(got(cast.liv, at(wave, "result")))
        for code, (_title, table) in pages_of(cast.liv, wave).items():
            assert page_tables(got(person, f"{start}tall/{code}/"))[0] == table
