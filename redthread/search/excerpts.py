"""A little of a text around what was looked for, with the words marked. Pure; escaping is the template's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from redthread.search.engines import Alternatives
from redthread.search.folding import WORD, folded, terms_of, words_in

BEFORE, LONGEST = 60, 180


class Piece(NamedTuple):
    text: str
    is_hit: bool


def marked(text: str, words: Sequence[Alternatives]) -> list[Piece]:
    """The whole text in pieces, of which some are hits."""
    pieces: list[Piece] = []
    at = 0
    for start, end in _hits(text, words):
        pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    return [piece for piece in (*pieces, Piece(text[at:], False)) if piece.text]


def excerpt(text: str, words: Sequence[Alternatives]) -> list[Piece]:
    """About two lines from where the first hit stands; nothing where there is none."""
    text = " ".join(text.split())
    hits = _hits(text, words)
    if not hits:
        return []
    start = 0 if hits[0][0] <= BEFORE else text.rfind(" ", 0, hits[0][0] - BEFORE // 2) + 1
    end = (
        len(text)
        if len(text) <= start + LONGEST
        else max(text.rfind(" ", start, start + LONGEST), hits[0][1])
    )
    pieces = marked(text[start:end], words)
    before = [Piece("… ", False)] if start else []
    after = [Piece(" …", False)] if end < len(text) else []
    return [*before, *pieces, *after]


def _hits(text: str, words: Sequence[Alternatives]) -> list[tuple[int, int]]:
    return [found.span() for found in WORD.finditer(text) if _is_hit(found.group(), words)]


def _is_hit(typed: str, words: Sequence[Alternatives]) -> bool:
    for word in words_in(typed):
        terms, plain = terms_of(word), folded(word)
        for one in words:
            is_begun = one.beginning and (
                plain.startswith(one.beginning) or any(term.startswith(one.beginning) for term in terms)
            )
            if terms and (one.stem in terms or is_begun):
                return True
    return False
