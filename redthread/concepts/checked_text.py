"""A pasted text with its insider words marked, and a text with one of the offers taken. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from redthread.concepts.insider_words import Entry, Mark, marks_in, with_offer


class Offer(NamedTuple):
    key: str  # which mark and which offer
    words: str


class Run(NamedTuple):
    """A run of the text; `number` is 0 where nothing is marked."""

    text: str
    number: int


class Hit(NamedTuple):
    number: int
    mark: Mark
    offers: list[Offer]


class Checked(NamedTuple):
    text: str
    runs: list[Run]
    hits: list[Hit]


def checked(text: str, own: Iterable[Entry]) -> Checked:
    marks = marks_in(text, own)
    hits = [
        Hit(
            number,
            mark,
            [Offer(f"{mark.start}-{at}", words) for at, words in enumerate(mark.offers)],
        )
        for number, mark in enumerate(marks, start=1)
    ]
    return Checked(text, _runs(text, marks), hits)


def _runs(text: str, marks: Sequence[Mark]) -> list[Run]:
    runs, at = [], 0
    for number, mark in enumerate(marks, start=1):
        if mark.start > at:
            runs.append(Run(text[at : mark.start], 0))
        runs.append(Run(mark.text, number))
        at = mark.end
    return [*runs, Run(text[at:], 0)] if at < len(text) else runs


def take_offer(text: str, key: str, own: Iterable[Entry]) -> str:
    """The text with the offer that the key names; as it was when the key fits nothing in it."""
    for hit in checked(text, own).hits:
        for offer in hit.offers:
            if offer.key == key:
                return with_offer(text, hit.mark, offer.words)
    return text
