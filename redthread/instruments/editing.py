"""Small changes to a questionnaire: leave out, add, say in other words. What is left always fits together."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from redthread.instruments.model import AnswerScale, Index, Instrument, Item, Text


def without_items(instrument: Instrument, codes: Collection[str]) -> Instrument:
    """Without these, and without the questions that only follow from them.

    An index keeps what is left of it, and is left out with its last question. So is a section.
    """
    gone = set(codes)
    for item in instrument.items:
        if item.shown_if is not None and item.shown_if.item in gone:
            gone.add(item.code)
    sections = (
        replace(section, items=tuple(item for item in section.items if item.code not in gone))
        for section in instrument.sections
    )
    return _tidied(replace(instrument, sections=tuple(one for one in sections if one.items)), gone)


def without_section(instrument: Instrument, number: int) -> Instrument:
    """Without the section of that number, from 1."""
    return without_items(instrument, {item.code for item in instrument.sections[number - 1].items})


def with_item(instrument: Instrument, number: int, item: Item) -> Instrument:
    """The item last in the section of that number, from 1, with a code that is free."""
    taken = {one.code for one in instrument.items}
    code = next(name for n in range(1, len(taken) + 2) if (name := f"own_{n}") not in taken)
    sections = [*instrument.sections]
    section = sections[number - 1]
    sections[number - 1] = replace(section, items=(*section.items, replace(item, code=code)))
    return replace(instrument, sections=tuple(sections))


def with_words(instrument: Instrument, code: str, text: Text) -> Instrument:
    """The item in other words; its versions for roles stand."""
    return _changed(instrument, code, lambda item: replace(item, text=text))


def with_scale(instrument: Instrument, scale: AnswerScale) -> Instrument:
    """With the scale among the others."""
    return replace(instrument, scales={**instrument.scales, scale.code: scale})


def _changed(instrument: Instrument, code: str, change: Callable[[Item], Item]) -> Instrument:
    sections = (
        replace(section, items=tuple(change(one) if one.code == code else one for one in section.items))
        for section in instrument.sections
    )
    return replace(instrument, sections=tuple(sections))


def _tidied(instrument: Instrument, gone: set[str]) -> Instrument:
    """Without what speaks of those that are gone."""
    indices = (replace(index, items=_left(index, gone)) for index in instrument.indices)
    contradictions, comparisons = (
        tuple(pair for pair in pairs if not gone & set(pair))
        for pairs in (instrument.contradictions, instrument.comparisons)
    )
    left = tuple(one for one in indices if one.items)
    return replace(instrument, indices=left, contradictions=contradictions, comparisons=comparisons)


def _left(index: Index, gone: set[str]) -> tuple[str, ...]:
    return tuple(code for code in index.items if code not in gone)
