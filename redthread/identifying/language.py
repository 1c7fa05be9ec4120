"""Bokmål or nynorsk, and what is proposed in each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from redthread.identifying.lexicon import word_group

NYNORSK = word_group("language.nynorsk")
BOKMAL = word_group("language.bokmal")


EITHER = NYNORSK ^ BOKMAL


class Neutral(NamedTuple):
    one: str
    many: str


WORDS = {
    "nb": {
        "pupil": Neutral("en elev", "elever"),
        "child": Neutral("et barn", "barn"),
        "peer": Neutral("en annen elev", "andre elever"),
        "parent": Neutral("en forelder", "foreldre"),
        "relative": Neutral("en slektning", "slektninger"),
        "colleague": Neutral("en kollega", "kollegaer"),
        "professional": Neutral("en fagperson", "fagpersoner"),
        "person": Neutral("en person", "noen personer"),
        "school": Neutral("skolen vår", "skolene"),
        "kindergarten": Neutral("barnehagen", "barnehagene"),
        "place": Neutral("[sted]", "[sted]"),
        "municipality": Neutral("kommunen", "kommunene"),
        "class": Neutral("klassen", "klassene"),
        "grade": Neutral("trinnet", "trinnene"),
        "network": Neutral("nettverket", "nettverkene"),
        "project": Neutral("prosjektet", "prosjektene"),
        "date": Neutral("[dato]", "[dato]"),
        "age": Neutral("[alder]", "[alder]"),
    },
    "nn": {
        "pupil": Neutral("ein elev", "elevar"),
        "child": Neutral("eit barn", "barn"),
        "peer": Neutral("ein annan elev", "andre elevar"),
        "parent": Neutral("ein forelder", "foreldre"),
        "relative": Neutral("ein slektning", "slektningar"),
        "colleague": Neutral("ein kollega", "kollegaer"),
        "professional": Neutral("ein fagperson", "fagpersonar"),
        "person": Neutral("ein person", "nokre personar"),
        "school": Neutral("skulen vår", "skulane"),
        "kindergarten": Neutral("barnehagen", "barnehagane"),
        "place": Neutral("[stad]", "[stad]"),
        "municipality": Neutral("kommunen", "kommunane"),
        "class": Neutral("klassen", "klassane"),
        "grade": Neutral("trinnet", "trinna"),
        "network": Neutral("nettverket", "nettverka"),
        "project": Neutral("prosjektet", "prosjekta"),
        "date": Neutral("[dato]", "[dato]"),
        "age": Neutral("[alder]", "[alder]"),
    },
}


def language_of(words: Iterable[str]) -> str:
    """«nn» where nynorsk words are more than bokmål words, else «nb»."""
    either = [word for word in words if word in EITHER]
    score = sum((word in NYNORSK) - (word in BOKMAL) for word in either)
    return "nn" if score > 0 else "nb"


def owned(phrase: str, language: str) -> str:
    """The genitive: «en elevs», «ein elev sin»."""
    if phrase.endswith("]"):
        return phrase
    return f"{phrase} sin" if language == "nn" else phrase + ("'" if phrase[-1] in "sxz" else "s")


def cased(phrase: str, *, opens: bool) -> str:
    return phrase[0].upper() + phrase[1:] if opens else phrase
