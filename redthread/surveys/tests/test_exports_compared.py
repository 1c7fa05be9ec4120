"""What is set against something else, and how many answered, is in each data file as the page says it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from lxml import html  # type: ignore[import-untyped]

from redthread.surveys.measures import PAIRED_CHANGE, Row
from redthread.surveys.models import Wave
from redthread.surveys.result_rows import result_rows
from redthread.surveys.tests.exported import (
    READ,
    Told,
    at,
    closed_waves,
    compared_in,
    got,
    page_tables,
    plain,
    response_in,
)
from redthread.surveys.tests.test_figures_again import INSTRUMENT
from redthread.testing.cast import Cast

PLACES = ("avstand", "endring-1", "de-samme", "svart")
INTERVAL = ("Nedre grense (95 %)", "Øvre grense (95 %)")
EFFECT = "Effektstørrelse (Hedges' g)"
Line = tuple[str, str]


@pytest.fixture(params=range(2))
def waves(request: pytest.FixtureRequest, cast: Cast) -> list[Wave]:
    return closed_waves(cast, seed=request.param)


@pytest.mark.django_db
def test_each_line_of_what_is_compared_is_in_the_files_and_no_more(
    waves: list[Wave], cast: Cast, tmp_path: Path
) -> None:
    kinds = set()
    for wave in waves:
        page = got(cast.liv, at(wave, "result"))
        shown = {place: lines_at(page, place) for place in PLACES}
        for ending, read in READ.items():
            rows = read(got(cast.liv, at(wave, f"result_{ending}")), tmp_path)
            compared = [list(one) for _key, one in groupby(compared_in(rows), measured)]
            modules = [one for one in compared if one[0].measure in ("Dekning", "Sammenheng med utbyttet")]
            told: dict[str, list[Line]] = {place: [] for place in PLACES}
            for group in [one for one in compared if one not in modules]:
                place, line = compared_line(group)
                told[place].append(line)
            told["svart"] = response_lines(response_in(rows))

            assert told == shown, ending
            assert modules_of(modules) == modules_on(page)
            assert all(counted_as_its_means(one[0], rows) for one in compared)
            kinds |= {one.measure for one in compared_in(rows)} | {one.hidden for one in rows}
    assert kinds >= {"Avstand mellom roller", "Endring, alle som svarte", "Forskjell mellom to spørsmål"}
    assert kinds >= {"Sammenheng med utbyttet", "det kunne røpe noen"}


def counted_as_its_means(one: Told, rows: list[Told]) -> bool:
    """Whether a gap, or how much was met, has the people behind the means that it is made of."""
    if one.measure not in ("Avstand mellom roller", "Dekning"):
        return True
    means = ("Gjennomsnitt", "Indeks, gjennomsnitt")
    people = {each.who: each.n for each in rows if each.code == one.code and each.measure in means}
    return (one.n, one.n_against) == (people[one.who], people.get(one.against))


def lines_at(page: bytes, place: str) -> list[Line]:
    """The lines of one part of the page, in the order they are read."""
    lines = html.document_fromstring(page.decode()).xpath(f"//section[.//*[@id='{place}']]//dl/div")
    return [(plain(line.find("dt").text_content()), plain(line.find("dd").text_content())) for line in lines]


def measured(one: Told) -> tuple[str, str, str]:
    return one.code, one.who, one.against


def compared_line(rows: list[Told]) -> tuple[str, Line]:
    """The rows of one difference as the page tells it, and where it stands there."""
    first = rows[0]
    pair = f"«{first.text}» mot «{first.against}»"
    if first.hidden:
        assert [*rows] == [first._replace(value=None, n=None, n_against=None)]
        return "de-samme", (pair, first.hidden)
    assert [one.measure for one in rows[1:]] == [*INTERVAL, EFFECT]
    assert len({(one.n, one.n_against, one.text, one.hidden) for one in rows}) == 1
    found, low, high, effect = (one.value for one in rows if one.value is not None)
    sign = "+" if found > 0 else ""
    told = f"{sign}{number(found)} ({between(low, high)}), effekt {number(effect)}"
    if first.measure == "Avstand mellom roller":
        return "avstand", (first.text, f"{first.who} over {first.against}: {told}")
    if first.measure == "Endring, alle som svarte":
        assert first.against == "Runde 1"
        people = f"{first.n} svar nå og {first.n_against} da"
        return "endring-1", (first.text, f"{first.who}: {told}, {people}")
    assert (first.measure, first.who) == ("Forskjell mellom to spørsmål", "Alle")
    assert first.n == first.n_against
    return "de-samme", (pair, f"{told}, {first.n} svar på begge")


def response_lines(rows: list[Told]) -> list[Line]:
    """By role and by unit, without the whole, which the page has in a sentence."""
    found = []
    for who, some in groupby([one for one in rows if one.who != "Alle"], lambda one: one.who):
        own = {one.measure: one for one in some}
        if own.keys() == {"Antall av de spurte som svarte"}:
            (only,) = own.values()
            assert (only.value, only.n, only.hidden) == (None, None, "det kunne røpe noen")
            found.append((who, "vises ikke"))
            continue
        invited, answered = (
            own[name].value for name in ("Antall som ble spurt", "Antall av de spurte som svarte")
        )
        found.append((who, f"{answered:g} av {invited:g}"))
    return found


def modules_of(groups: list[list[Told]]) -> dict[str, tuple[str, ...]]:
    """Each module as the table behind the picture has it; what to do with it is a reading, and no figure."""
    found: dict[str, tuple[str, ...]] = {}
    for rows in groups:
        text, measure = rows[0].text, rows[0].measure
        if measure == "Dekning":
            found[text] = (number(rows[0].value or 0),)
        elif rows[0].hidden:
            assert len(rows) == 1
            found[text] = (rows[0].hidden, "–", "–", "–")
        else:
            effect, low, high = (one.value or 0 for one in rows)
            assert (rows[0].against, [one.measure for one in rows[1:]]) == ("Tillit", [*INTERVAL])
            found[text] += (number(effect, 2), between(low, high, 2), str(rows[0].n))
    return found


def modules_on(page: bytes) -> dict[str, tuple[str, ...]]:
    (table,) = [one for one in page_tables(page) if one[0][0] == "Modul"]
    return {row[0].partition(". ")[2]: row[1:-1] for row in table[1:]}


def number(value: float, decimals: int = 1) -> str:
    return f"{value:.{decimals}f}".replace("-", "−").replace(".", ",")


def between(low: float, high: float, decimals: int = 1) -> str:
    return f"{number(low, decimals)}{'–' if low >= 0 else ' til '}{number(high, decimals)}"


@pytest.mark.django_db
def test_the_response_of_all_is_in_the_files_as_the_page_says_it(
    waves: list[Wave], cast: Cast, tmp_path: Path
) -> None:
    for wave in waves:
        page = plain(html.document_fromstring(got(cast.liv, at(wave, "result")).decode()).text_content())
        for ending, read in READ.items():
            rows = read(got(cast.liv, at(wave, f"result_{ending}")), tmp_path)
            invited, answered = (one.value for one in response_in(rows) if one.who == "Alle")
            assert f"{answered:g} av {invited:g} spurte har svart" in page


def figures(**more: object) -> dict[str, object]:
    empty: dict[str, object] = {"items": {}, "indices": {"i": {"cells": {}, "reliability": {}}}}
    return {**empty, "levels": [{"code": "total", "n": 30}], "gaps": [], "changes": [], **more}


def test_a_change_of_the_same_people_is_told_from_one_of_all_who_answered() -> None:
    change = {"of": "item", "code": "a", "level": "total", "difference": -0.0, "interval": [-0.2, 0.1]}
    change |= {"effect": -0.1, "n": [24, 24], "is_paired": True, "is_clear": False}

    rows = [
        one
        for one in result_rows(figures(changes=[{"since": 2, "changes": [change]}]), INSTRUMENT, "nb")
        if one.against
    ]

    about = Row("a", "A", "total", "", n=24, against="Runde 2", n_against=24)
    assert rows == [
        about._replace(measure=measure, value=value)
        for measure, value in ((PAIRED_CHANGE, 0), ("low", -0.2), ("high", 0.1), ("effect", -0.1))
    ]
    assert str(rows[0].value) == "0.0"
