"""Every picture: the same figures in its table, nothing of what is hidden, an SVG for a strict page."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redthread.pictures.coverage_effect import CoveragePoint, coverage_effect
from redthread.pictures.diverging_bars import LikertItem, diverging_bars
from redthread.pictures.gap_plot import GapRow, gap_plot
from redthread.pictures.index_dots import DotRow, index_dots
from redthread.pictures.path_diagram import LOADING, PAIR, PATH, PathArrow, PathVariable, path_diagram
from redthread.pictures.picture import Picture, Table, as_json, from_json
from redthread.pictures.response_by_wave import ResponseBar, response_by_wave
from redthread.pictures.waves import WaveLine, WavePoint, waves

LABELS = ("Uenig", "Verken eller", "Enig")
HOSTILE = '<script>alert("1")</script>\x00\u202e & style="x"'


def bars(text: str) -> Picture:
    items = [LikertItem(text, (0.2, 0.3, 0.5), 12), LikertItem("Hemmelig", None, 3719, text)]
    return diverging_bars(items, LABELS, title=text)


def dots(text: str) -> Picture:
    rows = [DotRow(text, "Lærere", 3.25, 2.9, 5.6, 40), DotRow(text, text, None, 3.719, 3.719, 3719, text)]
    return index_dots(rows, title=text)


def gaps(text: str) -> Picture:
    return gap_plot([GapRow(text, {text: 4.5, "Lærere": 3.0, "Eier": None}, {"Eier": text})], title=text)


def over_waves(text: str) -> Picture:
    points = [WavePoint(3.25, 2.9, 5.6, 40), WavePoint(None, 3.719, 3.719, 3719, text)]
    return waves([WaveLine(text, points)], ("Før", text), title=text)


def response(text: str) -> Picture:
    return response_by_wave([ResponseBar(text, 40, 52), ResponseBar("Etter", None, 3719, text)], title=text)


def modules(text: str) -> Picture:
    points = [
        CoveragePoint(text, 4.25, 0.5, 0.25, 0.7, "keep", 40),
        CoveragePoint(text, 4.25, 0.5, -0.25, 0.7, "question", 40),
        CoveragePoint(text, None, 0.3719, people=3719, reason=text),
    ]
    return coverage_effect(points, title=text)


def model(text: str) -> Picture:
    variables = [PathVariable(text), PathVariable("Mestring", explained=0.25), PathVariable("Tro", True)]
    arrows = [
        PathArrow(PATH, text, "Mestring", 1.25, 0.45, 0.75, 1.75, 0.01),
        PathArrow(LOADING, "Tro", "Mestring", 1.0, 0.35),
        PathArrow(PAIR, text, "Tro", -0.25, -0.15, -0.5, 0.125, 0.21),
    ]
    return path_diagram(variables, arrows, title=text)


EVERY = pytest.mark.parametrize("make", [bars, dots, gaps, over_waves, response, modules, model])


def drawings(picture: Picture) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in (picture.svg, picture.narrow)]


def test_the_table_of_answers_holds_what_was_given() -> None:
    items = [LikertItem("Nyttig", (0.2, 0.3, 0.5), 12), LikertItem("Trygt", None, 3, "for få svar")]
    assert diverging_bars(items, LABELS).table == Table(
        ("Påstand", "Uenig", "Verken eller", "Enig", "Antall svar"),
        (
            ("Nyttig", "20\u00a0%", "30\u00a0%", "50\u00a0%", "12"),
            ("Trygt", "for få svar", "for få svar", "for få svar", "–"),
        ),
    )


def test_the_table_of_indices_holds_what_was_given() -> None:
    rows = [DotRow("Nytte", "Lærere", 3.25, 2.9, 3.6, 40), DotRow("Nytte", "Eier", None, reason="ingen svar")]
    assert index_dots(rows).table.rows == (
        ("Nytte", "Lærere", "3,2", "2,9–3,6", "40"),
        ("Nytte", "Eier", "ingen svar", "–", "–"),
    )


def test_the_widest_gap_is_first_and_a_row_without_one_last() -> None:
    rows = [
        GapRow("Liten", {"Rektorer": 3.5, "Lærere": 3.25}),
        GapRow("Ingen", {"Rektorer": None, "Lærere": 3.0}, {"Rektorer": "for få svar"}),
        GapRow("Stor", {"Rektorer": 4.5, "Lærere": 3.0}),
    ]
    assert gap_plot(rows).table.rows == (
        ("Stor", "4,5", "3,0", "1,5"),
        ("Liten", "3,5", "3,2", "0,2"),
        ("Ingen", "for få svar", "3,0", "–"),
    )


def test_the_table_of_waves_holds_what_was_given_and_the_line_stops_at_what_is_hidden() -> None:
    shown = [WavePoint(mean, mean - 0.5, mean + 0.5, 40) for mean in (3.0, 3.5, 4.0)]
    whole = waves([WaveLine("Nytte", shown)], ("Før", "Under", "Etter"))
    hidden = [shown[0], WavePoint(None, reason="for få svar"), shown[2]]
    broken = waves([WaveLine("Nytte", hidden)], ("Før", "Under", "Etter"))
    assert broken.table.rows == (
        ("Nytte", "Før", "3,0", "2,5–3,5", "40"),
        ("Nytte", "Under", "for få svar", "–", "–"),
        ("Nytte", "Etter", "4,0", "3,5–4,5", "40"),
    )
    assert [_slanting(drawings(picture)[0]) for picture in (whole, broken)] == [2, 0]


def _slanting(root: ET.Element) -> int:
    """How many lines go from one point to another."""
    lines = [line.attrib for line in root.iter() if line.tag.endswith("line")]
    return sum(float(line.get("x2", 0)) != 0 and float(line.get("y2", 0)) != 0 for line in lines)


def test_the_table_of_response_holds_what_was_given() -> None:
    bars = [ResponseBar("Før", 39, 52), ResponseBar("Etter", None, 52, "for få svar")]
    assert response_by_wave(bars).table == Table(
        ("Runde", "Har svart", "Ble spurt", "Andel"),
        (("Før", "39", "52", "75\u00a0%"), ("Etter", "for få svar", "–", "–")),
    )


def test_the_table_of_modules_holds_what_was_given_and_says_what_to_do() -> None:
    points = [
        CoveragePoint("Ledelse", 4.2, 0.52, 0.31, 0.68, "keep", 64),
        CoveragePoint("Økonomi", 3.9, 0.02, -0.22, 0.26, "question", 60),
        CoveragePoint("Jus", None, reason="for få svar"),
    ]
    assert coverage_effect(points).table.rows == (
        ("1. Ledelse", "4,2", "0,52", "0,31–0,68", "64", "Ta vare på"),
        ("2. Økonomi", "3,9", "0,02", "−0,22 til 0,26", "60", "Se nærmere på"),
        ("3. Jus", "for få svar", "–", "–", "–", "–"),
    )


@pytest.mark.parametrize("wrong", [CoveragePoint("A", 4.0), CoveragePoint("A", 4.0, 0.5, 0.2, 1.1)])
def test_a_correlation_that_is_none_is_refused(wrong: CoveragePoint) -> None:
    with pytest.raises(ValueError, match=r"effect|correlation"):
        coverage_effect([wrong])


def test_more_answers_than_invited_and_a_line_that_is_too_short_are_refused() -> None:
    with pytest.raises(ValueError, match="53 of 52"):
        response_by_wave([ResponseBar("Før", 53, 52)])
    with pytest.raises(ValueError, match="one point for each wave"):
        waves([WaveLine("Nytte", [WavePoint(3.0)])], ("Før", "Etter"))


@EVERY
def test_a_picture_has_no_style_no_script_and_fetches_nothing(make: Callable[[str], Picture]) -> None:
    for root in drawings(make(HOSTILE)):
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags <= {
            "svg",
            "title",
            "desc",
            "defs",
            "pattern",
            "g",
            "path",
            "rect",
            "line",
            "text",
            "tspan",
        }
        for element in root.iter():
            assert not {"style", "href", "onload"} & set(element.attrib)
            assert all("url(" not in value or "url(#" in value for value in element.attrib.values())


@EVERY
def test_a_hostile_text_is_text(make: Callable[[str], Picture]) -> None:
    picture = make(HOSTILE)
    assert all("<script" not in svg for svg in (picture.svg, picture.narrow))
    for root in drawings(picture):
        said = root.find("{*}title")
        assert said is not None
        assert said.text == '<script>alert("1")</script> & style="x"'


@EVERY
def test_it_is_one_image_with_a_title_and_ids_of_its_own(make: Callable[[str], Picture]) -> None:
    first, other = make("Nyttig"), make("Trygt")
    names = []
    for root in [*drawings(first), *drawings(other)]:
        names += [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
        assert root.attrib["role"] == "img"
        assert set(root.attrib["aria-labelledby"].split()) <= set(names)
    assert len(names) == len(set(names))


@EVERY
def test_text_is_thirteen_pixels_or_more_and_the_narrow_one_fits_a_phone(
    make: Callable[[str], Picture],
) -> None:
    for root, width in zip(drawings(make("Nyttig")), (720, 358), strict=True):
        sizes = [float(text.attrib["font-size"].removesuffix("px")) for text in root.findall(".//{*}text")]
        assert (min(sizes), root.attrib["width"]) == (13, str(width))


@EVERY
def test_nothing_of_what_is_hidden_is_in_it(make: Callable[[str], Picture]) -> None:
    picture = make("Nyttig")
    shown = " ".join("".join(root.itertext()) for root in drawings(picture)) + str(picture.table)
    assert not re.search(r"3[ ,.\u00a0]?719|3,72", shown)


def test_the_place_of_what_is_hidden_is_the_same_whatever_it_hides() -> None:
    shown = DotRow("Nytte", "Lærere", 3.25, 2.9, 3.6, 40)
    few, many = (
        index_dots([shown, DotRow("Nytte", "Eier", None, low, high, people, "for få svar")])
        for low, high, people in ((1.0, 2.0, 2), (4.0, 5.0, 400))
    )
    assert few == many


@pytest.mark.parametrize("wrong", [(0.5, 0.5), (0.5, 0.5, 0.5), (-0.5, 0.5, 1.0), (float("nan"), 0.5, 0.5)])
def test_shares_that_are_no_whole_are_refused(wrong: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"shares|finite"):
        diverging_bars([LikertItem("Nyttig", wrong, 12)], LABELS)


@pytest.mark.parametrize("wrong", [0.9, 5.1, float("inf")])
def test_a_mean_outside_the_scale_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match=r"scale|finite"):
        index_dots([DotRow("Nytte", "Lærere", wrong)])
    with pytest.raises(ValueError, match=r"scale|finite"):
        gap_plot([GapRow("Nytte", {"Lærere": wrong})])
    with pytest.raises(ValueError, match=r"scale|finite"):
        waves([WaveLine("Nytte", [WavePoint(wrong)])], ("Før",))


@EVERY
def test_a_picture_can_be_stored_and_brought_back(make: Callable[[str], Picture]) -> None:
    picture = make("Nyttig")
    assert from_json(as_json(picture)) == picture


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.text(max_size=300), min_size=1, max_size=80),
    st.booleans(),
)
def test_any_texts_and_all_hidden_can_be_drawn(texts: list[str], hidden: bool) -> None:
    items = [LikertItem(text, None if hidden else (0.0, 0.0, 1.0), 1, text) for text in texts]
    rows = [DotRow(text, text, None if hidden else 1.0, reason=text) for text in texts]
    gaps = [GapRow(text, {text: None if hidden else 5.0}, {text: text}) for text in texts]
    lines = [WaveLine(text, [WavePoint(None if hidden else 1.0, reason=text)]) for text in texts]
    answered = [ResponseBar(text, None if hidden else 1, 1, text) for text in texts]
    covered = [CoveragePoint(text, None if hidden else 1.0, 0.5, reason=text) for text in texts]
    drawn = (waves(lines, texts[:1]), response_by_wave(answered), coverage_effect(covered))
    for picture in (diverging_bars(items, LABELS), index_dots(rows), gap_plot(gaps), *drawn):
        assert len(picture.table.rows) == len(texts)
        assert len(drawings(picture)) == 2


@EVERY
def test_a_drawing_is_the_same_whoever_has_named_the_space_of_svg(make: Callable[[str], Picture]) -> None:
    """Makers of QR codes give it a prefix for all in the process; in a page it would be no picture then."""
    before = make("Trivsel")
    ET.register_namespace("svg", "http://www.w3.org/2000/svg")
    after = make("Trivsel")

    assert after == before
    assert after.svg.startswith("<svg ")
