"""What was answered to each item, for each level that may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from redthread.disclosure.tables import SENSITIVE_K
from redthread.instruments.coding import CHOSEN, DONT_KNOW, NOT_CHOSEN, NOT_RELEVANT, columns
from redthread.instruments.model import AnswerScale, Instrument, Item
from redthread.surveys.figures.answers import Answers, Counts, histogram
from redthread.surveys.figures.levels import Level
from redthread.surveys.figures.masking import Asked, held_back, mask_of
from redthread.surveys.figures.shown import bands_of, is_alike, mean_of, share_of, shares_of

Cell = dict[str, Any]


class Column(NamedTuple):
    """What is counted of one column of bytes: the bytes of its answers, and what each is worth."""

    item: Item
    scale: AnswerScale
    option: int | None
    bytes: tuple[int, ...]


def item_figures(answers: Answers, instrument: Instrument, asked: Asked) -> dict[str, Cell]:
    """By the column's code: `cells` by level, each with its figures or with why it is hidden."""
    found = {}
    for code, column in counted(instrument):
        counts = histogram(answers, code)
        least = threshold(column.item, column.scale, asked.k)
        people = {group.number: int(counts[group.number, list(column.bytes)].sum()) for group in asked.groups}
        own = asked._replace(k=least)
        mask = mask_of(people, own)
        cells = {level.code: _cell(column, counts, level, mask) for level in asked.levels}
        for level in held_back(people, own._replace(hidden=mask), _alike(column, cells)):
            cells[level] = _less_exact(cells[level])
        found[code] = {"item": column.item.code, "option": column.option, "k": least, "cells": cells}
    return found


def _alike(column: Column, cells: Mapping[str, Cell]) -> list[str]:
    """The levels of which no more may be known than that their answers are alike."""
    return [
        code
        for code, cell in cells.items()
        if "hidden" not in cell
        and (is_alike(cell.get("shares", [cell.get("share")])) or ("mean" in cell and cell["mean"] is None))
    ]


def _less_exact(cell: Cell) -> Cell:
    if "hidden" in cell:
        return cell
    told = (
        {"shares": bands_of(cell["shares"])} if "shares" in cell else {"share": bands_of([cell["share"]])[0]}
    )
    return {**cell, **told, **({"mean": None} if "mean" in cell else {})}


def counted(instrument: Instrument) -> Iterator[tuple[str, Column]]:
    for one in columns(instrument):
        item = instrument.item(one.item)
        scale = instrument.scale_of(item)
        assert scale is not None
        if one.option is not None:
            yield one.code, Column(item, scale, one.option.value, (NOT_CHOSEN, CHOSEN))
        else:
            yield one.code, Column(item, scale, None, tuple(range(1, len(scale.options) + 1)))


def threshold(item: Item, scale: AnswerScale, k: int) -> int:
    """Yes and no, and what is sensitive, need more people behind them."""
    is_open = item.is_sensitive or scale.kind == "yes_no" or item.kind == "choices"
    return max(k, SENSITIVE_K) if is_open else k


def _cell(column: Column, counts: Counts, level: Level, mask: Mapping[str, str]) -> Cell:
    if level.code in mask:
        return {"hidden": str(mask[level.code])}
    given = counts[list(level.numbers)].sum(axis=0)
    each = [int(given[one]) for one in column.bytes]
    people = sum(each)
    if column.option is not None:
        return {"n": people, "share": share_of(each[1], people)}
    cell: Cell = {"n": people, "shares": shares_of(each)}
    if column.scale.kind == "ordered":
        cell["mean"] = mean_of(*_in_order(each, column.scale))
    asked_of = people + int(given[DONT_KNOW]) + int(given[NOT_RELEVANT])
    if column.scale.has_dont_know:
        cell["dont_know"] = share_of(int(given[DONT_KNOW]), asked_of)
    if column.scale.has_not_relevant:
        cell["not_relevant"] = share_of(int(given[NOT_RELEVANT]), asked_of)
    return cell


def _in_order(counts: Sequence[int], scale: AnswerScale) -> tuple[list[int], list[int]]:
    """From the lowest value to the highest, whatever order the options are shown in."""
    both = sorted((option.value, count) for option, count in zip(scale.options, counts, strict=True))
    return [count for _value, count in both], [value for value, _count in both]
