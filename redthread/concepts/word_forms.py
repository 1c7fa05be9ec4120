"""How Norwegian words bend, in bokmål and nynorsk; enough to know a word again in a text. Pure."""

from __future__ import annotations

import re
from enum import IntEnum

WORD = re.compile(r"[^\W_]+(?:[-–'’][^\W_]+)*")
LONG_ENOUGH = 5  # shorter words are part of too many others to be looked for inside them


class Form(IntEnum):
    """Which form of a noun it is; what is no noun is BASE or OTHER."""

    BASE = 0
    DEFINITE = 1
    PLURAL = 2
    PLURAL_DEFINITE = 3
    OTHER = 4


# What may be added to the word as it stands in a dictionary. Of acronyms also with a hyphen: «PLF-en».
_ADDED = {
    "": Form.BASE,
    "s": Form.BASE,
    "en": Form.DEFINITE,
    "et": Form.DEFINITE,
    "a": Form.DEFINITE,
    "n": Form.DEFINITE,
    "t": Form.DEFINITE,
    "ens": Form.DEFINITE,
    "ets": Form.DEFINITE,
    "ns": Form.DEFINITE,
    "ts": Form.DEFINITE,
    "er": Form.PLURAL,
    "ar": Form.PLURAL,
    "r": Form.PLURAL,
    "e": Form.PLURAL,
    "ene": Form.PLURAL_DEFINITE,
    "ane": Form.PLURAL_DEFINITE,
    "ne": Form.PLURAL_DEFINITE,
    "enes": Form.PLURAL_DEFINITE,
    "anes": Form.PLURAL_DEFINITE,
    "nes": Form.PLURAL_DEFINITE,
    "te": Form.OTHER,
    "de": Form.OTHER,
    "es": Form.OTHER,
    "ast": Form.OTHER,
    "ende": Form.OTHER,
    "ande": Form.OTHER,
}
# After a last «e» has gone: «implementere» – «implementert»; «bilde» – «bildet», «bilder», «bileta».
_AFTER_E = {
    "": Form.OTHER,
    "en": Form.DEFINITE,
    "et": Form.DEFINITE,
    "a": Form.DEFINITE,
    "er": Form.PLURAL,
    "ar": Form.PLURAL,
    "ene": Form.PLURAL_DEFINITE,
    "ane": Form.PLURAL_DEFINITE,
    "te": Form.OTHER,
    "t": Form.OTHER,
    "ende": Form.OTHER,
    "ande": Form.OTHER,
    "ing": Form.OTHER,
    "inga": Form.OTHER,
    "ingen": Form.OTHER,
}
_BEFORE_THE_NEXT = ("", "s", "e", "-", "s-", "–")


def form_of(token: str, word: str) -> Form | None:
    """Which form of `word` the token is, both in small letters; None when it is none of them.

    >>> form_of("kapasiteten", "kapasitet")
    <Form.DEFINITE: 1>
    >>> form_of("kapasitetsbygging", "kapasitet") is None
    True
    """
    if token.startswith(word):
        found = _ADDED.get(token[len(word) :].lstrip("-–'’"))
        if found is not None:
            return found
    if word.endswith("e") and len(word) >= LONG_ENOUGH and token.startswith(word[:-1]):
        return _AFTER_E.get(token[len(word) - 1 :])
    return None


def is_compound_of(token: str, word: str) -> bool:
    """Whether the word, in some form, is the first or the last part of a longer one.

    >>> is_compound_of("kapasitetsbygging", "kapasitet"), is_compound_of("læringskapasiteten", "kapasitet")
    (True, True)
    """
    if token.startswith((f"{word}-", f"{word}–")):
        return True
    if len(word) < LONG_ENOUGH:
        return False
    return _is_first_part(token, word) or _is_last_part(token, word)


def _is_first_part(token: str, word: str) -> bool:
    return any(
        token.startswith(word + joint) and len(token) >= len(word + joint) + 3 for joint in _BEFORE_THE_NEXT
    )


def _is_last_part(token: str, word: str) -> bool:
    stem = word.removesuffix("e")
    at = token.rfind(stem)
    return at >= 3 and form_of(token[at:], word) is not None


def stem(token: str) -> str:
    """What is left of a word in small letters when the commonest endings are off; for seeing likeness only.

    >>> stem("elevene") == stem("eleven") == stem("elever") == stem("elev")
    True
    """
    for ending in ("ingene", "ingane", "inger", "ingar", "ingen", "inga", "ene", "ane"):
        if token.endswith(ending) and len(token) - len(ending) >= 3:
            return token[: -len(ending)] + ("ing" if ending.startswith("ing") else "")
    for ending in ("ene", "ane", "ede", "ete", "en", "et", "er", "ar", "te", "a", "e", "r", "t"):
        if token.endswith(ending) and len(token) - len(ending) >= 3:
            return token[: -len(ending)]
    return token
