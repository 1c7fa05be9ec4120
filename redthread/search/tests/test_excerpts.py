"""A little of a text around the first hit: never a word cut in two, and signs where something is left out."""

from __future__ import annotations

from redthread.search.asking import MOST_WORDS, alternatives, question_of
from redthread.search.excerpts import LONGEST, excerpt

WORDS = [alternatives("flaggermus")]


def shown(text: str) -> str:
    return "".join(piece.text for piece in excerpt(text, WORDS))


def test_a_short_text_is_shown_whole_with_the_word_marked() -> None:
    text = "Vi talte  flaggermusene\nute."
    assert shown(text) == "Vi talte flaggermusene ute."
    assert [piece.text for piece in excerpt(text, WORDS) if piece.is_hit] == ["flaggermusene"]


def test_nothing_is_shown_of_a_text_without_the_word() -> None:
    assert excerpt("Vi talte piggsvin.", WORDS) == []


def test_a_long_text_is_cut_between_words_on_both_sides_of_the_hit() -> None:
    text = "først " * 60 + "flaggermus " + "sist " * 60
    found = shown(text)
    assert found.startswith("… først ")
    assert found.endswith(" sist …")
    assert "flaggermus" in found
    assert len(found) <= LONGEST + 6
    assert set(found.split()) == {"…", "først", "flaggermus", "sist"}


def test_a_hit_that_is_longer_than_all_that_is_shown_stands_whole() -> None:
    long = "flaggermus" + "x" * 300
    assert shown(f"{long} og mer") == f"{long} …"


def test_more_words_than_are_looked_for_are_said_to_be_cut() -> None:
    letters = "abcdefghijkl"
    few, many = ([f"flagg{letter}mus" for letter in letters[:n]] for n in (MOST_WORDS, MOST_WORDS + 1))
    assert not question_of(" ".join(few)).is_cut
    assert question_of(" ".join(many)).is_cut
    assert len(question_of(" ".join(many)).words) == MOST_WORDS
