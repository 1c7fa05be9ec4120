"""What comes from a phone is read field by field, and shown as text."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redthread.core.errors import InputError
from redthread.live.fields import LONGEST, Fields, clean


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  Vi leser høyt.  ", "Vi leser høyt."),
        ("En\r\nto\rtre\u2028fire", "En\nto\ntre\nfire"),
        ("a\tb", "a b"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("\u202enorsk\u202c \u2066skole\u2069\u200f", "norsk skole"),
        ("A\u030asen", "Åsen"),
        ("A\u202e\u030asen", "Åsen"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("👩‍🏫 og 🏳️‍🌈 og 🫨", "👩‍🏫 og 🏳️‍🌈 og 🫨"),
        ("halv \ud83d emoji", "halv  emoji"),
        ("\u200b\u200d\u2060\ufeff", ""),
        (" \u0301 ", ""),
        ("…", "…"),
    ],
)
def test_text_is_composed_and_without_what_cannot_be_seen(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text(alphabet=st.characters()))
def test_what_is_clean_stays_as_it_is_and_can_be_stored_and_sent(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == once.strip()
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(one) in ("Cc", "Cs") and one != "\n" for one in once)
    once.encode()


@pytest.mark.parametrize(
    "value", [None, 1, True, ["a"], {"a": 1}, "", "a b", "æøå", "a/b", "x" * 81, "a\n", "../..", "\ud83d"]
)
def test_a_word_is_short_and_plain(value: Any) -> None:
    with pytest.raises(InputError, match="theme"):
        Fields({"theme": value}).word("theme")


def test_a_word_may_be_left_out_where_it_is_optional() -> None:
    assert Fields({}).word("pen", optional=True) == ""
    assert Fields({"pen": "aB-_.:9"}).word("pen") == "aB-_.:9"


@pytest.mark.parametrize("key", ["x" * 15, "x" * 41, "", None, "x" * 15 + "!"])
def test_a_key_has_from_16_to_40_signs(key: Any) -> None:
    with pytest.raises(InputError):
        Fields({"key": key}).key()
    assert Fields({"key": "x" * 16}).key() == "x" * 16


@pytest.mark.parametrize("value", [None, "1", 1.0, True, -2, 100, 10**400, [1]])
def test_a_whole_number_is_a_number_within_its_limits(value: Any) -> None:
    with pytest.raises(InputError):
        Fields({"turn": value}).whole("turn", -1, 99)
    assert Fields({"turn": -1}).whole("turn", -1, 99) == -1


@pytest.mark.parametrize("value", [None, "ja", {}, [1], ["x" * 81], ["x"] * 301])
def test_ids_are_a_list_of_words(value: Any) -> None:
    with pytest.raises(InputError):
        Fields({"ids": value}).ids("ids")
    assert Fields({"ids": ["a", "b"]}).ids("ids") == ["a", "b"]


def test_yes_is_true_and_nothing_else() -> None:
    assert (Fields({"x": True}).yes("x"), Fields({}).yes("x")) == (True, False)
    for value in ("true", 1, None):
        with pytest.raises(InputError):
            Fields({"x": value}).yes("x")


def test_too_long_and_empty_texts_are_told_in_words() -> None:
    with pytest.raises(InputError, match="for lang"):
        Fields({"text": "x" * (LONGEST + 1)}).text("text")
    for empty in ("", "  \n", "\u200b"):
        with pytest.raises(InputError, match="Skriv noe"):
            Fields({"text": empty}).text("text")
        assert Fields({"text": empty}).text("text", optional=True) == ""
    with pytest.raises(InputError, match="text"):
        Fields({"text": ["a"]}).text("text")


def test_a_line_is_on_one_line() -> None:
    assert Fields({"name": " Lesing\n i  alle\tfag "}).line("name") == "Lesing i alle fag"
    with pytest.raises(InputError):
        Fields({"name": "x" * 121}).line("name")


def test_a_commitment_has_a_day_that_exists_or_none() -> None:
    given = Fields({"who": "Mona ", "due_on": "2026-10-01", "reach": ""}).commitment()
    assert given == {"who": "Mona", "due_on": "2026-10-01", "reach": ""}
    assert Fields({"due_on": ""}).commitment() == {"due_on": ""}, "only what was sent is changed"
    for day in ("2026-02-30", "i-morgen", "2026-13-01"):
        with pytest.raises(InputError, match="Datoen"):
            Fields({"due_on": day}).commitment()
