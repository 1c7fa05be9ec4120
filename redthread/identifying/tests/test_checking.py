"""What is marked, as what, and what may stand instead."""

from __future__ import annotations

import pytest

from redthread.identifying.checking import check_text
from redthread.identifying.lexicon import long_places, single_places
from redthread.identifying.marks import Kind, Mark, replace
from redthread.people.municipalities import counties, municipalities


def found(text: str) -> list[tuple[str, str]]:
    return [(mark.text, str(mark.kind)) for mark in check_text(text)]


def replaced(text: str) -> str:
    return replace(text, check_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "Vi begynte tidlig, og alle kom til orde.",
        "En elev spurte en lærer, og en forelder svarte.",
        "Vi bruker LK20, Teams og Udir sine sider.",
        "Me har ikkje tid til alt. Eg trur likevel at det går.",
        "Møtet varer fra 09.00 til 11.30, rom 204.",
        "Budsjettet er 12 500 000 kroner for 2024 og 2025.",
        "Det er 20 elever på 5 grupper.",
        "Som rektor er jeg stolt av dem.",
        "Vi møtes på rom 3B, og saken er vedlegg 2A.",
    ],
)
def test_nothing_is_marked_in(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ("Nummeret er 01012012345 her.", "national_id", "01012012345"),
        ("Nummeret er 150807 45678 her.", "national_id", "150807 45678"),
        ("Nummeret er 15 08 07 45678 her.", "national_id", "15 08 07 45678"),
        ("D-nummer 410120-12345.", "national_id", "410120-12345"),
        ("Ring +47 912 34 567 i dag.", "phone", "+47 912 34 567"),
        ("Ring (+47) 91234567 i dag.", "phone", "(+47) 91234567"),
        ("Ring 0047 91 23 45 67.", "phone", "0047 91 23 45 67"),
        ("Tlf. 9123 4567.", "phone", "9123 4567"),
        ("Skriv til mor.til4b@online.no nå.", "email", "mor.til4b@online.no"),
        ("Skriv til kari[krøllalfa]skole.no nå.", "email", "kari[krøllalfa]skole.no"),
        ("Skriv til kari (at) skole (dot) no nå.", "email", "kari (at) skole (dot) no"),
        ("Se https://brekkaskole.no/klasse.", "web", "https://brekkaskole.no/klasse"),
        ("Se @kari_n på nett.", "web", "@kari_n"),
        ("Konto 1503.22.41178 er åpnet.", "account", "1503.22.41178"),
        ("Bilen EL 12345 sto der.", "plate", "EL 12345"),
        ("Hun bor i Storgata 5B nå.", "address", "Storgata 5B"),
        ("Hun bor i Olaf Ryes plass 3.", "address", "Olaf Ryes plass 3"),
        ("Gården har gnr. 12 bnr. 7.", "address", "gnr. 12 bnr. 7"),
        ("Sendes 5003 Bergen straks.", "address", "5003 Bergen"),
        ("Det var i 4B det skjedde.", "class", "4B"),
        ("En niåring kom alene.", "age", "En niåring"),
        ("Hun fylte 14 år.", "age", "14 år"),
        ("Elevens plan er klar.", "third_person", "Elevens"),
        ("Lærarane prata om mora hans.", "third_person", "mora hans"),
        ("Vi så den lille gutten.", "third_person", "den lille gutten"),
        ("Vi så en liten gutt.", "third_person", "en liten gutt"),
        ("Vi så to jenter der.", "third_person", "to jenter"),
        ("Elevene jobbet godt.", "group", "Elevene"),
        ("Ho sa at Niillas Somby kom.", "name", "Niillas Somby"),
        ("Han heter mazlum og bor her.", "name", "mazlum"),
        ("Vi traff Qvortrupsen-Vågbø der.", "name", "Qvortrupsen-Vågbø"),
        ("Vi traff K. Nordmann der.", "name", "K. Nordmann"),
        ("Vi traff J.R. Fjellbu der.", "name", "J.R. Fjellbu"),
        ("De gjør det på Brekkaskolen.", "school", "Brekkaskolen"),
        ("De gjør det ved Mo i Rana ungdomsskole.", "school", "Mo i Rana ungdomsskole"),
        ("De gjør det i Møre og Romsdal.", "place", "Møre og Romsdal"),
        ("«Æ veit det», ble det sagt.", "dialect", "Æ"),
        ("Prosjektet «Fjordlesing» er slutt.", "project", "«Fjordlesing»"),
    ],
)
def test_it_is_marked_as(text: str, kind: str, marked: str) -> None:
    assert (marked, kind) in found(text)


def test_a_date_is_marked_where_somebody_is() -> None:
    assert found("Samlingen er 12. mars, og fristen er 3.4.2025.") == []
    assert ("12. mars", "date") in found("Kari ble hentet 12. mars.")
    assert ("03.04.2013", "date") in found("Født 03.04.2013 på sykehuset.")


def test_a_word_that_is_a_name_as_well_is_told_by_what_stands_beside_it() -> None:
    assert found("Stein er hardt, og bjørn er farlig. Odd tall kan ikke deles.")[1:] == []
    assert ("Stein", "name") in found("Vi spurte Stein om råd.")
    assert ("Odd", "name") in found("Odd sa nei.")


def test_what_is_proposed_is_in_the_language_of_the_text() -> None:
    assert replaced("Læreren ringte moren til Kari på Brekka skole.") == (
        "En kollega ringte en forelder til en person på skolen vår."
    )
    assert replaced("Læraren ringde ikkje mora til Kari på Brekka skule.") == (
        "Ein kollega ringde ikkje ein forelder til ein person på skulen vår."
    )
    assert replaced("Elevens mor kom ikke. Hennes tante og Karis bror gikk.") == (
        "En elevs forelder kom ikke. Hennes slektning og en persons slektning gikk."
    )
    assert replaced("Eleven sin far gjekk ikkje heim.") == "Ein elev sin forelder gjekk ikkje heim."


def test_a_title_and_its_name_are_one_mark() -> None:
    assert replaced("Vi spurte rektor Kari Nordmann først.") == "Vi spurte en kollega først."


def test_the_longest_stands_where_marks_overlap() -> None:
    marks = check_text("Hun bor i Kong Oscars gate 19, 5003 Bergen, og heter Oscar Bergen.")
    assert [mark.text for mark in marks] == ["Kong Oscars gate 19", "5003 Bergen", "Oscar Bergen"]


def test_marks_of_another_text_are_refused() -> None:
    mark = Mark(0, 4, "Kari", Kind.NAME, "En person")
    assert replace("Kari kom.", [mark]) == "En person kom."
    with pytest.raises(ValueError, match="not of this text"):
        replace("Ola kom.", [mark])


def test_every_municipality_and_county_is_a_place() -> None:
    names = {part for row in municipalities() for part in row.name.split(" - ")} | set(counties().values())
    parts = {part.strip() for name in names for part in name.replace(" – ", " - ").split(" - ")}
    listed = single_places() | {place.lower() for place in long_places()}
    assert {name for name in parts if name.lower() not in listed} == set()
    assert all(
        ("place" in {kind for _text, kind in found(f"Familien flyttet til {name} i vår.")}) for name in parts
    )
