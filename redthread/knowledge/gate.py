"""The gate: what in a story can identify somebody, and what the teller has done about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from redthread.identifying.checking import check_text
from redthread.identifying.combinations import combinations_in, is_small
from redthread.identifying.known_index import Index
from redthread.identifying.marks import Kind, Mark
from redthread.knowledge.known_names import known_of, schools_around
from redthread.knowledge.models import Story
from redthread.knowledge.parts import CHECKED, LABELS

TOGETHER = "together"
# Seldom identifying by themselves: shown, and not asked about.
ONLY_SHOWN = (Kind.GROUP, Kind.DIALECT)
LONGEST_KEPT = 300


class Piece(NamedTuple):
    """A run of a part: plain words, or a mark. `number` is the mark's place among the marks of the part."""

    text: str
    kind: str = ""
    suggestion: str = ""
    number: int = -1
    is_decided: bool = True
    reason: str = ""

    @property
    def is_mark(self) -> bool:
        return bool(self.kind)


class Part(NamedTuple):
    """One part of the story as the gate shows it."""

    key: str
    label: str
    pieces: list[Piece]
    together: list[Piece]  # sentences in which several traits point at somebody

    @property
    def marks(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.is_mark]

    @property
    def undecided(self) -> list[Piece]:
        return [piece for piece in (*self.marks, *self.together) if not piece.is_decided]


class Gate(NamedTuple):
    parts: list[Part]
    is_small: bool

    @property
    def undecided(self) -> int:
        return sum(len(part.undecided) for part in self.parts)

    @property
    def is_open(self) -> bool:
        """Whether every mark has been decided about."""
        return self.undecided == 0

    @property
    def can_replace(self) -> int:
        return sum(1 for part in self.parts for piece in part.undecided if piece.suggestion)


def text_in(story: Story, part: str) -> str:
    return str(getattr(story, part))


class Checker:
    """The checker for one story: the network's names are read once."""

    def __init__(self, story: Story) -> None:
        self._index = Index(known_of(story.network))
        self._schools = schools_around(story.school)

    @property
    def is_small(self) -> bool:
        return is_small(inhabitants=None, schools=self._schools)

    def marks(self, text: str) -> list[Mark]:
        return check_text(text, self._index)

    def together(self, text: str, marks: Iterable[Mark]) -> list[str]:
        return [one.text for one in combinations_in(text, marks, schools=self._schools)]


def look_over(story: Story, files: Iterable[str] = ()) -> Gate:
    """Everything that is marked in the story and in the names of its files. Six queries."""
    checker = Checker(story)
    kept = {(one.part, one.kind, one.text): one.get_reason_display() for one in story.kept_words.all()}
    texts = [(part, text_in(story, part)) for part in CHECKED]
    texts += [("files", name) for name in files]
    parts = [_part(key, text, checker, kept) for key, text in texts if text.strip()]
    return Gate(parts, checker.is_small)


def _part(key: str, text: str, checker: Checker, kept: dict[tuple[str, str, str], str]) -> Part:
    marks = checker.marks(text)
    together = [_together(key, words, kept) for words in checker.together(text, marks)]
    return Part(key, str(LABELS[key]), _pieces(key, text, marks, kept), together)


def _pieces(key: str, text: str, marks: list[Mark], kept: dict[tuple[str, str, str], str]) -> list[Piece]:
    pieces, at = [], 0
    for number, mark in enumerate(marks):
        if mark.start > at:
            pieces.append(Piece(text[at : mark.start]))
        reason = kept.get((key, mark.kind, mark.text[:LONGEST_KEPT]), "")
        is_decided = bool(reason) or mark.kind in ONLY_SHOWN
        # The name of a file is changed by sending the file anew.
        suggestion = "" if key == "files" else mark.suggestion
        pieces.append(Piece(mark.text, mark.kind, suggestion, number, is_decided, reason))
        at = mark.end
    return [*pieces, Piece(text[at:])] if at < len(text) else pieces


def _together(key: str, words: str, kept: dict[tuple[str, str, str], str]) -> Piece:
    reason = kept.get((key, TOGETHER, words[:LONGEST_KEPT]), "")
    return Piece(words, TOGETHER, is_decided=bool(reason), reason=reason)
