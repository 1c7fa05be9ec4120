"""The staff kit on paper and on the wall: one page each, tagged, with everything that a meeting needs."""

from __future__ import annotations

import io

import pypdf
import pytest

from redthread.betweenwork.actions.staff_kits import Asked
from redthread.betweenwork.models import StaffKit
from redthread.betweenwork.tests.between import between
from redthread.betweenwork.tests.kits import kit_of
from redthread.gatherings.method_library import keep_library_method, library
from redthread.reports.staff_kit_pdf import Shape, staff_kit_pdf
from redthread.testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit(cast: Cast) -> StaffKit:
    at = between(cast)
    return kit_of(cast.network, cast.asen, cast.mona, at.now, line=at.asen)


def words(content: bytes) -> tuple[pypdf.PdfReader, str]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("shape", ["page", "slide"])
def test_it_is_one_tagged_page_with_purpose_questions_and_code(kit: StaffKit, shape: Shape) -> None:
    reader, text = words(staff_kit_pdf(kit, shape=shape))
    assert len(reader.pages) == 1
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert str(root["/Lang"]) == "nb"
    assert reader.metadata is not None
    assert reader.metadata.title == kit.title
    for said in (kit.title, "Vi har lovet å prøve to-lærer.", "Jeg vet hva jeg kan gjøre.", kit.shown_code):
        assert said in text
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    assert width / height == pytest.approx(16 / 9 if shape == "slide" else 210 / 297, rel=0.01)


def test_the_minutes_are_counted_from_the_method(kit: StaffKit) -> None:
    _reader, text = words(staff_kit_pdf(kit, shape="page"))
    assert "Slik bruker vi 20 minutter" in text
    assert "Parprat" in text


@pytest.mark.parametrize("key", sorted(library()))
def test_every_method_of_the_library_goes_on_one_page(kit: StaffKit, key: str) -> None:
    kit.method = keep_library_method(key)
    kit.purpose = "Et langt formål med mange ord i. " * 18
    assert len(words(staff_kit_pdf(kit, shape="page"))[0].pages) == 1


def test_the_longest_of_everything_is_one_slide_and_hostile_text_is_text(cast: Cast) -> None:
    at = between(cast)
    asked = tuple(Asked("choice", f"{n} " + "spørsmål " * 21, ("x" * 60,) * 5) for n in range(3))
    kit = kit_of(cast.network, cast.asen, cast.mona, at.now, questions=asked, title="#panic() $x$ " * 9)
    kit.purpose = "<script> #set text(red) 🎈 " * 23
    shapes: tuple[Shape, ...] = ("page", "slide")
    for shape in shapes:
        reader, text = words(staff_kit_pdf(kit, shape=shape))
        assert len(reader.pages) == 1
        assert "#panic()" in text
        assert "#set text(red)" in text


def test_the_file_is_the_same_again(kit: StaffKit) -> None:
    assert staff_kit_pdf(kit, shape="page") == staff_kit_pdf(kit, shape="page")
