"""Insider words are found in their forms and in compounds, and ordinary words are left alone."""

from __future__ import annotations

import time

import pytest

from redthread.concepts.checked_text import checked, take_offer
from redthread.concepts.insider_words import Entry, jargon, marks_in
from redthread.concepts.word_forms import Form, form_of

OWN = Entry(("Tråkk",), ("tur på skolen",), "Vi går gjennom skolen to og to.", is_ours=True)


def words(text: str, *own: Entry) -> list[str]:
    return [mark.text for mark in marks_in(text, own)]


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("kapasitet", Form.BASE),
        ("kapasiteten", Form.DEFINITE),
        ("kapasiteter", Form.PLURAL),
        ("kapasitetar", Form.PLURAL),
        ("kapasitetene", Form.PLURAL_DEFINITE),
        ("kapasitetane", Form.PLURAL_DEFINITE),
        ("kapasitetens", Form.DEFINITE),
        ("kapasitetsbygging", None),
        ("kapital", None),
    ],
)
def test_a_noun_is_known_in_bokmal_and_nynorsk(written: str, form: Form | None) -> None:
    assert form_of(written, "kapasitet") == form


@pytest.mark.parametrize(
    "written",
    [
        "fremtidsbildet",
        "framtidsbilete",
        "framtidsbileta",
        "Treningsleirene",
        "treningsleirane",
        "implementerer",
        "implementert",
        "implementeringen",
        "implementeringa",
        "Forankringen",
        "profesjonelle læringsfellesskapet",
        "desentralisert  kompetanseutvikling",
        "PLF-en",
        "DeKom-midler",
        "læringskapasiteten",
        "kapasitetsøkende",
        "mellomarbeidet",
        "eigarskap",
    ],
)
def test_jargon_is_marked_whole_in_its_forms(written: str) -> None:
    assert words(f"Nå gjelder {written} for alle.") == [written]


@pytest.mark.parametrize(
    "ordinary",
    [
        "Elevene leser høyt for hverandre hver fredag, og rektor kommer innom.",
        "Vi kan kjøpe nye bilder til gangen og tusj til skoleskyssen.",
        "Skulen ligg ved sjøen. Foreldra møtest i gymsalen klokka sju.",
        "Uhøytidelig uhell i uka: alle fikk is, og ingen ble lei.",
        "Arbeidet mellom samlingene er gjort.",
        "Casino, kasse og kastanje",
    ],
)
def test_ordinary_words_are_left_alone(ordinary: str) -> None:
    assert words(ordinary) == []


def test_an_offer_follows_the_form_and_the_capital() -> None:
    def offers(text: str) -> list[tuple[str, ...]]:
        return [mark.offers for mark in marks_in(text)]

    assert offers("Kapasiteten er god") == [("Evnen",)]
    assert offers("fremtidsbildene våre") == [("beskrivelsene av hvordan vi vil ha det",)]
    assert offers("Vi har DeKom-midler") == [()]  # inside a longer word it must be written anew
    assert offers("Workshopene varte lenge") == [("Arbeidsøktene",)]


def test_the_longest_wins_and_nothing_is_marked_twice() -> None:
    assert words("kollektiv kapasitet") == ["kollektiv kapasitet"]
    assert words("kapasitet kapasitet") == ["kapasitet", "kapasitet"]
    assert words("kollektiv. Kapasitet") == ["Kapasitet"]  # a sentence has ended between them


def test_the_networks_own_word_comes_first_and_may_be_explained() -> None:
    own = Entry(("Kapasitet",), ("det vi klarer",), "Det vi klarer sammen.", is_ours=True)
    (mark,) = marks_in("Vi har kapasitet.", [own])
    assert mark.offers == ("det vi klarer", "kapasitet (det vi klarer sammen)")
    assert words("Tråkket i går", OWN) == ["Tråkket"]
    assert words("Tråkket i går") == []


def test_an_offer_is_put_where_the_mark_is_and_marks_follow() -> None:
    text = "Vi bygde kapasitet.\nVi tok et tråkk."
    first = checked(text, [OWN])
    assert "".join(run.text for run in first.runs) == text
    key = first.hits[-1].offers[0].key
    after = take_offer(text, key, [OWN])
    assert after == "Vi bygde kapasitet.\nVi tok et tur på skolen."
    assert take_offer(after, key, [OWN]) == after  # the same tap again changes nothing
    assert take_offer(text, "9-9", [OWN]) == text


def test_the_list_is_whole() -> None:
    seen: set[str] = set()
    for entry in jargon():
        assert entry.about.endswith("."), entry.word
        assert len(entry.plain) in (1, 2, 4), entry.word
        assert "," not in "".join(entry.forms)
        for form in entry.forms:
            assert words(form)[:1] == [form], form
        assert entry.word not in seen
        seen.add(entry.word)
    assert len(seen) >= 45


def test_a_long_text_is_checked_at_once() -> None:
    text = "Vi leser sammen og bygger kapasitet i nettverket. " * 400  # what fits in the field
    began = time.perf_counter()
    assert len(marks_in(text, [OWN])) == 400
    assert time.perf_counter() - began < 2
