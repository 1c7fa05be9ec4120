"""Versions for roles that no longer ask the same: another measure, another number, one of them negated.

Then a difference between the roles is a difference between the questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redthread.instruments.lint.bands import NUMBER_WORDS
from redthread.instruments.lint.findings import Finding, Severity, numbered
from redthread.instruments.lint.sentences import words_of
from redthread.instruments.model import ROLES, Instrument, Item
from redthread.instruments.words import marked as _
from redthread.instruments.words import say

MEASURE = re.compile(r"\bhvor (?:ofte|mange|mye|godt|lenge|stor|viktig|nyttig|fornøyd|sikker)\b", re.I)
NEGATIONS = frozenset(("ikke", "aldri", "ingen", "verken"))
NOT_COUNTED = frozenset(("en", "én", "ett", "ingen", "aldri"))  # an article, or a negation
# Words that mean another thing, or nothing, to somebody who does not work at a school.
OF_A_SCHOOL = re.compile(r"\b(?:skolen (?:min|din|vår)|(?:min|din|vår) skole|hos oss|kollega\w*)\b", re.I)
OUTSIDE = ("owner", "adviser")


def findings(instrument: Instrument) -> Iterator[Finding]:
    for place, item in numbered(instrument):
        for role, text in item.versions.items():
            for wrong in _differences(item.text.nb, text.nb):
                yield Finding(
                    "versions", Severity.FIX, place._replace(key=f"versions.{role}"),
                    say(wrong), say(_("Still det samme spørsmålet til begge, bare med ord som passer.")),
                )  # fmt: skip
        for role in item.versions:
            if not item.is_for(role) or (instrument.roles and role not in instrument.roles):
                yield Finding(
                    "versions", Severity.CONSIDER, place._replace(key=f"versions.{role}"),
                    say(_("Denne rollen får ikke spørsmålet, men har en egen utgave av det.")),
                    say(_("Ta bort utgaven, eller still spørsmålet til rollen også.")),
                )  # fmt: skip
    yield from _missing(instrument)


def _differences(text: str, version: str) -> Iterator[str]:
    if _measures(text) != _measures(version):
        yield _("Utgaven spør etter et annet mål («hvor ofte» er ikke «hvor godt»).")
    if _numbers(text) != _numbers(version):
        yield _("Utgaven har andre tall.")
    if bool(NEGATIONS & set(words_of(text))) != bool(NEGATIONS & set(words_of(version))):
        yield _("Bare den ene utgaven er nektende, så svarene går hver sin vei.")


def _measures(text: str) -> set[str]:
    return {one.lower() for one in MEASURE.findall(text)}


def _numbers(text: str) -> list[int]:
    found = [
        int(word) if word.isdigit() else NUMBER_WORDS.get(word, -1) if word not in NOT_COUNTED else -1
        for word in words_of(text)
    ]
    return sorted(number for number in found if number >= 0)


def _missing(instrument: Instrument) -> Iterator[Finding]:
    """Where a role has its own words elsewhere, and this question is put in the words of a school."""
    for role in instrument.roles or ROLES:
        has_own = any(role in item.versions for item in instrument.items)
        for place, item in numbered(instrument):
            if role in OUTSIDE and has_own and _lacks(item, role):
                yield Finding(
                    "versions", Severity.CONSIDER, place,
                    say(
                        _("Spørsmålet er skrevet for skolen, og har ingen utgave for «%(role)s»."),
                        role=role,
                    ),
                    say(_("Skriv en utgave for rollen, eller still det ikke til den.")),
                )  # fmt: skip


def _lacks(item: Item, role: str) -> bool:
    return item.is_for(role) and role not in item.versions and bool(OF_A_SCHOOL.search(item.text.nb))
