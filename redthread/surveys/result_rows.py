"""What is shown of a wave, flat: a row a figure, as the page has it. Everything that is carried out of the
product is made of these rows, and so of nothing that is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from redthread.instruments.model import Instrument
from redthread.surveys.compared_rows import compared_rows
from redthread.surveys.figures.levels import ROLE, TOTAL, UNIT
from redthread.surveys.level_words import NO_MEAN, UNTOLD
from redthread.surveys.main_messages import Names
from redthread.surveys.measures import (
    ALPHA,
    ANSWERED,
    DONT_KNOW,
    HIGH,
    INDEX,
    INVITED,
    LOW,
    MEAN,
    NOT_RELEVANT,
    OMEGA,
    PEOPLE,
    SD,
    SHARE,
    Row,
)
from redthread.surveys.result_lines import told_units
from redthread.surveys.result_words import share_words

Figures = Mapping[str, Any]


def result_rows(figures: Figures, instrument: Instrument, language: str) -> Iterator[Row]:
    """How many have answered, then the items, the indices, and what is set against something else."""
    for level in figures["levels"]:
        yield _row("", "", level["code"], PEOPLE, "", level.get("n"), level)
    yield from _response(figures)
    yield from _items(figures, instrument, language)
    yield from _indices(figures, instrument, language)
    yield from compared_rows(figures, Names(instrument, language))


def _response(figures: Figures) -> Iterator[Row]:
    """In all, by role and by unit, of those who were asked by name; the units that are hidden are one row."""
    response = figures.get("response", {"invited": 0})
    if response["invited"] == 0:
        return
    yield from _answered(TOTAL, response)
    for role, cell in response["by_role"].items():
        yield from _answered(f"{ROLE}:{role}", cell)
    for name, cell in told_units(response):
        yield from _answered(f"{UNIT}:{name}", cell)


def _answered(level: str, cell: Figures) -> Iterator[Row]:
    if "hidden" in cell:
        yield Row("", "", level, ANSWERED, hidden=UNTOLD)
        return
    yield Row("", "", level, INVITED, value=cell["invited"])
    yield Row("", "", level, ANSWERED, value=cell["answered"])


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
    return Row(code, text, level, measure, answer, number, words, cell.get("n"), hidden=hidden)
