"""Words that mean the same meet, however they are bent, spelled or put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from redthread.identifying.lexicon import __file__ as lexicon
from redthread.search.folding import folded, stem, terms_of, words_in
from redthread.search.slips import distance


def finds(asked: str, written: str) -> bool:
    return stem(folded(asked)) in terms_of(written)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("skoleleder", "skolelederne"),
        ("skoleleder", "skuleleiarane"),
        ("skuleleiar", "skolelederen"),
        ("skule", "skole"),
        ("skulane", "skolene"),
        ("leder", "skolelederens"),
        ("skole", "skoleledere"),
        ("lærar", "lærerne"),
        ("ressurslærere", "ressurslærarane"),
        ("leiing", "ledelse"),
        ("elev", "elevenes"),
        ("vurdering", "underveisvurderinga"),
        ("rettleiing", "veiledningen"),
        ("meistring", "mestring"),
        ("tryggleik", "tryggheten"),
        ("rekning", "regning"),
        ("høgskule", "høyskolen"),
        ("sjølvvurdering", "selvvurdering"),
        ("møte", "personalmøtet"),
        ("lese", "leselyst"),
        ("kafe", "kafé"),
        ("heimearbeid", "hjemmearbeid"[:4] + "earbeid"),
    ],
)
def test_one_finds_the_other(asked: str, written: str) -> None:
    assert finds(asked, written)


@pytest.mark.parametrize(
    ("asked", "written"),
    [("lærer", "elever"), ("skole", "skulder"), ("bok", "båt"), ("leder", "lesing"), ("å", "a")],
)
def test_what_is_something_else_is_not_found(asked: str, written: str) -> None:
    assert not finds(asked, written)


def test_letters_of_ours_are_letters() -> None:
    assert folded("måle") != folded("male")
    assert terms_of("bår") != terms_of("bør") != terms_of("bar")


def test_the_stem_of_a_stem_is_that_stem() -> None:
    text = (Path(lexicon).parent / "data" / "ordinary_words.txt").read_text(encoding="utf-8")
    for word in words_in(text):
        for term in terms_of(word):
            assert stem(term) == term, word


def test_hidden_signs_are_not_there() -> None:
    assert words_in("sko\u200fle\u00adleder \u202eLESING\u202c \ufb01n\0e") == [
        "skoleleder",
        "lesing",
        "fin",
        "e",
    ]


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("nettvekr", "nettverk", 1),
        ("vurdring", "vurdering", 1),
        ("", "abc", 3),
        ("lik", "lik", 0),
        ("ab", "ba", 1),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert distance(one, other) == distance(other, one) == slips
