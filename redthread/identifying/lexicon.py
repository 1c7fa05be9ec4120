"""The lists of the package, read once: names, places, everyday words, verbs, words that may have a
capital."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
SOFT = str.maketrans("éèêëóòôöüúíáàâäçčđŋšŧžñ", "eeeeoooøuuiaaaæccdnstzn")
HARD = str.maketrans({"ø": "o", "å": "a", "æ": "e"})


class Is:
    """What a word is known as; the sum of all that it is. Whole numbers, since flags of enum take five
    times as long."""

    NOTHING = 0
    GIVEN = 1
    SURNAME = 2
    BOTH = 4  # a name that is also an everyday word
    PLACE = 8
    MAY_HAVE_CAPITAL = 16
    EVERYDAY = 32
    VERB = 64


def soft(word: str) -> str:
    """Spellings of one name as one: lower case, no accents, «aa» as «å»."""
    return word.lower().replace("aa", "å").translate(SOFT)


def hard(word: str) -> str:
    """As a careless writer would have it: «Håkon», «Haakon» and «hakon» are one, and so are «Kjær» and
    «Kjaer»."""
    return soft(word).replace("ae", "æ").replace("oe", "ø").translate(HARD)


def lines(name: str) -> list[str]:
    rows = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [row for row in rows if row.strip() and not row.startswith("#")]


def words(name: str) -> list[str]:
    return " ".join(lines(name)).split()


@cache
def _word_groups() -> dict[str, frozenset[str]]:
    groups: dict[str, list[str]] = {}
    name = ""
    for line in lines("word_groups.txt"):
        if not line.startswith(" "):
            name, line = line.split(":", 1)
        groups.setdefault(name, []).extend(line.split())
    return {name: frozenset(found) for name, found in groups.items()}


def word_group(name: str) -> frozenset[str]:
    """A small group of words that some rule asks for."""
    return _word_groups()[name]


@cache
def known() -> dict[str, int]:
    """Every listed word, as `soft` writes it."""
    table: dict[str, int] = {}
    for name, flag in (
        ("given_names.txt", Is.GIVEN),
        ("surnames.txt", Is.SURNAME),
        ("names_that_are_words.txt", Is.BOTH),
        ("ordinary_capitals.txt", Is.MAY_HAVE_CAPITAL),
        ("verbs.txt", Is.VERB),
    ):
        for word in words(name):
            table[soft(word)] = table.get(soft(word), Is.NOTHING) | flag
    for word in words("ordinary_words.txt"):
        table[soft(word)] = table.get(soft(word), Is.NOTHING) | Is.EVERYDAY
    for place in single_places():
        table[soft(place)] = table.get(soft(place), Is.NOTHING) | Is.PLACE
    return table


@cache
def single_places() -> frozenset[str]:
    """Names of places in one word, in lower case."""
    return frozenset(
        word.lower() for row in lines("places.txt") if row not in long_places() for word in row.split()
    )


@cache
def long_places() -> frozenset[str]:
    """Names of places in several words: they stand one on a line, and have small or common words in them."""
    rows = lines("places.txt")
    begin = next((at for at, row in enumerate(rows) if row.startswith("Addis ")), len(rows))
    return frozenset(rows[begin:])


@lru_cache(maxsize=50_000)
def look_up(word: str) -> int:
    """What the word is listed as, also in the genitive and of either part of a double name."""
    table, key = known(), soft(word)
    found = table.get(key)
    if found is not None:
        return found
    for ending in ("'s", "s", "'", "-s"):
        if len(key) > len(ending) + 2 and key.endswith(ending):
            found = table.get(key[: -len(ending)], Is.NOTHING) & ~Is.VERB
            if found:
                return found
    if "-" in word:
        return _of_parts(word)
    return Is.NOTHING


def _of_parts(word: str) -> int:
    parts = [part for part in word.split("-") if part]
    flags = [look_up(part) for part in parts if "-" not in part]
    is_double = len(parts) > 1 and all(part[0].isupper() for part in parts)
    if is_double and any(flag & (Is.GIVEN | Is.SURNAME) for flag in flags):
        return Is.GIVEN
    return (flags[0] & (Is.MAY_HAVE_CAPITAL | Is.EVERYDAY)) if flags else Is.NOTHING


COMPOUND_TAIL = 5
SHORT_TAILS = word_group("lexicon.short_tails")


@lru_cache(maxsize=50_000)
def is_everyday(word: str) -> bool:
    """Whether the word, or what a compound ends in, is an everyday one: «Trivselsundersøkelsen»."""
    key = soft(word)
    table = known()
    if table.get(key, Is.NOTHING) & Is.EVERYDAY:
        return True
    for stem in (key, *(key[: -len(ending)] for ending in ENDINGS if key.endswith(ending))):
        for begin in (0, *range(max(3, len(stem) - 24), len(stem) - 2)):
            if len(stem) - begin < COMPOUND_TAIL and begin and stem[begin:] not in SHORT_TAILS:
                continue
            if table.get(stem[begin:], Is.NOTHING) & Is.EVERYDAY:
                return True
    return False


ENDINGS = (
    "en",
    "et",
    "a",
    "ene",
    "ane",
    "er",
    "ar",
    "e",
    "n",
    "s",
    "ens",
    "ets",
    "enes",
    "t",
    "r",
    "te",
    "de",
)
NEVER_NAMES = (
    "ene",
    "ane",
    "het",
    "heten",
    "heita",
    "ing",
    "ingen",
    "inga",
    "sjon",
    "sjonen",
    "else",
    "elsen",
    "elsa",
    "skap",
    "skapet",
    "ende",
    "lig",
    "leg",
    "lige",
    "vis",
    "messig",
    "dom",
)
