"""The year wheel on paper."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.utils import timezone

from conftest import SignedInClient
from redthread.people.models import Person
from redthread.testing.cast import Cast
from redthread.wheel.tests.year import WHEEL, full_year, gathering, initiative, on


def paper(person: Person, as_person: type[SignedInClient], size: str = "a4") -> pypdf.PdfReader:
    response = as_person(person).get(f"{WHEEL}arshjul.pdf?papir={size}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    return pypdf.PdfReader(io.BytesIO(response.content))


def text(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 210, 297), ("a3", 420, 297)])
def test_the_paper_is_what_was_asked_for_and_holds_all_of_the_year(
    size: str, width: int, height: int, cast: Cast, as_person: type[SignedInClient]
) -> None:
    world = full_year(cast)
    reader = paper(cast.mona, as_person, size)
    box = reader.pages[0].mediabox
    assert [round(float(side) / 72 * 25.4) for side in (box.width, box.height)] == [width, height]
    words = text(reader)
    for title in (one.title for one in world.gatherings):
        assert title in words
    for told in ("Høstferie", "Leseløftet", "Nasjonale prøver", "To-lærer i lesetimene", "Forberedelse klar"):
        assert told in words


def test_it_is_tagged_and_says_what_the_picture_shows(cast: Cast, as_person: type[SignedInClient]) -> None:
    full_year(cast)
    reader = paper(cast.mona, as_person)
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "nb"
    things = [one.get_object() for one in _all(reader)]
    alts = [str(thing["/Alt"]) for thing in things if "/Alt" in thing]
    assert any(
        "Samlinger: 25. august Oppstart: lesing i alle fag" in alt.replace("\u00a0", " ") for alt in alts
    )


def _all(reader: pypdf.PdfReader) -> list[Any]:
    found = []
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        one = pypdf.generic.IndirectObject(number, 0, reader)
        if isinstance(one.get_object(), dict):
            found.append(one)
    return found


def test_drafts_are_on_the_paper_of_those_who_plan(cast: Cast, as_person: type[SignedInClient]) -> None:
    world = full_year(cast)
    gathering(cast.network, on(world.year, 11, 2), "Hemmelig utkast", is_published=False)
    assert "Hemmelig utkast" in text(paper(cast.liv, as_person))
    assert "Hemmelig utkast" not in text(paper(cast.mona, as_person))


def test_an_empty_year_and_strange_letters_make_a_paper_too(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    assert "Skoleåret" in text(paper(cast.mona, as_person, "a3"))
    today = timezone.localdate()
    gathering(cast.network, today + timedelta(days=1), "😀 #include <x> $y$ ]]> & </svg>")
    for number in range(20):
        initiative(cast.network, cast.asen, f"漢字 {number}", today, None, cast.mona)
    words = text(paper(cast.mona, as_person, "a3"))
    assert "□ #include <x> $y$" in words


def test_another_size_counts_as_a4_and_only_those_inside_get_it(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    for size in ("a5", "A3", ""):
        assert round(float(paper(cast.mona, as_person, size).pages[0].mediabox.height)) == 842
        assert round(float(paper(cast.mona, as_person, size).pages[0].mediabox.width)) == 595
    for person in (cast.stein, cast.olav):
        assert as_person(person).get(f"{WHEEL}arshjul.pdf").status_code == 404
    assert as_person(cast.mona).post(f"{WHEEL}arshjul.pdf").status_code == 405
