"""Names as people say them, out of names as the register writes them."""

from __future__ import annotations

import re

# «Elverum kommune - Ydalir skole», «Eksempel kommune Elvebakken skule», «Asker kommune, avd. Hagaløkka skole»
_OWNER_FIRST = re.compile(
    r"^[\w.' -]{2,40}? (?:fylkes)?kommune(?:\s*[-–—,:/]\s*|\s+)(?:avd(?:eling)?\.?\s+)?(?P<unit>\S.*)$",
    re.IGNORECASE,
)
# Alone these words would not say which unit it is.
_GENERAL = frozenset({"skole", "skule", "barnehage", "voksenopplæring", "vaksenopplæring", "ppt", "oppvekst"})
_SMALL = frozenset({"og", "i", "på", "for", "av", "ved"})
_CAPITALS = frozenset({"as", "sa", "ba", "iks", "ks", "sfo", "ppt", "vgs", "nms"})


def display_name(register_name: str) -> str:
    """The unit's own name without its owner's, and not in capitals; what is unclear stays as it is."""
    name = " ".join(register_name.split())
    found = _OWNER_FIRST.match(name)
    if found and found["unit"].casefold() not in _GENERAL:
        name = found["unit"]
    return _calm(name) if name.isupper() else name


def _calm(name: str) -> str:
    words = [_calm_word(word) for word in name.split(" ")]
    return " ".join(words[:1] + [w.lower() if w.casefold() in _SMALL | _GENERAL else w for w in words[1:]])


def _calm_word(word: str) -> str:
    return word if word.casefold() in _CAPITALS else word.capitalize()
