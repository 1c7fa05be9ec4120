"""Two statements that nobody can agree with at once (003 §8.3): the same words, one of them negated.

A pair may be wanted, as a check of how people answer. Then it is declared, and the results notice it. In an
index the one of them must count the other way, else they cancel each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from redthread.instruments.lint.findings import Finding, Severity, numbered
from redthread.instruments.lint.sentences import words_of
from redthread.instruments.model import Instrument, Item
from redthread.instruments.problems import Place
from redthread.instruments.words import marked as _
from redthread.instruments.words import say

NEGATIONS = frozenset(("ikke", "aldri", "ingen"))
OPPOSITES = (
    "lett vanskelig", "lett tung", "enkelt krevende", "enkelt vanskelig", "lite mye", "få mange",
    "kort lang", "kort langt", "høyt lavt", "god dårlig", "godt dårlig", "nyttig unyttig",
    "nyttige unyttige", "klart uklart", "tydelig utydelig", "trygg utrygg", "fornøyd misfornøyd",
    "alltid aldri", "sterk svak",
)  # fmt: skip
OPPOSITE = {frozenset(pair.split()) for pair in OPPOSITES}


def findings(instrument: Instrument) -> Iterator[Finding]:
    places = {item.code: place for place, item in numbered(instrument)}
    declared = {frozenset(pair) for pair in instrument.contradictions}
    found = {frozenset((a.code, b.code)) for a, b in _against_each_other(instrument)}
    for pair in sorted(found - declared, key=sorted):
        first, second = sorted(pair, key=lambda code: places[code].number)
        yield Finding(
            "contradicting", Severity.CONSIDER, places[second],
            say(_("Påstanden sier det motsatte av «%(other)s»."), other=first),
            say(
                _("Ta bort den ene, eller skriv paret under «contradictions», så resultatene ser etter det.")
            ),
        )  # fmt: skip
    for pair in sorted(found | declared, key=sorted):
        yield from _in_one_index(instrument, pair, places)


def _in_one_index(
    instrument: Instrument, pair: frozenset[str], places: dict[str, Place]
) -> Iterator[Finding]:
    turned = {item.code: item.is_reversed for item in instrument.items}
    first, second = sorted(pair, key=lambda code: places[code].number)
    for index in instrument.indices:
        if pair <= set(index.items) and turned[first] == turned[second]:
            yield Finding(
                "contradicting", Severity.FIX, places[second],
                say(
                    _("Den og «%(other)s» er motsatte, men teller samme vei i indeksen «%(index)s»."),
                    other=first, index=index.code,
                ),
                say(_("Snu den ene med «reversed», eller ta den ut av indeksen.")),
            )  # fmt: skip


def _against_each_other(instrument: Instrument) -> Iterator[tuple[Item, Item]]:
    rated = [(item, words_of(item.text.nb)) for item in instrument.items if item.kind == "scale"]
    for (a, first), (b, second) in combinations(rated, 2):
        if a.scale == b.scale and _are_opposite(first, second):
            yield a, b


def _are_opposite(first: list[str], second: list[str]) -> bool:
    if abs(len(first) - len(second)) > 1:
        return False
    negated = [len(words) - len(_without(words)) for words in (first, second)]
    if sorted(negated) == [0, 1]:
        return _without(first) == _without(second)
    different = [(a, b) for a, b in zip(first, second, strict=False) if a != b]
    return len(first) == len(second) and len(different) == 1 and frozenset(different[0]) in OPPOSITE


def _without(words: list[str]) -> list[str]:
    return [word for word in words if word not in NEGATIONS]
