"""What somebody chose becomes bytes; what leads nowhere is left out."""

import pytest

from redthread.instruments.answering import (
    AnswerError,
    Answers,
    asked,
    asked_after,
    encode,
    free_texts,
    is_asked,
)
from redthread.instruments.coding import columns
from redthread.instruments.minutes import longest_minutes, minutes
from redthread.instruments.model import Condition, Item, Text
from redthread.instruments.tests.samples import FORMS, MORE, SMALL, TOOK_PART, USEFUL, instrument


def test_each_column_has_a_byte_that_says_which_option_or_which_kind_of_no_answer() -> None:
    answers: Answers = {
        "took_part": 1,
        "useful": "not_relevant",
        "forms": [3, "1"],
        "more": " Takk.\r\nHei \x00",
    }

    assert [column.code for column in columns(SMALL)] == [
        "took_part",
        "useful",
        "forms.1",
        "forms.2",
        "forms.3",
    ]
    assert encode(SMALL, "principal", answers) == bytes([1, 255, 2, 1, 2])
    assert encode(SMALL, "principal", {"useful": 4, "took_part": "1", "forms": "dont_know"}) == bytes(
        [1, 4, 254, 254, 254]
    )
    assert encode(SMALL, "principal", {}) == bytes(5)
    assert free_texts(SMALL, "principal", answers) == {"more": "Takk.\nHei"}
    assert free_texts(SMALL, "principal", {"more": "  "}) == {}


def test_answers_to_what_was_not_asked_are_dropped() -> None:
    assert encode(SMALL, "teacher", {"took_part": 0, "useful": 4}) == bytes([2, 0, 0, 0, 0])
    assert encode(SMALL, "teacher", {"useful": "nonsense"}) == bytes(5)
    assert free_texts(SMALL, "teacher", {"more": "Fra en lærer"}) == {}


def test_a_question_behind_one_that_is_not_asked_is_not_asked() -> None:
    why = Item("why", Text("Hvorfor?"), scale="agree", shown_if=Condition("useful", frozenset({4, 5})))
    chain = instrument(TOOK_PART, USEFUL, why, FORMS)

    assert is_asked(chain, why, {"took_part": 1, "useful": 5})
    assert not is_asked(chain, why, {"took_part": 0, "useful": 5})
    assert not is_asked(chain, why, {"took_part": 1, "useful": "not_relevant"})
    assert asked_after(chain, "teacher", {"took_part": 0, "useful": 5}) == (TOOK_PART, FORMS)
    assert encode(chain, "teacher", {"took_part": 0, "useful": 5, "why": 5})[:3] == bytes([2, 0, 0])


def test_several_choices_lead_on_when_one_of_them_is_right() -> None:
    how = Item(
        "how", Text("Hvordan var besøket?"), scale="agree", shown_if=Condition("forms", frozenset({3}))
    )
    visits = instrument(FORMS, how)

    assert is_asked(visits, how, {"forms": [1, 3]})
    assert not is_asked(visits, how, {"forms": [1, 2]})


@pytest.mark.parametrize(
    ("answers", "item"),
    [
        ({"took_part": 7}, "took_part"),
        ({"took_part": True}, "took_part"),
        ({"took_part": "dont_know"}, "took_part"),
        ({"took_part": "--1"}, "took_part"),
        ({"took_part": "9" * 5000}, "took_part"),
        ({"took_part": [1]}, "took_part"),
        ({"forms": [1, 9]}, "forms"),
        ({"forms": "not_relevant"}, "forms"),
        ({"other": 1}, "other"),
    ],
)
def test_what_is_none_of_the_options_is_refused(answers: dict[str, object], item: str) -> None:
    with pytest.raises(AnswerError) as caught:
        encode(SMALL, "principal", answers)  # type: ignore[arg-type]

    assert caught.value.item == item
    assert str(caught.value.text).endswith(("Velg på nytt.", "Last inn siden på nytt."))


def test_free_words_are_text_and_not_too_long() -> None:
    with pytest.raises(AnswerError, match="lengre enn 2000 tegn"):
        free_texts(SMALL, "principal", {"more": "a" * 2001})
    with pytest.raises(AnswerError, match="Her skal det stå tekst"):
        free_texts(SMALL, "principal", {"more": 3})


def test_only_a_role_that_is_asked_gets_the_question() -> None:
    assert asked(SMALL, "principal") == (TOOK_PART, USEFUL, FORMS, MORE)
    assert asked(SMALL, "teacher") == (TOOK_PART, USEFUL, FORMS)


def test_minutes_count_reading_and_answering() -> None:
    # 4 + 3 + 5 words of questions, 2 + 8 + 3 of scales, 1 of the section; 4 + 4 + 8 seconds.
    assert minutes(SMALL, "teacher") == pytest.approx(26 / 200 + 16 / 60)
    assert longest_minutes(SMALL) == ("principal", minutes(SMALL, "principal"))
    assert minutes(SMALL, "principal") == pytest.approx(31 / 200 + 61 / 60)
