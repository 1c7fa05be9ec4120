"""Which words several answers share, so that they can be marked softly beside each other. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from redthread.concepts.word_forms import WORD, stem

SHARED_BY = 2
SHORTEST = 4
# Words that everybody uses whatever they mean; bokmål and nynorsk.
_EVERYDAY = frozenset(files(__package__).joinpath("data/everyday.txt").read_text(encoding="utf-8").split())


class Piece(NamedTuple):
    """A run of an answer; `is_shared` where another answer has the same word."""

    text: str
    is_shared: bool


def shared_stems(answers: Sequence[str], *, besides: str = "") -> frozenset[str]:
    """The words that at least two answers have, in whatever form; not those of the question itself."""
    asked = _stems(besides)
    seen = Counter(one for answer in answers for one in _stems(answer))
    return frozenset(one for one, count in seen.items() if count >= SHARED_BY) - asked


def _stems(text: str) -> frozenset[str]:
    words = (match.group().lower() for match in WORD.finditer(text))
    return frozenset(stem(word) for word in words if len(word) >= SHORTEST and word not in _EVERYDAY)


def pieces_of(answer: str, shared: frozenset[str]) -> list[Piece]:
    """The answer in runs, with the shared words apart.

    >>> pieces_of("Elevene leser", frozenset({"elev"}))
    [Piece(text='Elevene', is_shared=True), Piece(text=' leser', is_shared=False)]
    """
    pieces, at = [], 0
    for match in WORD.finditer(answer):
        small = match.group().lower()
        if len(small) < SHORTEST or small in _EVERYDAY or stem(small) not in shared:
            continue
        if match.start() > at:
            pieces.append(Piece(answer[at : match.start()], False))
        pieces.append(Piece(match.group(), True))
        at = match.end()
    if at < len(answer):
        pieces.append(Piece(answer[at:], False))
    return pieces
