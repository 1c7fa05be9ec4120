"""A wave beside the waves before it, drawn once: its indices, and how many have answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.instruments.model import Index, Instrument
from redthread.pictures.picture import Picture
from redthread.pictures.response_by_wave import ResponseBar, response_by_wave
from redthread.pictures.waves import WaveLine, WavePoint, waves
from redthread.surveys.answer_range import range_of
from redthread.surveys.figures.levels import KIND, TOTAL
from redthread.surveys.level_words import level_words, why_hidden

Figures = Mapping[str, Any]
NOT_THERE = {"hidden": "none"}


def wave_pictures(
    rounds: Sequence[tuple[int, Figures]], instrument: Instrument
) -> Iterator[tuple[str, Picture]]:
    """By place: «waves-…» of everybody, «levels-…» of each role. `rounds` are numbered, the last one now.

    What was hidden in its wave is a gap in the line, for it is not in the figures.
    """
    if len(rounds) < 2:
        return
    names = [_named(number) for number, _figures in rounds]
    ranges = [range_of(instrument, index.items[0]) for index in instrument.indices]
    for level in rounds[-1][1]["levels"]:
        for place, scale in enumerate(dict.fromkeys(ranges), start=1):
            some = [one for one, its in zip(instrument.indices, ranges, strict=True) if its == scale]
            lines = [line for one in some if _is_line(line := _line(one, level["code"], rounds))]
            if lines and level["axis"] != KIND:
                kind = "waves" if level["code"] == TOTAL else "levels"
                drawn = waves(
                    lines, names, scale=(int(scale[0]), int(scale[1])), title=level_words(level["code"])
                )
                yield f"{kind}-{level['code']}-{place}", drawn


def response_pictures(rounds: Sequence[tuple[int, Figures]]) -> Iterator[tuple[str, Picture]]:
    """Of those who were asked by name, each time. A wave of which it may not be told is hatched."""
    response = [(number, figures.get("response", {})) for number, figures in rounds]
    if len(rounds) > 1 and any("answered" in one for _number, one in response):
        bars = [_bar(_named(number), one) for number, one in response]
        caption = _("Hele stolpen er alle som ble spurt.")
        yield "response-1", response_by_wave(bars, caption=caption)


def _bar(name: str, one: Figures) -> ResponseBar:
    if "answered" in one:
        return ResponseBar(name, one["answered"], one["invited"])
    return ResponseBar(name, None, 0, _("vises ikke, siden det kunne røpe noen"))


def _named(number: int) -> str:
    return _("Runde %(number)d") % {"number": number}


def _line(index: Index, level: str, rounds: Sequence[tuple[int, Figures]]) -> WaveLine:
    cells = [figures["indices"].get(index.code, {"cells": {}})["cells"] for _number, figures in rounds]
    return WaveLine(
        index.title.to(get_language() or "nb"), [_point(one.get(level, NOT_THERE)) for one in cells]
    )


def _point(cell: Figures) -> WavePoint:
    return WavePoint(cell.get("mean"), cell.get("low"), cell.get("high"), cell.get("n"), why_hidden(cell))


def _is_line(line: WaveLine) -> bool:
    return sum(point.mean is not None for point in line.points) > 1
