"""The pictures of a wave's figures, drawn once. What is hidden is in no figure, and so in no picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.instruments.model import AnswerScale, Instrument, Item
from redthread.pictures.coverage_effect import CoveragePoint, coverage_effect
from redthread.pictures.diverging_bars import LikertItem, diverging_bars
from redthread.pictures.gap_plot import GapRow, gap_plot
from redthread.pictures.index_dots import DotRow, index_dots
from redthread.pictures.picture import Picture, as_json, from_json
from redthread.surveys.answer_range import Range, range_of
from redthread.surveys.drawn_waves import response_pictures, wave_pictures
from redthread.surveys.figures.levels import KIND, ROLE, TOTAL
from redthread.surveys.level_words import level_words, why_hidden

Figures = Mapping[str, Any]
MOST_GAPS = 5
ON_THE_PAGE = ("indices", "gaps", "waves", "levels", "modules", "section", "response")  # from the top


class Numbered(NamedTuple):
    """A picture as «figur 3», which it is on the page and in the report alike."""

    number: int
    picture: Picture


def pictures_of(rounds: Sequence[tuple[int, Figures]], instrument: Instrument) -> dict[str, Any]:
    """By the place where it stands: indices, gaps, modules, each section with ordered answers, what has
    changed, and how many have answered each time.

    `rounds` are the figures of the waves by their numbers; the last are those that are drawn.
    """
    figures = rounds[-1][1]
    found = {
        **_by_range("indices", _dot_rows(figures, instrument), _dots),
        **_by_range("gaps", _gap_rows(figures, instrument), _gaps),
        **_by_range("modules", _module_points(figures, instrument), _modules),
        **dict(_sections(figures, instrument)),
        **dict(wave_pictures(rounds, instrument)),
        **dict(response_pictures(rounds)),
    }
    return {place: as_json(picture) for place, picture in found.items()}


def pictures_at(stored: Mapping[str, Any], place: str) -> list[Numbered]:
    """Those that were drawn for one place, «modules-», with their numbers down the whole page."""
    ordered = enumerate(sorted(stored, key=_place_on_the_page), start=1)
    return [Numbered(number, from_json(stored[key])) for number, key in ordered if key.startswith(place)]


def _place_on_the_page(key: str) -> tuple[int, int]:
    """Sections in their own order; all else is in the order that it was drawn in."""
    place, number, *_rest = key.split("-")
    return ON_THE_PAGE.index(place), int(number) if place == "section" else 0


def _by_range(place: str, rows: list[tuple[Range, Any]], draw: Any) -> dict[str, Picture]:
    """Rows on the same scale stand in the same picture."""
    ranges = list(dict.fromkeys(one for one, _row in rows))
    return {
        f"{place}-{number}": draw([row for one, row in rows if one == scale], scale)
        for number, scale in enumerate(ranges, start=1)
    }


def _dots(rows: list[DotRow], scale: Range) -> Picture:
    return index_dots(rows, scale=(int(scale[0]), int(scale[1])))


def _gaps(rows: list[GapRow], scale: Range) -> Picture:
    return gap_plot(rows, scale=(int(scale[0]), int(scale[1])))


def _modules(points: list[CoveragePoint], scale: Range) -> Picture:
    return coverage_effect(points, scale=(int(scale[0]), int(scale[1])))


def _dot_rows(figures: Figures, instrument: Instrument) -> list[tuple[Range, DotRow]]:
    rows = []
    for index in instrument.indices:
        figure = figures["indices"][index.code]
        for level, cell in figure["cells"].items():
            if level.startswith(KIND) or _is_nobodys(figure["cells"][TOTAL]):
                continue
            row = DotRow(
                index.title.to(_language()),
                level_words(level),
                cell.get("mean"),
                cell.get("low"),
                cell.get("high"),
                cell.get("n"),
                why_hidden(cell),
            )
            rows.append((range_of(instrument, index.items[0]), row))
    return rows


def _is_nobodys(cell: Mapping[str, Any]) -> bool:
    return cell.get("hidden") == "none"


def _gap_rows(figures: Figures, instrument: Instrument) -> list[tuple[Range, GapRow]]:
    rows = []
    for gap in [one for one in figures["gaps"] if one["of"] == "item"][:MOST_GAPS]:
        cells = figures["items"][gap["code"]]["cells"]
        roles = {level_words(level): cell for level, cell in cells.items() if level.startswith(ROLE)}
        row = GapRow(
            instrument.item(gap["code"]).text.to(_language()),
            {name: cell.get("mean") for name, cell in roles.items()},
            {name: why_hidden(cell) for name, cell in roles.items() if "hidden" in cell},
        )
        rows.append((range_of(instrument, gap["code"]), row))
    return rows


def _module_points(figures: Figures, instrument: Instrument) -> list[tuple[Range, CoveragePoint]]:
    """Those that go together most with the outcome first, and those that are hidden last."""
    ordered = sorted(
        figures["modules"], key=lambda one: ("hidden" in one, -one.get("effect", 0), one["code"])
    )
    return [(range_of(instrument, one["code"]), _module(one, instrument)) for one in ordered]


def _module(one: Mapping[str, Any], instrument: Instrument) -> CoveragePoint:
    low, high = one.get("interval", (None, None))
    return CoveragePoint(
        instrument.item(one["code"]).text.to(_language()),
        one.get("coverage"),
        one.get("effect"),
        low,
        high,
        one.get("place", ""),
        one.get("n"),
        why_hidden(one),
    )


def _sections(figures: Figures, instrument: Instrument) -> Iterator[tuple[str, Picture]]:
    """Neighbours with the same answers to choose from stand in one picture, of everybody."""
    for number, section in enumerate(instrument.sections, start=1):
        ordered = [(item, scale) for item in section.items if (scale := _ordered(instrument, item))]
        for place, (_code, some) in enumerate(groupby(ordered, lambda both: both[1].code), start=1):
            members = list(some)
            scale = members[0][1]
            order = sorted(range(len(scale.options)), key=lambda at: scale.options[at].value)
            labels = [scale.options[at].label.to(_language()) for at in order]
            rows = [_likert(figures["items"][item.code]["cells"][TOTAL], item, order) for item, _s in members]
            yield f"section-{number}-{place}", diverging_bars(rows, labels)


def _ordered(instrument: Instrument, item: Item) -> AnswerScale | None:
    scale = instrument.scale_of(item)
    return scale if item.kind == "scale" and scale is not None and scale.kind == "ordered" else None


def _likert(cell: Mapping[str, Any], item: Item, order: list[int]) -> LikertItem:
    """A bar is drawn only of exact shares; bands stand in the table on the page."""
    text, shares = item.text.to(_language()), cell.get("shares", ())
    if "hidden" in cell:
        return LikertItem(text, None, None, why_hidden(cell))
    if not all(isinstance(share, float) for share in shares):
        return LikertItem(text, None, cell["n"], _("andelene står i tabellen"))
    return LikertItem(text, tuple(shares[at] for at in order), cell["n"])


def _language() -> str:
    return get_language() or "nb"
