"""How published figures are drawn and told: a panel a school, years apart where the scale is another. Pure.

Nothing is derived: no average, no sum, no rank. Schools stand in the order they are given in. A line joins
two years only when both are published, follow one another and are on the same scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

WIDTH, HEIGHT = 300, 132
LEFT, RIGHT, TOP, BOTTOM = 36, 14, 12, 26
NEW_SCALE = "2022-23"  # the scale of the national tests was set anew in 2022: udir.no, om nasjonale prøver
FEW_PUPILS = 20
VALUE, SUPPRESSED, ABSENT = "value", "suppressed", "absent"
NARROWEST = Decimal(4)


class Point(NamedTuple):
    """One figure of one school."""

    school: str
    school_year: str
    state: str
    value: Decimal | None
    uncertainty: Decimal | None
    pupils: int | None
    is_preliminary: bool

    @property
    def text(self) -> str:
        """`51 ± 2`, `*` or nothing, as published."""
        if self.state == SUPPRESSED:
            return "*"
        return written(self.value, self.uncertainty)


class Mark(NamedTuple):
    """A point on the picture; `band` is the top and height of its uncertainty."""

    x: str
    y: str
    band_top: str
    band_height: str
    band_left: str
    text: str
    is_preliminary: bool


class Tick(NamedTuple):
    at: str
    text: str


class Panel(NamedTuple):
    """One school's picture: marks, the lines between them, and the same in a sentence."""

    school: str
    marks: list[Mark]
    lines: list[str]
    gaps: list[Tick]
    words: str


class Part(NamedTuple):
    """Some years on one scale: the pictures, and the same figures as a table."""

    years: list[str]
    columns: list[Tick]
    scale: list[Tick]
    panels: list[Panel]
    rows: list[tuple[str, list[Point | None]]]


def figure(value: Decimal) -> str:
    """As published, without empty decimals: `51`, `50,4`."""
    normal = value.normalize()
    decimals = max(0, -int(normal.as_tuple().exponent))
    return str(number_format(normal, decimal_pos=decimals, use_l10n=True, force_grouping=True))


def written(value: Decimal | None, uncertainty: Decimal | None) -> str:
    """`51,5 ± 2`, `51,5` without what is not told, or nothing."""
    if value is None:
        return ""
    return f"{figure(value)} ± {figure(uncertainty)}" if uncertainty is not None else figure(value)


def parts(points: Sequence[Point], *, has_break: bool) -> list[Part]:
    """The years on each scale by themselves, the newest scale first."""
    years = sorted({point.school_year for point in points})
    found = []
    for _is_new, some in groupby(years, key=lambda year: has_break and year >= NEW_SCALE):
        among = list(some)
        found.append(_part(among, [point for point in points if point.school_year in among]))
    return found[::-1]


def _part(years: list[str], points: Sequence[Point]) -> Part:
    low, high = _range(points)
    schools = list(dict.fromkeys(point.school for point in points))
    by_place = {(point.school, point.school_year): point for point in points}
    rows = [(school, [by_place.get((school, year)) for year in years]) for school in schools]
    columns = [Tick(_at(_x(n, len(years))), _short(year)) for n, year in enumerate(years)]
    scale = [Tick(_at(_y(value, low, high)), figure(value)) for value in _steps(low, high)]
    panels = [_panel(school, cells, years, low, high) for school, cells in rows]
    return Part(years, columns, scale, panels, rows)


def _range(points: Iterable[Point]) -> tuple[Decimal, Decimal]:
    """The same for every school, so that the pictures can be read beside each other."""
    ends = [
        end
        for point in points
        if point.value is not None
        for end in (point.value - (point.uncertainty or 0), point.value + (point.uncertainty or 0))
    ]
    if not ends:
        return Decimal(0), Decimal(1)
    low, high = min(ends), max(ends)
    room = max(NARROWEST - (high - low), Decimal(0)) / 2
    return (low - room).quantize(Decimal(1), "ROUND_FLOOR"), (high + room).quantize(
        Decimal(1), "ROUND_CEILING"
    )


def _steps(low: Decimal, high: Decimal) -> list[Decimal]:
    return [low, high] if (high - low) % 2 else [low, (low + high) / 2, high]


def _x(number: int, count: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return LEFT + room * (number + 0.5) / count


def _y(value: Decimal, low: Decimal, high: Decimal) -> float:
    share = float((value - low) / (high - low)) if high > low else 0.5
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _at(place: float) -> str:
    return f"{place:.1f}"


def _short(year: str) -> str:
    return f"{year[2:4]}/{year[5:7]}"


def _panel(
    school: str, cells: Sequence[Point | None], years: Sequence[str], low: Decimal, high: Decimal
) -> Panel:
    marks: dict[int, Mark] = {}
    gaps = []
    for number, point in enumerate(cells):
        x = _x(number, len(years))
        if point is not None and point.value is not None:
            marks[number] = _mark(point, x, low, high)
        else:
            gaps.append(Tick(_at(x), "*" if point is not None and point.state == SUPPRESSED else "–"))
    lines = [
        f"M{marks[one].x} {marks[one].y}L{marks[two].x} {marks[two].y}"
        for one, two in pairwise(range(len(years)))
        if one in marks and two in marks and follows(years[one], years[two])
    ]
    return Panel(school, list(marks.values()), lines, gaps, words(cells, years))


def _mark(point: Point, x: float, low: Decimal, high: Decimal) -> Mark:
    assert point.value is not None
    unsure = point.uncertainty or Decimal(0)
    top, bottom = _y(point.value + unsure, low, high), _y(point.value - unsure, low, high)
    return Mark(
        _at(x),
        _at(_y(point.value, low, high)),
        _at(top),
        _at(bottom - top),
        _at(x - 9),
        point.text,
        point.is_preliminary,
    )


def follows(one: str, two: str) -> bool:
    return int(two[:4]) == int(one[:4]) + 1


def words(cells: Sequence[Point | None], years: Sequence[str]) -> str:
    """What the newest year says, and whether the year before was any different."""
    newest, year = cells[-1], years[-1]
    if newest is None or newest.state == ABSENT:
        return _("Ingen tall for %(year)s.") % {"year": year}
    if newest.state == SUPPRESSED:
        return _("Tallet for %(year)s er skjermet i kilden.") % {"year": year}
    before = cells[-2] if len(cells) > 1 and follows(years[-2], year) else None
    told = [_compared(newest, before) if before is not None and before.value is not None else _alone(newest)]
    if newest.is_preliminary:
        told.append(_("Tallet er foreløpig."))
    if newest.pupils is not None and newest.pupils < FEW_PUPILS:
        told.append(_("Få elever bak tallet, så det svinger mye fra år til år."))
    return " ".join(told)


def _alone(newest: Point) -> str:
    return _("%(text)s i %(year)s.") % {"text": newest.text, "year": newest.school_year}


def _compared(newest: Point, before: Point) -> str:
    """Within the uncertainty when the two bands touch, which is the careful way to read them."""
    assert newest.value is not None
    assert before.value is not None
    if newest.uncertainty is None or before.uncertainty is None:
        return _("%(text)s. Kilden oppgir ikke usikkerhet, så små forskjeller fra året før sier lite.") % {
            "text": newest.text
        }
    if abs(newest.value - before.value) <= newest.uncertainty + before.uncertainty:
        return _("%(text)s: forskjellen fra året før er innenfor usikkerheten.") % {"text": newest.text}
    return _("%(text)s. Året før %(before)s: forskjellen er større enn usikkerheten.") % {
        "text": newest.text,
        "before": before.text,
    }
