"""The caller's own names, bent, shortened and misspelled; and what identifies together."""

from __future__ import annotations

import pytest

from redthread.identifying.checking import check_text
from redthread.identifying.combinations import combinations_in
from redthread.identifying.known import Known, read_known

OURS = Known(
    people=("Kristoffer Håkon Åmås", "Liv Strand"),
    schools=("Brekka skole", "Sol barnehage"),
    networks=("Lærende ledere",),
    projects=("Lesing i alle fag", "Bølgen"),
)


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ("vi spurte kristoffer om råd", "name", "kristoffer"),
        ("vi spurte Haakon Aamaas om råd", "name", "Haakon Aamaas"),
        ("vi leste Kristoffers plan", "name", "Kristoffers"),
        ("vi ringte Krissern i går", "name", "Krissern"),
        ("vi ringte Stoffer i går", "name", "Stoffer"),
        ("Krissern! Kom hit, da.", "name", "Krissern"),
        ("dette sa KHÅ i går", "name", "KHÅ"),
        ("dette sa K.H.Å. i går", "name", "K.H.Å."),
        ("dette sa Kristoffer Å. i går", "name", "Kristoffer Å."),
        ("hos Liv er det fullt", "name", "Liv"),
        ("på brekka skole er det fullt", "school", "brekka skole"),
        ("på Brekka er det fullt", "school", "Brekka"),
        ("Brekkaskolens plan", "school", "Brekkaskolens"),
        ("brekka-skolen er full", "school", "brekka-skolen"),
        ("vi har LESING I ALLE FAG her", "project", "LESING I ALLE FAG"),
        ("vi har LIAF her", "project", "LIAF"),
        ("vi er med i lærende ledere nå", "network", "lærende ledere"),
        ("vi er med i «Bølgen» nå", "project", "Bølgen"),
    ],
)  # fmt: skip
def test_it_is_found(text: str, kind: str, marked: str) -> None:
    assert (marked, kind) in [(mark.text, str(mark.kind)) for mark in check_text(text, OURS)]


@pytest.mark.parametrize(
    "text", ["livet er kort på strand", "sol og sommer", "det går i bølger", "vi leser i alle rom"]
)
def test_everyday_words_are_let_be(text: str) -> None:
    assert check_text(text, OURS) == []


def test_a_file_of_names_tells_what_each_is() -> None:
    lines = [
        "\ufeff# våre",
        "Kari Moen",
        "skole: Brekka",
        "Furumo ungdomsskole  # stengt",
        "",
        "Nettverk for ro",
        "prosjekt: Ro",
        "Lom kommune",
    ]
    assert read_known(lines) == Known(
        ("Kari Moen",), ("Brekka", "Furumo ungdomsskole"), ("Lom kommune",), ("Nettverk for ro",), ("Ro",)
    )


def test_where_few_live_two_traits_are_enough() -> None:
    text = "Vi begynte. Gutten har epilepsi. Møtet var fint."
    marks = check_text(text)
    assert combinations_in(text, marks, inhabitants=50_000) == []
    [one] = combinations_in(text, marks, inhabitants=900)
    assert (text[one.start : one.end], one.text, one.traits) == (
        one.text,
        "Gutten har epilepsi.",
        ("gender", "health"),
    )
    assert combinations_in(text, marks, schools=1) == [one]


def test_three_traits_are_enough_anywhere() -> None:
    text = "Jenta på 7. trinn har autisme."
    [one] = combinations_in(text, check_text(text))
    assert one.traits == ("gender", "grade", "health")
