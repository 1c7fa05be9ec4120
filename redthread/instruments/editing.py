"""Small changes to a questionnaire: leave out, add, change, move. What is left always fits together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from redthread.instruments.model import AnswerScale, Index, Instrument, Item, Section, Text

OWN = "own_"  # what the codes of what is added here begin with


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
    code = _free({one.code for one in instrument.items})
    sections = [*instrument.sections]
    section = sections[number - 1]
    sections[number - 1] = replace(section, items=(*section.items, replace(item, code=code)))
    return replace(instrument, sections=tuple(sections))


def heading_over(instrument: Instrument, code: str) -> str:
    """The heading of the section that the item begins, and nothing over the others."""
    section, place = _place(instrument, code)
    return "" if place else instrument.sections[section].title.nb


def with_heading(instrument: Instrument, code: str, heading: str) -> Instrument:
    """With a section that begins at the item. Without a heading it belongs to the section before, if any."""
    at, place = _place(instrument, code)
    sections = [*instrument.sections]
    here = sections[at]
    if heading and place:
        sections[at : at + 1] = [
            replace(here, items=here.items[:place]),
            Section(Text(heading), here.items[place:]),
        ]
    elif heading:
        sections[at] = replace(here, title=Text(heading))
    elif at and not place:
        before = sections[at - 1]
        sections[at - 1 : at + 1] = [replace(before, items=(*before.items, *here.items))]
    return replace(instrument, sections=tuple(sections))


def _place(instrument: Instrument, code: str) -> tuple[int, int]:
    """The section and the place in it, both from 0."""
    return next(
        (at, place)
        for at, section in enumerate(instrument.sections)
        for place, one in enumerate(section.items)
        if one.code == code
    )


def with_changed(instrument: Instrument, item: Item) -> Instrument:
    """With this item in place of the one that has its code, and without own scales that nothing uses then."""
    sections = (
        replace(section, items=tuple(item if one.code == item.code else one for one in section.items))
        for section in instrument.sections
    )
    changed = replace(instrument, sections=tuple(sections))
    used = {one.scale for one in changed.items}
    scales = {code: one for code, one in changed.scales.items() if code in used or not code.startswith(OWN)}
    return replace(changed, scales=scales)


def with_scale(instrument: Instrument, scale: AnswerScale) -> tuple[Instrument, str]:
    """With the scale among the others, and its code there: one with the same answers is not added again."""
    for code, one in instrument.scales.items():
        if replace(one, code=scale.code) == scale:
            return instrument, code
    code = _free(instrument.scales)
    return replace(instrument, scales={**instrument.scales, code: replace(scale, code=code)}), code


def moved(instrument: Instrument, code: str, step: int) -> Instrument:
    """The item one place earlier (-1) or later (1); from the end of its section into the one beside it.

    Where it cannot go it stays; see `may_move`.
    """
    if not may_move(instrument, code, step):
        return instrument
    parts = [[*section.items] for section in instrument.sections]
    at, place = _place(instrument, code)
    here = parts[at]
    item = here.pop(place)
    if 0 <= place + step <= len(here):
        here.insert(place + step, item)
    else:
        parts[at + step].insert(len(parts[at + step]) if step < 0 else 0, item)
    sections = zip(instrument.sections, parts, strict=True)
    return replace(
        instrument, sections=tuple(replace(one, items=tuple(items)) for one, items in sections if items)
    )


def may_move(instrument: Instrument, code: str, step: int) -> bool:
    """Not past either end, and never past the question that it follows from, or that follows from it."""
    at, now = _place(instrument, code)
    section, place = instrument.sections[at], now + step
    codes = [item.code for item in section.items]
    if not 0 <= place < len(codes):
        return section != (instrument.sections[0] if step < 0 else instrument.sections[-1])
    first, second = sorted((place, place - step))
    follows = section.items[second].shown_if
    return follows is None or follows.item != codes[first]


def is_tied(instrument: Instrument, code: str) -> bool:
    """Whether something is reckoned or decided by its answers, so that other answers would not fit."""
    leads = any(one.shown_if is not None and one.shown_if.item == code for one in instrument.items)
    pairs = (*instrument.contradictions, *instrument.comparisons)
    together = (*(index.items for index in instrument.indices), *pairs)
    return leads or any(code in codes for codes in together)


def _free(taken: Collection[str]) -> str:
    """A code that nothing has."""
    return next(name for n in range(1, len(taken) + 2) if (name := f"{OWN}{n}") not in taken)


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
