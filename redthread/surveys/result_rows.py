"""What is shown of a wave, flat: a row a figure, as the page has it. Everything that is carried out of the
product is made of these rows, and so of nothing that is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from redthread.instruments.model import Instrument
from redthread.surveys.level_words import NO_MEAN
from redthread.surveys.result_words import share_words

Figures = Mapping[str, Any]
MEAN, SHARE, DONT_KNOW, NOT_RELEVANT, INDEX, SD, LOW, HIGH, ALPHA, OMEGA, PEOPLE = (
    "mean",
    "share",
    "dont_know",
    "not_relevant",
    "index",
    "sd",
    "low",
    "high",
    "alpha",
    "omega",
    "people",
)


class Row(NamedTuple):
    """`value` is None for a band (told in `words`) and for what is hidden, whose `hidden` tells why."""

    code: str
    text: str
    level: str
    measure: str
    answer: str
    value: float | None
    words: str
    n: int | None
    hidden: str


def result_rows(figures: Figures, instrument: Instrument, language: str) -> Iterator[Row]:
    """How many have answered, then the items, then the indices."""
    for level in figures["levels"]:
        yield _row("", "", level["code"], PEOPLE, "", level.get("n"), level)
    yield from _items(figures, instrument, language)
    yield from _indices(figures, instrument, language)


def _items(figures: Figures, instrument: Instrument, language: str) -> Iterator[Row]:
    for code, figure in figures["items"].items():
        for level, cell in figure["cells"].items():
            for measure, answer, value in _of_item(figure, cell, instrument, language):
                text = instrument.item(figure["item"]).text.to(language)
                yield _row(code, text, level, measure, answer, value, cell)


def _indices(figures: Figures, instrument: Instrument, language: str) -> Iterator[Row]:
    for index in instrument.indices:
        figure = figures["indices"][index.code]
        title = index.title.to(language)
        for level, cell in figure["cells"].items():
            for measure, key in ((INDEX, "mean"), (SD, "sd"), (LOW, "low"), (HIGH, "high")):
                yield _row(index.code, title, level, measure, "", cell.get(key), cell)
        for measure in (ALPHA, OMEGA):
            if figure["reliability"].get(measure) is not None:
                value = figure["reliability"][measure]
                yield _row(index.code, title, "total", measure, "", value, figure["reliability"])


def _of_item(
    figure: Figures, cell: Figures, instrument: Instrument, language: str
) -> Iterator[tuple[str, str, Any]]:
    """A hidden cell has one row, which says so."""
    scale = instrument.scale_of(instrument.item(figure["item"]))
    assert scale is not None
    labels = {option.value: option.label.to(language) for option in scale.options}
    if "hidden" in cell:
        has_mean = figure["option"] is None and scale.kind == "ordered"
        yield MEAN if has_mean else SHARE, labels.get(figure["option"], ""), None
        return
    if "share" in cell:
        yield SHARE, labels[figure["option"]], cell["share"]
        return
    if "mean" in cell:
        yield MEAN, "", cell["mean"]
    for label, share in zip(labels.values(), cell["shares"], strict=True):
        yield SHARE, label, share
    for measure in (DONT_KNOW, NOT_RELEVANT):
        if measure in cell:
            yield measure, "", cell[measure]


def _row(code: str, text: str, level: str, measure: str, answer: str, value: Any, cell: Figures) -> Row:
    band = isinstance(value, list)
    number = None if band or value is None else float(value)
    words = share_words(value) if band else ""
    hidden = str(cell.get("hidden", NO_MEAN if value is None else ""))
    return Row(code, text, level, measure, answer, number, words, cell.get("n"), hidden)
