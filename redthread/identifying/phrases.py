"""A name from its first word to its last, and what it is the name of."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from redthread.identifying.lexicon import Is, is_everyday, long_places, look_up, word_group
from redthread.identifying.marks import Kind
from redthread.identifying.reading import Reading

LISTED = Is.GIVEN | Is.SURNAME
PARTICLES = word_group("phrases.particles")
SCHOOL = word_group("phrases.school")
KINDERGARTEN = word_group("phrases.kindergarten")
MUNICIPAL = word_group("phrases.municipal")
SCHOOL_TAILS = (
    "skolen",
    "skolens",
    "skulen",
    "skole",
    "skoles",
    "skule",
    "skules",
    "ungdomsskole",
    "oppvekstsenter",
    "oppveksttun",
    "barnehagen",
    "barnehage",
)
NOT_OF_ONE = word_group("phrases.not_of_one")
FROM_PLACE = word_group("phrases.from_place")
LONGEST = 8
BEFORE = {
    **dict.fromkeys(
        ("prosjektet", "prosjekt", "satsingen", "satsinga", "programmet"), (Kind.PROJECT, "project")
    ),
    **dict.fromkeys(("nettverket", "nettverk", "læringsnettverket"), (Kind.NETWORK, "network")),
    **dict.fromkeys(("kommunen", "bygda", "bygden", "byen"), (Kind.PLACE, "municipality")),
}


class Phrase(NamedTuple):
    """Words from `first` to `last` (both in it), what they name, and where they stand in the folded text."""

    first: int
    last: int
    kind: Kind
    start: int
    end: int
    neutral: str  # which neutral word may stand in its place


def phrase_from(reading: Reading, first: int) -> Phrase:
    last = _last(reading, first)
    kind, neutral, last = _what(reading, first, last)
    start, end = reading.starts[first], reading.ends[last]
    if len(reading.words[last]) == 1 and reading.text[end : end + 1] == ".":
        end += 1
    if first and kind in (Kind.PROJECT, Kind.NETWORK) and reading.words[first - 1][0].isupper():
        start = reading.starts[first - 1]
    return Phrase(first, last, kind, start, end, neutral)


def _last(reading: Reading, first: int) -> int:
    last = first
    while last + 1 < len(reading) and last - first < LONGEST:
        gap = reading.gap(last)
        if gap in (". ", ".") and len(reading.words[last]) == 1:
            gap = " "
        if gap not in (" ", "  ", "\t"):
            break
        if _carries_on(reading, last + 1):
            last += 1
        elif _by_particle(reading, first, last + 1):
            last += 2
        else:
            break
    return last


def _carries_on(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    if not word[0].isupper():
        flags = look_up(word)
        return bool(flags & LISTED) and not flags & ~LISTED and len(word) > 2
    if len(word) == 1:
        return word not in "IÅ"
    flags = look_up(word)
    return bool(flags & (LISTED | Is.BOTH | Is.PLACE)) or not flags & (Is.MAY_HAVE_CAPITAL | Is.EVERYDAY)


def _by_particle(reading: Reading, first: int, at: int) -> bool:
    """«van der Berg», «Mo i Rana», «Møre og Romsdal»: small words that belong to a name."""
    word = reading.lower[at]
    if word not in PARTICLES or not reading.joined(at) or not reading.words[at + 1][0].isupper():
        return False
    if word in ("i", "og", "av", "de", "den", "du"):
        return _is_long_place(reading.text[reading.starts[first] : reading.ends[at + 1]])
    return _carries_on(reading, at + 1)


def _what(reading: Reading, first: int, last: int) -> tuple[Kind, str, int]:
    following = reading.word(last + 1) if reading.joined(last) else ""
    for endings, kind, neutral in (
        (SCHOOL, Kind.SCHOOL, "school"),
        (KINDERGARTEN, Kind.SCHOOL, "kindergarten"),
        (MUNICIPAL, Kind.PLACE, "municipality"),
    ):
        if following in endings:
            return kind, neutral, last + 1
    if following == "videregående" or following == "vidaregåande":
        more = 2 if reading.joined(last + 1) and reading.word(last + 2) in SCHOOL else 1
        return Kind.SCHOOL, "school", last + more
    if following in ("nettverket", "nettverk", "nettverkets"):
        return Kind.NETWORK, "network", last + 1
    if following in ("prosjektet", "prosjekt", "satsingen", "satsinga", "modellen"):
        return Kind.PROJECT, "project", last + 1
    return *_by_itself(reading, first, last), last


def _by_itself(reading: Reading, first: int, last: int) -> tuple[Kind, str]:
    """What a name is of when no word after it says so."""
    before = reading.word(first - 1)
    flags = [look_up(reading.words[one]) for one in range(first, last + 1)]
    is_given = any(flag & Is.GIVEN for flag in flags) and not flags[0] & Is.PLACE
    if reading.lower[last].endswith(SCHOOL_TAILS):
        return Kind.SCHOOL, "kindergarten" if "barnehage" in reading.lower[last] else "school"
    if before in BEFORE and not is_given:
        return BEFORE[before]
    if _is_long_place(reading.text[reading.starts[first] : reading.ends[last]]):
        return Kind.PLACE, "municipality"
    if is_given or not _is_place(flags, before):
        return Kind.NAME, "person"
    return Kind.PLACE, "municipality" if before in ("i", "fra", "frå") and flags[0] & Is.PLACE else "place"


def _is_place(flags: list[int], before: str) -> bool:
    if flags[0] & Is.PLACE and not any(flag & Is.SURNAME for flag in flags[1:]):
        return True
    return before in FROM_PLACE and (len(flags) == 1 or not any(flag & LISTED for flag in flags))


def _is_long_place(whole: str) -> bool:
    return whole in long_places() or whole.removesuffix("s") in long_places()


@lru_cache(maxsize=50_000)
def is_school_word(word: str) -> bool:
    """«Brekkaskolen», «Fjellhagenbarnehagen», but neither «Ungdomsskolen» nor «Nabobarnehagen»."""
    lower = word.lower()
    for tail in SCHOOL_TAILS:
        if lower.endswith(tail):
            stem = lower.removesuffix(tail).rstrip("-")
            return len(stem) > 2 and not _is_common(stem)
    return False


def _is_common(stem: str) -> bool:
    return (
        stem in NOT_OF_ONE
        or stem.removesuffix("s") in NOT_OF_ONE
        or is_everyday(stem)
        or stem.endswith(("grunn", "ungdoms", "barne"))
    )
