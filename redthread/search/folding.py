"""Norwegian words made alike: bokmål and nynorsk, endings, accents and compounds. Pure.

What is indexed and what is asked for go through the same functions, so they meet. The rules are the same for
both databases, and nothing in them depends on what others have written; else the words of a text that a
person may not see could change what that person finds.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from redthread.search.lexicon import PARTS, SAME_WORD, STOP_WORDS

LONGEST_WORD = 40
WORD = re.compile(r"[^\W_]+")
ACCENTS = str.maketrans("àáâãäçèéêëìíîïñòóôõöùúûüýÿðþ", "aaaaæceeeeiiiinoooo" + "øuuuuyyd" + "t")
VOWELS = "aeiouyæøå"
# Nynorsk and other forms inside words, in the order in which they are tried.
INSIDE = (
    (re.compile("skul(?=e|a|$)"), "skol"),
    (re.compile("rettleiing"), "veiledning"),
    (re.compile("rettleiar"), "veileder"),
    (re.compile("leiar"), "leder"),
    (re.compile("leiing"), "ledelse"),
    (re.compile("eigar"), "eier"),
    (re.compile("(?<=...)leik(?:en|ar|ane)?$"), "het"),
    (re.compile("^leik"), "lek"),
    (re.compile("heit(?=$|en$)"), "het"),
    (re.compile("heim"), "hjem"),
    (re.compile("^vek(?=e|a$|er$)"), "uk"),
    (re.compile("^høg"), "høy"),
    (re.compile("meistr"), "mestr"),
    (re.compile("tenest"), "tjenest"),
    (re.compile("^frå(?=vær|$)"), "fra"),
    (re.compile("mangfald"), "mangfold"),
    (re.compile("^fram"), "frem"),
    (re.compile("sjølv"), "selv"),
    (re.compile("^rekn"), "regn"),
    (re.compile("^fleir"), "fler"),
    (re.compile("vidar(?=e)"), "vider"),
    (re.compile("^auk(?=e|a)"), "øk"),
)
# Of the agentive words («lederne», «leiarane») first, then the endings that Snowball's Norwegian stemmer
# takes, one after the other until nothing more comes off.
AGENTIVE = [
    "aranes",
    "eranes",
    "arane",
    "erane",
    "ernes",
    "erens",
    "arens",
    "arars",
    "erne",
    "eren",
    "aren",
    "arar",
    "eres",
    "ere",
]
ENDINGS = [
    "hetenes",
    "hetene",
    "hetens",
    "heten",
    "heter",
    "endes",
    "ande",
    "ende",
    "edes",
    "enes",
    "ede",
    "ane",
    "ene",
    "ens",
    "ers",
    "ets",
    "het",
    "ast",
    "en",
    "ar",
    "er",
    "as",
    "es",
    "et",
    "a",
    "e",
]
BEFORE_S = "bcdfghjlmnoprtvyz"
LAST = ("hetslov", "eleg", "elig", "elov", "slov", "leg", "eig", "lig", "els", "lov", "ig")
HIDDEN = re.compile("[\u00ad\u0600-\u0605\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def words_in(text: str) -> list[str]:
    """The words of a text in small letters, without hidden signs; at most forty letters of each."""
    visible = HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    return [word[:LONGEST_WORD] for word in WORD.findall(visible.lower())]


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """The word in one form of writing: without accents, and as bokmål."""
    plain = word.translate(ACCENTS)
    if plain in SAME_WORD:
        return SAME_WORD[plain]
    for pattern, instead in INSIDE:
        plain = pattern.sub(instead, plain)
    return plain


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The folded word without its endings. The stem of a stem is that stem."""
    while (shorter := _third(_second(_first(word)))) != word:
        word = shorter
    return word


def _first(word: str) -> str:
    region = _region(word)
    for ending in AGENTIVE:
        if region.endswith(ending):
            return word[: -len(ending)]
    for ending in ("erte", "ert"):
        if region.endswith(ending):
            return word[: -len(ending)] + "er"
    for ending in ENDINGS:
        if region.endswith(ending):
            return word[: -len(ending)]
    if region.endswith("s") and _s_comes_off(word[:-1]):
        return word[:-1]
    return word


def _s_comes_off(word: str) -> bool:
    return word[-1:] in BEFORE_S or (word[-1:] == "k" and word[-2:-1] not in VOWELS)


def _second(word: str) -> str:
    return word[:-1] if _region(word).endswith(("dt", "vt")) else word


def _third(word: str) -> str:
    region = _region(word)
    for ending in LAST:
        if region.endswith(ending):
            return word[: -len(ending)]
    return word


def _region(word: str) -> str:
    """What follows the first consonant after a vowel, and never less than three letters in."""
    for at in range(1, len(word)):
        if word[at] not in VOWELS and word[at - 1] in VOWELS:
            return word[max(at + 1, 3) :]
    return ""


@lru_cache(maxsize=200_000)
def terms_of(word: str) -> tuple[str, ...]:
    """What a word of a text is found by: its stem first, then those of the parts that it is put together of.
    Nothing for a word that stands everywhere.
    """
    plain = folded(word)
    if word in STOP_WORDS or plain in STOP_WORDS:
        return ()
    found = dict.fromkeys([stem(plain), *(stem(part) for part in _parts(plain))])
    return tuple(term for term in found if term and term not in STOP_WORDS)


def _parts(word: str) -> list[str]:
    """«skole» and «lederne» of «skolelederne»: where both sides are words we know, else where one is."""
    if len(word) < 6 or stem(word) in STEMS:
        return []
    splits = [(word[:at], word[at:]) for at in range(3, len(word) - 2)]
    for head, tail in splits:  # the longest tail first
        if stem(tail) in STEMS and _is_head(head):
            return [head, tail]
    for head, tail in reversed(splits):  # the longest head first
        if _is_head(head) and len(tail) >= 4:
            return [head, *(_parts(tail) or [tail])]
    for head, tail in splits:
        if stem(tail) in STEMS and len(tail) >= 4 and any(sign in VOWELS for sign in head):
            return [head, tail]
    return []


def _is_head(word: str) -> bool:
    return word in PARTS or (word[-1] in "se" and len(word) > 4 and word[:-1] in PARTS)


STEMS = frozenset(stem(folded(part)) for part in PARTS)
