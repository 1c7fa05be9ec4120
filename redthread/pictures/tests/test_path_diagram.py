"""A path diagram: every variable and figure is there, nothing covers anything, the same each time."""

from __future__ import annotations

from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redthread.pictures.path_columns import ranks_of
from redthread.pictures.path_diagram import LOADING, PAIR, PATH, PathArrow, PathVariable, path_diagram
from redthread.pictures.path_graph import Graph, Node
from redthread.pictures.path_labels import Box
from redthread.pictures.path_layout import Layout, laid_out
from redthread.pictures.picture import NARROW, WIDE

Pairs = list[tuple[str, str]]


def graph(loadings: dict[str, str], paths: str = "", pairs: str = "") -> Graph:
    """`paths` is «from>to», `pairs` «one~other»."""
    measured = [(factor, item) for factor, items in loadings.items() for item in items.split()]
    led = [(one, other) for one, other in (path.split(">") for path in paths.split())]
    both = [(one, other) for one, other in (pair.split("~") for pair in pairs.split())]
    names = dict.fromkeys([*loadings, *(name for pair in (*measured, *led, *both) for name in pair)])
    nodes = [Node(name, name in loadings, "R² 0,45") for name in names]
    return Graph(nodes, led, measured, both, ["0,45"] * (len(led) + len(measured) + len(both)))


THREE = {"visual": "x1 x2 x3", "textual": "x4 x5 x6", "speed": "x7 x8 x9"}
DEMOCRACY = {"ind60": "x1 x2 x3", "dem60": "y1 y2 y3 y4", "dem65": "y5 y6 y7 y8"}
LEADERS = (
    "kultur>omfang utdanning>omfang nivå>omfang omfang>vurdering kultur>vurdering nivå>vurdering "
    "kultur>mestring omfang>mestring vurdering>mestring år>mestring utdanning>mestring"
)
KNOWN = {
    "three factors": graph(THREE, pairs="visual~textual visual~speed textual~speed"),
    "political democracy": graph(
        DEMOCRACY, "ind60>dem60 ind60>dem65 dem60>dem65", "y1~y5 y2~y4 y2~y6 y3~y7 y4~y8 y6~y8"
    ),
    "a programme for leaders": graph({}, LEADERS),
    "mediation": graph({}, "kultur>omfang omfang>mestring kultur>mestring"),
    "second order": graph({"alt": "visual textual speed", **THREE}),
    "back and forth": graph({}, "x1>y1 x2>y2 y1>y2 y2>y1", "x1~x2"),
    "one factor": graph({"tillit": "åpent trygt hjelp"}),
    "twelve in a row": graph({}, " ".join(f"x{number}>y{number}" for number in range(6))),
}


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", KNOWN)
def test_well_known_models_are_drawn_and_nothing_covers_anything(name: str, width: int) -> None:
    layout = laid_out(KNOWN[name], width)
    assert layout is not None
    refuse_covered(KNOWN[name], layout, width)


def refuse_covered(drawn: Graph, layout: Layout, width: int) -> None:
    places = [*layout.boxes.values(), *layout.labels]
    assert len(places) == len(drawn.nodes) + len(drawn.labels)
    assert all(left >= 0 and right <= width and top >= 0 for left, top, right, _bottom in places)
    assert all(bottom <= layout.height for _left, _top, _right, bottom in places)
    assert not [pair for pair in combinations(places, 2) if covers(*pair)]
    for link, route in zip(drawn.links, layout.routes, strict=True):
        others = [box for name, box in layout.boxes.items() if name not in (link.start, link.end)]
        assert not [1 for across, down in route for box in others if is_inside(box, across, down)]


