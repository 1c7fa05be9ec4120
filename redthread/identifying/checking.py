"""The checker: every mark in a text, in order and without overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redthread.identifying.addresses import addresses_in
from redthread.identifying.contact import contacts_in
from redthread.identifying.days import ages_in, classes_in, dates_in
from redthread.identifying.dialect import dialect_in
from redthread.identifying.folding import Folded
from redthread.identifying.known import Known
from redthread.identifying.known_index import Hit, Index
from redthread.identifying.language import WORDS, cased, language_of, owned
from redthread.identifying.lexicon import Is, look_up, single_places, soft
from redthread.identifying.lexicon import known as listed
from redthread.identifying.marks import Found, Kind, Mark, settle
from redthread.identifying.names import names_in
from redthread.identifying.numbers import numbers_in
from redthread.identifying.phrases import Phrase
from redthread.identifying.reading import Reading
from redthread.identifying.spelled import spelled_names_in
from redthread.identifying.third_persons import third_persons_in
from redthread.identifying.titles import titled_in

NOBODY = Known()


def check_text(text: str, known: Known | Index = NOBODY) -> list[Mark]:
    """What in the text can identify somebody.

    `start` and `end` count code points of the text as it was given. The caller's own names come as `Known`,
    or as an
    `Index` made once for many texts. Takes time in proportion to the length, and never raises for any text.
    """
    folded = Folded(text)
    reading = Reading(folded.text)
    language = language_of(reading.lower)
    index = known if isinstance(known, Index) else Index(known)
    return list(_in_original(folded, settle(_found(reading, language, index), folded.text)))


def _found(reading: Reading, language: str, index: Index) -> list[Found]:
    text = reading.text
    people = list(third_persons_in(reading, language))
    named: list[Phrase | Hit] = [*(index.find(reading) if index else ()), *names_in(reading)]
    found = _with_titles(people, [_named(reading, one, language) for one in named])
    found += spelled_names_in(text, language)
    found += titled_in(text)
    found += ages_in(text, language)
    found += numbers_in(reading)
    found += contacts_in(text)
    found += addresses_in(reading, single_places())
    found += classes_in(reading, language)
    found += dialect_in(reading, language)
    found += dates_in(reading, found, language)
    return found


def _named(reading: Reading, phrase: Phrase | Hit, language: str) -> Found:
    neutral = WORDS[language][phrase.neutral].one
    if _is_owner(reading, phrase.last):
        neutral = owned(neutral, language)
    opens = reading.opens(phrase.first) and not neutral.startswith("[")
    return Found(phrase.start, phrase.end, phrase.kind, cased(neutral, opens=opens))


def _is_owner(reading: Reading, last: int) -> bool:
    """Whether something of theirs follows: a name that nobody has listed may end in s by itself."""
    word = soft(reading.words[last])
    if not word.endswith("s") or len(word) <= 3 or word in listed():
        return False
    follows = reading.joined(last) and not look_up(reading.word(last + 1)) & Is.VERB
    return follows or word[:-1] in listed()


def _with_titles(people: list[Found], named: list[Found]) -> list[Found]:
    """«rektor Kari Nordmann», «eleven Ola» are one mark, replaced by the neutral word for the first."""
    ends = {one.end: one for one in people}
    both = [
        Found(title.start, one.end, Kind.NAME, title.suggestion)
        if one.kind == Kind.NAME and (title := ends.get(one.start - 1))
        else one
        for one in named
    ]
    return [*people, *both]


def _in_original(folded: Folded, found: Iterable[Found]) -> Iterator[Mark]:
    until = 0
    for one in found:
        start, end = folded.span(one.start, one.end)
        start = max(start, until)  # two may be written with one sign
        if start < end:
            yield Mark(start, end, folded.original[start:end], one.kind, one.suggestion)
            until = end
