"""The pictures of a wave's figures, drawn once. What is hidden is in no figure, and so in no picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.instruments.model import AnswerScale, Instrument, Item
from redthread.pictures.diverging_bars import LikertItem, diverging_bars
from redthread.pictures.gap_plot import GapRow, gap_plot
from redthread.pictures.index_dots import DotRow, index_dots
from redthread.pictures.picture import Picture, as_json
from redthread.surveys.answer_range import Range, range_of
from redthread.surveys.drawn_waves import wave_pictures
from redthread.surveys.figures.levels import KIND, ROLE, TOTAL
from redthread.surveys.level_words import level_words, why_hidden

Figures = Mapping[str, Any]
MOST_GAPS = 5


def pictures_of(rounds: Sequence[tuple[int, Figures]], instrument: Instrument) -> dict[str, Any]:
    """By the place where it stands: indices, gaps, each section with ordered answers, and what has changed.

    `rounds` are the figures of the waves by their numbers; the last are those that are drawn.
    """
    figures = rounds[-1][1]
    found = {
        **_by_range("indices", _dot_rows(figures, instrument), _dots),
        **_by_range("gaps", _gap_rows(figures, instrument), _gaps),
        **dict(_sections(figures, instrument)),
        **dict(wave_pictures(rounds, instrument)),
    }
    return {place: as_json(picture) for place, picture in found.items()}


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
