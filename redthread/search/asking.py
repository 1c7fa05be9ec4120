"""What was typed, as words to look for. Anything may be typed; only its letters and digits count."""

from __future__ import annotations

from typing import NamedTuple

from redthread.search.engines import Alternatives
from redthread.search.folding import folded, stem, terms_of, words_in
from redthread.search.terms import blind

LONGEST, MOST_WORDS, SHORTEST_BEGINNING = 200, 8, 4


class Question(NamedTuple):
    """`text` is what is shown again in the field; `words` are those that are looked for. `is_cut` when more
    was typed than is looked for; `is_common` when every word stands everywhere."""

    text: str
    words: tuple[str, ...]
    is_cut: bool = False
    is_common: bool = False

    def with_words(self, words: tuple[str, ...]) -> Question:
        return self._replace(words=words)


def question_of(typed: str) -> Question:
    text = " ".join(typed[: LONGEST * 4].replace("\0", " ").split())[:LONGEST]
    every = words_in(text)
    words = tuple(dict.fromkeys(word for word in every if terms_of(word)))
    is_cut = len(typed.strip()) > LONGEST or len(words) > MOST_WORDS
    return Question(text, words[:MOST_WORDS], is_cut, is_common=bool(every) and not words)


def alternatives(word: str) -> Alternatives:
    """The stem that the word has, the beginning of longer ones, and its sum in texts that are blind."""
    plain = folded(word)
    its_stem = stem(plain)
    beginning = its_stem if len(its_stem) > SHORTEST_BEGINNING else plain
    beginning = beginning if len(beginning) >= SHORTEST_BEGINNING else ""
    return Alternatives(its_stem, beginning, blind(its_stem))
