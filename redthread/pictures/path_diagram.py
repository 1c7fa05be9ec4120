"""A path or factor model: boxes are observed, ellipses latent, and arrows lead to what they explain."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees, dist
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.pictures.colours import EDGE, INK, PAPER, QUIET, SERIES
from redthread.pictures.figures import decimal, interval, refuse_nonsense
from redthread.pictures.finishing import drawn
from redthread.pictures.lettering import LINE_HEIGHT, SMALL, lines_of, readable
from redthread.pictures.path_graph import LINE, Graph, Node
from redthread.pictures.path_labels import Box, length_of, point_at
from redthread.pictures.path_layout import Layout, laid_out
from redthread.pictures.path_routes import Point
from redthread.pictures.picture import NARROW, WIDE, Picture, Table
from redthread.pictures.sheet import Bar, Dot, Head, Sheet, Words

PATH, LOADING, PAIR = "path", "loading", "pair"
MOST, CLEAR = 24, 0.05  # variables in a diagram; below this p, an arrow is whole
HEAD = 6.0  # pixels of a line that its head covers
LOOKS = {PATH: SERIES[0], LOADING: EDGE, PAIR: QUIET}


class PathVariable(NamedTuple):
    """`explained` is R², of what something explains."""

    name: str
    is_latent: bool = False
    explained: float | None = None


class PathArrow(NamedTuple):
    """`kind` is PATH or LOADING, from cause to effect, or PAIR, a covariance. `p` is None where the estimate
    is held, `std` where it cannot be standardised. What is not drawn stands in the table alone."""

    kind: str
    start: str
    end: str
    estimate: float
    std: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    is_drawn: bool = True


def path_diagram(
    variables: Sequence[PathVariable], arrows: Sequence[PathArrow], *, title: str = "", caption: str = ""
) -> Picture:
    """Standardised estimates on the arrows, R² in what is explained, all of it in the table.

    What is too large to be drawn so that it can be read has the table alone, and says so. Raises ValueError
    for an arrow between variables that are not there.
    """
    names = {variable.name for variable in variables}
    if any(name not in names for arrow in arrows for name in (arrow.start, arrow.end)):
        raise ValueError("An arrow leads between variables of the model.")
    refuse_nonsense(figure for arrow in arrows for figure in (arrow.estimate, *arrow[4:8]))
    refuse_nonsense(variable.explained for variable in variables)
    title = title or _("Modellen")
    caption = caption or _(
        "Ellipser måles gjennom flere spørsmål, bokser er svarene selv. En pil går fra det som forklarer, "
        "til det som blir forklart; en buet strek er samvariasjon. Tallene er standardiserte, og strekene "
        "tykkere jo sterkere sammenhengen er. Stiplet kan være tilfeldig (p over 0,05). R² er hvor stor del "
        "av variasjonen som er forklart. Figuren viser ikke hva som fører til hva."
    )
    shown = [arrow for arrow in arrows if arrow.is_drawn]
    if len(shown) < len(arrows):
        caption += " " + _("Samvariasjon som ikke er tegnet, står i tabellen.")
    svg, narrow = (
        _drawing(variables, shown, width=width, title=title, told=caption) for width in (WIDE, NARROW)
    )
    return Picture(svg, title, caption, _table(variables, arrows), narrow)


def _table(variables: Sequence[PathVariable], arrows: Sequence[PathArrow]) -> Table:
    heading = (_("Sammenheng"), _("Standardisert"), _("Estimat"), _("95 % intervall"), _("p"))
    rows = [(_named(arrow), *_told(arrow)) for arrow in arrows]
    rows += [
        (
            _("%(name)s: forklart (R²)") % {"name": readable(one.name)},
            decimal(one.explained, 2),
            "–",
            "–",
            "–",
        )
        for one in variables
        if one.explained is not None
    ]
    return Table(heading, tuple(rows))


def _named(arrow: PathArrow) -> str:
    words = {
        PATH: _("%(end)s forklares av %(start)s"),
        LOADING: _("%(start)s måles ved %(end)s"),
        PAIR: _("%(start)s samvarierer med %(end)s"),
    }
    return words[arrow.kind] % {"start": readable(arrow.start), "end": readable(arrow.end)}


def _told(arrow: PathArrow) -> tuple[str, str, str, str]:
    between = "–" if arrow.low is None or arrow.high is None else interval(arrow.low, arrow.high, 2)
    return _standard(arrow) or "–", decimal(arrow.estimate, 2), between, _chance(arrow.p)


def _standard(arrow: PathArrow) -> str:
    return "" if arrow.std is None else decimal(arrow.std, 2)


def _chance(p: float | None) -> str:
    if p is None:
        return "–"
    return f"< {decimal(0.001, 3)}" if p < 0.001 else decimal(p, 3)


def _drawing(
    variables: Sequence[PathVariable], arrows: Sequence[PathArrow], *, width: int, title: str, told: str
) -> str:
    ordered = [arrow for kind in (PATH, LOADING, PAIR) for arrow in arrows if arrow.kind == kind]
    layout = _layout(variables, ordered, width)
    sheet = Sheet(domain=(0, width), left=0, right=width)
    if layout is None:
        height = _draw_too_large(sheet, width)
        return drawn(sheet.spec(width, height), title=title, told=told)
    for arrow, route in zip(ordered, layout.routes, strict=True):
        _draw_arrow(sheet, arrow, route)
    for variable in variables:
        _draw_variable(sheet, variable, layout.boxes[variable.name], layout.lines[variable.name])
    labels = [box for arrow, box in zip(ordered, layout.labels, strict=True) if arrow.std is not None]
    sheet.bars([Bar(box[0] + 1, box[2] - 1, box[1], box[3], PAPER) for box in labels], cornerRadius=3)
    figures = [
        Words((box[0] + box[2]) / 2, (box[1] + box[3]) / 2 + 5, _standard(arrow))
        for arrow, box in zip(ordered, layout.labels, strict=True)
        if arrow.std is not None
    ]
    sheet.words(figures, size=SMALL, align="center")
    return drawn(sheet.spec(width, layout.height), title=title, told=told)


def _layout(variables: Sequence[PathVariable], arrows: Sequence[PathArrow], width: int) -> Layout | None:
    if not 0 < len(variables) <= MOST:
        return None
    by_kind = {kind: [(one.start, one.end) for one in arrows if one.kind == kind] for kind in LOOKS}
    nodes = [Node(one.name, one.is_latent, _explained(one)) for one in variables]
    labels = [_standard(arrow) for arrow in arrows]
    return laid_out(Graph(nodes, by_kind[PATH], by_kind[LOADING], by_kind[PAIR], labels), width)


def _explained(variable: PathVariable) -> str:
    return "" if variable.explained is None else f"R² {decimal(variable.explained, 2)}"


def _draw_too_large(sheet: Sheet, width: int) -> float:
    """Says so in place of the diagram."""
    lines = lines_of(
        _("Modellen er for stor til å tegnes så den kan leses. Alle tallene står i tabellen."), width - 32
    )
    height = LINE_HEIGHT * len(lines) + 26
    sheet.bars([Bar(1, width - 1, 1, height - 1, PAPER)], stroke=EDGE, strokeDash=[3, 3], cornerRadius=3)
    sheet.words([Words(16, 28 + LINE_HEIGHT * row, line, QUIET) for row, line in enumerate(lines)])
    return height


def _draw_arrow(sheet: Sheet, arrow: PathArrow, route: Sequence[Point]) -> None:
    """A covariance has a head at both ends, as thick as the arrow is strong."""
    strength = 1 + 1.7 * min(1.0, abs(arrow.std or 0.0))
    look = {} if arrow.p is None or arrow.p < CLEAR else {"strokeDash": [strength * 1.5 + 2, strength + 3]}
    colour, area = LOOKS[arrow.kind], 70 + 30 * strength
    ends = [route] if arrow.kind != PAIR else [route, route[::-1]]
    sheet.line(_shortened(route, is_both=arrow.kind == PAIR), colour, width=strength, **look)
    sheet.heads([_head(one, colour) for one in ends], area=area)


def _shortened(route: Sequence[Point], *, is_both: bool) -> list[Point]:
    """Without the part that the heads cover, so that they are sharp."""
    whole = _cut(route)
    return _cut(whole[::-1])[::-1] if is_both else whole


def _cut(route: Sequence[Point]) -> list[Point]:
    kept = [point for point in route if dist(point, route[-1]) > HEAD]
    return [*kept, point_at(route, 1 - HEAD / length_of(route))]


def _head(route: Sequence[Point], colour: str) -> Head:
    """In the direction in which the line has come the last few pixels."""
    before, tip = _cut(route)[-1], route[-1]
    return Head(*tip, degrees(atan2(tip[1] - before[1], tip[0] - before[0])), colour)


def _draw_variable(sheet: Sheet, variable: PathVariable, box: Box, lines: Sequence[str]) -> None:
    left, top, right, bottom = box
    middle, wide, tall = (left + right) / 2, right - left, bottom - top
    if variable.is_latent:
        share = tall / wide
        shape = f"M-1,0A1,{share:.4f},0,1,1,1,0A1,{share:.4f},0,1,1,-1,0Z"
        ellipse = Dot(middle, (top + bottom) / 2, PAPER, shape)
        sheet.dots([ellipse], area=wide**2, stroke=INK, strokeWidth=1.3)
    else:
        sheet.bars([Bar(left, right, top, bottom, PAPER)], stroke=INK, strokeWidth=1.2, cornerRadius=3)
    first = (top + bottom) / 2 - LINE * (len(lines) - 1) / 2 + 5
    has_below = variable.explained is not None
    names = lines[:-1] if has_below else lines
    sheet.words(
        [Words(middle, first + LINE * row, line) for row, line in enumerate(names)],
        align="center",
        fontWeight=560,
    )
    if has_below:
        sheet.words([Words(middle, first + LINE * len(names), lines[-1], QUIET)], size=SMALL, align="center")
