"""Every kind of picture: the figures of its table are those that are drawn, in colours for light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import redthread.web
from redthread.pictures.colours import NAMES, STRONG
from redthread.pictures.coverage_effect import CoveragePoint, coverage_effect
from redthread.pictures.diverging_bars import LikertItem, diverging_bars
from redthread.pictures.gap_plot import GapRow, gap_plot
from redthread.pictures.index_dots import DotRow, index_dots
from redthread.pictures.path_diagram import LOADING, PAIR, PATH, PathArrow, PathVariable, path_diagram
from redthread.pictures.picture import Picture
from redthread.pictures.response_by_wave import ResponseBar, response_by_wave
from redthread.pictures.waves import WaveLine, WavePoint, waves

HIDDEN = "for få svar"
STYLE = (Path(redthread.web.__file__).parent / "static" / "web" / "pictures.css").read_text(encoding="utf-8")
LIGHT, DARK = "#ffffff", "#1d1915"


def bars() -> Picture:
    items = [LikertItem("Nyttig", (0.25, 0.35, 0.4), 12), LikertItem("Trygt", None, 3, HIDDEN)]
    return diverging_bars(items, ("Uenig", "Verken eller", "Enig"))


def dots() -> Picture:
    rows = [DotRow("Nytte", "Lærere", 3.25, 2.9, 3.6, 41), DotRow("Nytte", "Eier", None, reason=HIDDEN)]
    return index_dots(rows)


def gaps() -> Picture:
    return gap_plot([GapRow("Nytte", {"Rektorer": 4.6, "Lærere": 3.1, "Eier": None}, {"Eier": HIDDEN})])


def over_waves() -> Picture:
    points = [WavePoint(3.3, 2.9, 3.7, 41), WavePoint(None, reason=HIDDEN), WavePoint(3.8, 3.4, 4.2, 43)]
    return waves([WaveLine("Nytte", points)], ("Før", "Under", "Etter"))


def response() -> Picture:
    return response_by_wave([ResponseBar("Før", 39, 52), ResponseBar("Etter", None, 52, HIDDEN)])


def modules() -> Picture:
    points = [
        CoveragePoint("Ledelse", 4.2, 0.52, 0.31, 0.68, "keep", 64),
        CoveragePoint("Økonomi", 2.1, 0.02, -0.22, 0.26, "leave", 60),
        CoveragePoint("Jus", None, reason=HIDDEN),
    ]
    return coverage_effect(points)


def model() -> Picture:
    variables = [PathVariable("Kultur"), PathVariable("Mestring", explained=0.27), PathVariable("Tro", True)]
    arrows = [
        PathArrow(PATH, "Kultur", "Mestring", 1.25, 0.45, 0.75, 1.75, 0.01),
        PathArrow(LOADING, "Tro", "Mestring", 1.0, 0.35),
        PathArrow(PAIR, "Kultur", "Tro", -0.25, -0.15, -0.5, 0.125, 0.21),
    ]
    return path_diagram(variables, arrows)


# The columns of the table that are written in the drawing; the others are told by place alone.
WRITTEN = [
    (bars, (1, 2, 3, 4)),
    (dots, (2, 4)),
    (gaps, (3,)),
    (over_waves, (2, 4)),
    (response, (1, 2, 3)),
    (modules, (0,)),
    (model, (1,)),
]
EVERY = pytest.mark.parametrize("make", [make for make, _columns in WRITTEN])


def drawings(picture: Picture) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in (picture.svg, picture.narrow)]


@pytest.mark.parametrize(("make", "columns"), WRITTEN)
def test_the_drawing_has_the_figures_of_the_table_and_why_any_is_hidden(
    make: Callable[[], Picture], columns: tuple[int, ...]
) -> None:
    picture = make()
    for root in drawings(picture):
        written = " ".join(text for one in root.iter() if one.tag.endswith("text") for text in one.itertext())
        figures = re.findall(r"−?\d+(?:,\d+)?", written)
        for row in picture.table.rows:
            if HIDDEN in row:
                assert HIDDEN in written
                continue
            wanted = [re.findall(r"−?\d+(?:,\d+)?", row[column]) for column in columns]
            assert [one for some in wanted for one in some if one not in figures] == []


def test_a_module_lies_where_its_figures_say() -> None:
    """To the right by coverage, up by effect: as far as the lines of the scale say."""
    root = drawings(modules())[0]
    discs = [
        [float(figure) for figure in re.findall(r"-?[\d.]+", one.attrib["transform"])][:2]
        for one in root.iter()
        if one.tag.endswith("path") and "translate" in one.get("transform", "")
    ]
    across, down = discs[0][0] - discs[1][0], discs[0][1] - discs[1][1]
    assert len(discs) == 2
    assert across / (4.2 - 2.1) == pytest.approx((720 - 64) / 4, rel=0.01)
    assert down < 0


def test_dots_of_a_gap_lie_where_their_means_say() -> None:
    root = drawings(gaps())[0]
    places = sorted(
        float(re.findall(r"-?[\d.]+", one.attrib["transform"])[0])
        for one in root.iter()
        if one.tag.endswith("path") and one.get("class", "").startswith("series-")
    )
    legend, found = places[:2], places[-2:]
    assert len(legend) == 2
    assert (found[1] - found[0]) / (4.6 - 3.1) == pytest.approx((720 - 56 - 274) / 4, rel=0.01)


@EVERY
def test_it_is_told_to_those_who_do_not_see_it(make: Callable[[], Picture]) -> None:
    picture = make()
    for root in drawings(picture):
        said = {one.attrib["id"]: one.text for one in root if one.tag.rpartition("}")[2] in ("title", "desc")}
        assert [said[name] for name in root.attrib["aria-labelledby"].split()] == [
            picture.title,
            picture.caption,
        ]
        assert all(said.values())


@EVERY
def test_every_colour_is_one_that_the_page_changes_in_the_dark(make: Callable[[], Picture]) -> None:
    for root in drawings(make()):
        for one in root.iter():
            classes = one.get("class", "").split()
            for attribute, ending in (("fill", ""), ("stroke", "-line")):
                colour = one.get(attribute, "none")
                if colour not in ("none", "transparent") and not colour.startswith("url(#"):
                    assert f"{NAMES[colour]}{ending}" in classes
            assert all(f".picture .{name} {{" in STYLE for name in classes)


@pytest.mark.parametrize("is_dark", [False, True])
def test_colours_can_be_seen_on_the_page_and_texts_on_them(is_dark: bool) -> None:
    light, dark = STYLE.split("@media screen and (prefers-color-scheme: dark)")
    known = dict(re.findall(r"--pic-([\w-]+): (#\w{6});", dark if is_dark else light))
    page = DARK if is_dark else LIGHT
    assert {f"series-{number}" for number in range(1, 7)} <= known.keys()
    for name, colour in known.items():
        if name.startswith("series"):
            assert contrast(colour, page) >= 3, name
    for colour in STRONG:
        assert contrast(known[NAMES[colour]], known["on-strong"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG's, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
