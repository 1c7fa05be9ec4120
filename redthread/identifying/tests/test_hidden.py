"""An identity cannot be hidden by how it is written, and no text takes long or stops the checker."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redthread.identifying.checking import check_text
from redthread.identifying.known import Known
from redthread.identifying.known_index import Index
from redthread.identifying.marks import Kind, replace

SECONDS = 20  # for a megabyte, on a machine with much else to do; what is not linear takes minutes
HIDDEN = {
    "soft hyphen": "Tor\u00adunn",
    "zero width": "To\u200bru\u200dnn",
    "bidi": "\u202eTor\u202cunn",
    "combining": "T\u0336o\u0336r\u0336u\u0336n\u0336n\u0336",
    "cyrillic": "Тоrunn",
    "wide": "Ｔｏｒｕｎｎ",
    "bold": "𝐓𝐨𝐫𝐮𝐧𝐧",
    "spaced": "T o r u n n",
    "dotted": "T.o.r.u.n.n",
    "small": "torunn",
    "shouted": "TORUNN",
}


@pytest.mark.parametrize("written", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    text = f"Da kom {written} inn i rommet."
    names = [mark for mark in check_text(text) if mark.kind == Kind.NAME]
    assert len(names) == 1
    assert names[0].text in text
    assert "unn" not in unicodedata.normalize("NFKC", replace(text, names)).lower()


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_accents_may_be_written_either_way(form: Literal["NFC", "NFD", "NFKC", "NFKD"]) -> None:
    text = unicodedata.normalize(form, "Vi traff Pål-André Ødegård på Ålesund skole.")
    assert [mark.text for mark in check_text(text)] == [
        unicodedata.normalize(form, name) for name in ("Pål-André Ødegård", "Ålesund skole")
    ]


@pytest.mark.parametrize(
    "written",
    ["０１０１２０ １２３４５", "٠١٠١٢٠١٢٣٤٥", "010120\u00a012345", "010120\u200b12345", "010120\u201112345"],
)
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    assert [mark.kind for mark in check_text(f"Nummer: {written}.")] == [Kind.NATIONAL_ID]


KNOWN = Index(
    Known(("Kari Moen", "Åse Lie"), ("Brekka skole",), (), ("Fjordnettet",), ("Lesing i alle fag",))
)
PIECES = st.sampled_from(
    [
        "Kari",
        "kari",
        "Grimulf",
        "Moen",
        "gutten",
        "mora",
        "eleven",
        "Elevene",
        "4B",
        "9 år",
        "12. mars",
        "912 34 567",
        "01012012345",
        "a@b.no",
        "Storgata 5",
        "Brekka skole",
        "Bergen",
        "æ",
        "ikkje",
        "ikke",
        "sa",
        "og",
        "i",
        "på",
        ".",
        "«",
        "»",
        "\n",
        "Vi",
        "\u200b",
        "Å",
        "e\u0301",
        "ﷺ",
        "5003",
        "X.",
    ]
)


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(PIECES, max_size=14).map(" ".join),
        st.lists(PIECES, max_size=14).map("".join),
    )
)
def test_offsets_always_give_the_text_and_marks_never_overlap(text: str) -> None:
    for known in (Known(), KNOWN):
        marks = check_text(text, known)
        assert all(text[mark.start : mark.end] == mark.text for mark in marks)
        assert all(one.end <= following.start for one, following in pairwise(marks))
        assert all(mark.suggestion for mark in marks)
        replace(text, marks)


SENTENCES = st.sampled_from(
    [
        "Kari Nordmann kom sent.",
        "Vi ringte moren på 912 34 567.",
        "Grimulf Fjellbu sa nei.",
        "Det var læreren i 4B.",
        "Gutten er 9 år gammel.",
        "Nummeret er 01012012345.",
        "Skriv til kari@skole.no.",
        "Hun bor i Storgata 5, 5003 Bergen.",
        "De er på Brekka skole i Lom kommune.",
        "Rektor Åse Lie ble hentet 12. mars.",
        "Assistenten og faren kranglet.",
        "Elevene hadde det fint.",
        "Konto 1503.22.41178.",
        "Bilen EL 12345 sto der.",
        "Mora hans gråt.",
        "Hennes far kom.",
        "Elevens mor gråt.",
        "Karis bror lo.",
        "Rektors tante kom.",
        "Vi begynte tidlig.",
        "Da kom to gutter.",
        "Bestemoren til Ola var der.",
        "Prosjektet «Fjordlesing» er slutt.",
        "Æ veit itj.",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=12).map(" ".join))
def test_nothing_of_the_kind_is_left_when_all_marks_are_replaced(text: str) -> None:
    assert check_text(replace(text, check_text(text))) == []


HOSTILE = {
    "one word": "a" * 1_000_000,
    "one word with a capital": "A" + "a" * 1_000_000,
    "capitals": "A" * 1_000_000,
    "words with capitals": "Ab " * 333_000,
    "initials": "A. " * 333_000,
    "letters": "a " * 500_000,
    "digits": "1" * 1_000_000,
    "digits apart": "1 " * 500_000,
    "dashes": "1-" * 500_000,
    "at": "@" * 1_000_000,
    "mails": "a@" * 500_000,
    "dots": "a." * 500_000,
    "spaces": " " * 1_000_000,
    "lines": "\n" * 1_000_000,
    "quotes": "«" * 1_000_000,
    "hyphens": "Ab-" * 333_000,
    "apostrophes": "a'" * 500_000,
    "marks": "e" + "\u0301\u0316" * 500_000,
    "zero widths": "\u200b" * 1_000_000,
    "cyrillic": "Кари " * 200_000,
    "ages": "9 år " * 200_000,
    "dates": "1.1.21 mor " * 90_000,
    "street": "Storgata " * 110_000,
    "addresses": "http://" * 140_000,
    "person": "eleven " * 140_000,
    "nynorsk": "«eg ikke ikke " * 70_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_megabyte_of_anything_is_read_in_time_with_its_length(text: str) -> None:
    started = time.process_time()
    check_text(text, KNOWN)
    assert time.process_time() - started < SECONDS
