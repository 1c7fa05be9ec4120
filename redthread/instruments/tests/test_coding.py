"""Answers as columns."""

from redthread.instruments.coding import columns
from redthread.instruments.model import AnswerScale, Instrument, Item, Option, Section, Text


def test_an_item_with_several_answers_has_a_column_an_option_and_free_words_have_none() -> None:
    scale = AnswerScale("yes_no", "yes_no", (Option(1, Text("Ja")), Option(0, Text("Nei"))))
    items = (
        Item("a", Text("A"), scale="yes_no"),
        Item("b", Text("B"), kind="choices", scale="yes_no"),
        Item("c", Text("C"), kind="text"),
    )
    instrument = Instrument("i", 1, Text("I"), Text("Om"), {"yes_no": scale}, (Section(Text("S"), items),))

    assert [column.code for column in columns(instrument)] == ["a", "b.1", "b.0"]
