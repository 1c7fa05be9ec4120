"""Insider words in a text, with plain ones to write instead (002 L3096-3122). Pure.

Those outside do not know the words that have grown in a network. What is looked for is the network's own
concepts and a short list of the field's jargon; a network's own word comes before the list's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from redthread.concepts.word_forms import WORD, Form, form_of, is_compound_of

MOST_WORDS = 4  # in one entry
Offers = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A word that those outside may not know. `forms` are ways to write it, each of one or more words.

    `plain` has what to write instead: as it stands, definite, plural, plural definite; fewer when it does not
    bend. `about` says what it means.
    """

    forms: tuple[str, ...]
    plain: Offers = ()
    about: str = ""
    is_ours: bool = False  # of the network's own concepts
    href: str = ""

    @property
    def word(self) -> str:
        return self.forms[0]


@dataclass(frozen=True)
class Mark:
    """Where in the text it stands, from `start` up to `end`, and what may be written there instead."""

    start: int
    end: int
    text: str
    entry: Entry
    offers: Offers


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    small: str


@cache
def jargon() -> tuple[Entry, ...]:
    """The built-in list: words that are everyday in the field and foreign outside it."""
    text = files(__package__).joinpath("data/jargon.csv").read_text(encoding="utf-8")
    return tuple(
        Entry(
            tuple(row["forms"].split("|")),
            tuple(row["plain"].split("|")) if row["plain"] else (),
            row["about"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def marks_in(text: str, own: Iterable[Entry] = ()) -> list[Mark]:
    """The insider words of the text, in order and never one inside another."""
    tokens = [_Token(m.start(), m.end(), m.group().lower()) for m in WORD.finditer(text)]
    entries = _by_first_letters([*own, *jargon()])
    found: list[Mark] = []
    at = 0
    while at < len(tokens):
        mark, used = _mark_at(text, tokens, at, entries)
        if mark is not None:
            found.append(mark)
        at += used
    return found


@dataclass(frozen=True)
class _Lookup:
    """Entries by the first letters of their first word, and single words to look for inside others."""

    starts: dict[str, list[tuple[tuple[str, ...], Entry]]]
    singles: list[tuple[str, Entry]]


def _by_first_letters(entries: Sequence[Entry]) -> _Lookup:
    starts: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    singles = []
    for entry in entries:
        for form in entry.forms:
            words = tuple(match.group().lower() for match in WORD.finditer(form))[:MOST_WORDS]
            if not words:
                continue
            starts.setdefault(words[0][:3], []).append((words, entry))
            if len(words) == 1:
                singles.append((words[0], entry))
    return _Lookup(starts, singles)


def _mark_at(text: str, tokens: Sequence[_Token], at: int, entries: _Lookup) -> tuple[Mark | None, int]:
    """What stands here, and how many words it takes; the longest wins, then the network's own."""
    best: tuple[int, Form, Entry] | None = None
    for words, entry in entries.starts.get(tokens[at].small[:3], ()):
        form = _phrase(text, tokens[at : at + len(words)], words)
        if form is not None and (best is None or len(words) > best[0]):
            best = (len(words), form, entry)
    if best is not None:
        length, form, entry = best
        start, end = tokens[at].start, tokens[at + length - 1].end
        return Mark(start, end, text[start:end], entry, _offers(entry, form, text[start:end])), length
    token = tokens[at]
    inside = next((entry for word, entry in entries.singles if is_compound_of(token.small, word)), None)
    if inside is not None:
        return Mark(token.start, token.end, text[token.start : token.end], inside, ()), 1
    return None, 1


def _phrase(text: str, tokens: Sequence[_Token], words: Sequence[str]) -> Form | None:
    """The form of the last word, when every word stands here in some form with nothing but space between."""
    if len(tokens) < len(words) or any(text[a.end : b.start].strip() for a, b in pairwise(tokens)):
        return None
    forms = [form_of(token.small, word) for token, word in zip(tokens, words, strict=True)]
    return None if None in forms else forms[-1]


def _offers(entry: Entry, form: Form, written: str) -> Offers:
    offers = []
    if entry.plain:
        bends = len(entry.plain) > 1
        at = min(form, len(entry.plain) - 1) if form != Form.OTHER and bends else 0
        offers.append(entry.plain[at])
    if entry.is_ours and entry.about and len(entry.about) <= 160:
        offers.append(f"{written} ({entry.about[0].lower()}{entry.about[1:].rstrip('. ')})")
    return tuple(_as_written(offer, written) for offer in offers)


def _as_written(offer: str, written: str) -> str:
    """With a capital first where the word had one, unless it is all capitals, which is how acronyms are."""
    is_sentence_start = written[:1].isupper() and not written[:2].isupper()
    return offer[:1].upper() + offer[1:] if is_sentence_start else offer


def with_offer(text: str, mark: Mark, offer: str) -> str:
    """The text with the offer where the mark is."""
    return text[: mark.start] + offer + text[mark.end :]