def covers(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def is_inside(box: Box, across: float, down: float) -> bool:
    return box[0] + 4 < across < box[2] - 4 and box[1] + 4 < down < box[3] - 4


def test_causes_stand_left_of_what_they_lead_to_and_answers_last() -> None:
    layout = laid_out(KNOWN["political democracy"], WIDE)
    assert layout is not None
    boxes = layout.boxes
    order = ("ind60", "dem60", "dem65", "y8")
    assert all(boxes[one][2] < boxes[other][0] for one, other in pairwise(order))
    assert len({boxes[name][0] for name in ("x1", "y1", "y8")}) == 1


def test_an_arrow_begins_and_ends_at_the_edge_of_its_variables() -> None:
    drawn = KNOWN["a programme for leaders"]
    layout = laid_out(drawn, WIDE)
    assert layout is not None
    for link, route in zip(drawn.links, layout.routes, strict=True):
        assert route[0][0] == pytest.approx(layout.boxes[link.start][2])
        assert route[-1][0] == pytest.approx(layout.boxes[link.end][0])


def test_a_circle_is_opened_where_it_was_closed() -> None:
    assert ranks_of(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a")]) == {"a": 0, "b": 1, "c": 2}


VARIABLES = [PathVariable("kultur"), PathVariable("mestring", explained=0.25), PathVariable("tro", True, 0.5)]
ARROWS = [
    PathArrow(PATH, "kultur", "mestring", 1.25, 0.5, 0.75, 1.75, 0.0004),
    PathArrow(LOADING, "tro", "mestring", 1.0, -0.35, None, None, None),
    PathArrow(PAIR, "kultur", "tro", -0.25, -0.06, -0.5, 0.125, 0.21),
]


def test_the_table_holds_every_estimate_with_interval_and_chance_and_what_is_explained() -> None:
    assert path_diagram(VARIABLES, ARROWS).table.rows == (
        ("mestring forklares av kultur", "0,50", "1,25", "0,75–1,75", "< 0,001"),
        ("tro måles ved mestring", "−0,35", "1,00", "–", "–"),
        ("kultur samvarierer med tro", "−0,06", "−0,25", "−0,50 til 0,12", "0,210"),
        ("mestring: forklart (R²)", "0,25", "–", "–", "–"),
        ("tro: forklart (R²)", "0,50", "–", "–", "–"),
    )


def test_what_may_be_chance_is_dashed_and_a_covariance_has_two_heads() -> None:
    root = ET.fromstring(path_diagram(VARIABLES, ARROWS).svg)
    paths = [one.attrib for one in root.iter() if one.tag.endswith("path")]
    lines = [one for one in paths if one.get("stroke-linecap")]
    heads = [one for one in paths if "rotate" in one.get("transform", "")]
    assert ([("stroke-dasharray" in one) for one in lines], len(heads)) == ([False, False, True], 4)


def test_what_is_not_drawn_is_in_the_table_and_said() -> None:
    arrows = [*ARROWS[:2], ARROWS[2]._replace(is_drawn=False)]
    picture = path_diagram(VARIABLES, arrows)
    assert len(picture.table.rows) == 5
    assert "−0,06" not in picture.svg
    assert picture.caption.endswith("Samvariasjon som ikke er tegnet, står i tabellen.")


def test_a_model_that_is_too_large_has_its_table_and_says_so() -> None:
    variables = [PathVariable(f"x{number}") for number in range(40)]
    arrows = [PathArrow(PATH, f"x{number}", "x39", 0.5, 0.5) for number in range(39)]
    picture = path_diagram(variables, arrows)
    for svg in (picture.svg, picture.narrow):
        assert "for stor til å tegnes" in " ".join(ET.fromstring(svg).itertext())
    assert len(picture.table.rows) == 39


def test_an_arrow_to_nowhere_and_what_is_no_figure_are_refused() -> None:
    with pytest.raises(ValueError, match="between variables"):
        path_diagram(VARIABLES, [PathArrow(PATH, "kultur", "ukjent", 1.0)])
    with pytest.raises(ValueError, match="finite"):
        path_diagram(VARIABLES, [ARROWS[0]._replace(high=float("inf"))])


def test_it_is_the_same_each_time() -> None:
    assert path_diagram(VARIABLES, ARROWS) == path_diagram(VARIABLES, ARROWS)


NAMES = [f"v{number}" for number in range(12)]
SOME = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=1, max_size=14, unique=True
)


@settings(max_examples=25, deadline=None)
@given(SOME, st.sampled_from([WIDE, NARROW]))
def test_whatever_is_drawn_of_any_model_is_clear(arrows: Pairs, width: int) -> None:
    paths = [(one, other) for one, other in arrows if one != other]
    names = dict.fromkeys(name for path in paths for name in path) or {"v0": None}
    drawn = Graph([Node(name) for name in names], paths, [], [], ["−0,45"] * len(paths))
    layout = laid_out(drawn, width)
    if layout is not None:
        refuse_covered(drawn, layout, width)
