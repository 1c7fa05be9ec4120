"""What is left after a change always fits together."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from redthread.instruments.editing import with_item, with_words, without_items, without_section
from redthread.instruments.model import Index, Instrument, Item, Text
from redthread.instruments.tests.samples import FORMS, MORE, SMALL, TOOK_PART, USEFUL
from redthread.instruments.tests.test_any_instrument import instruments
from redthread.instruments.toml_file import parse, write


def test_a_question_takes_with_it_what_only_follows_from_it() -> None:
    known = replace(SMALL, indices=(Index("i", Text("I"), ("took_part", "useful")),))

    assert without_items(known, {"took_part"}).items == (FORMS, MORE)
    assert without_items(known, {"took_part"}).indices == ()
    assert without_items(known, {"useful"}).indices == (Index("i", Text("I"), ("took_part",)),)
    assert without_items(known, {"forms"}).items == (TOOK_PART, USEFUL, MORE)


def test_a_question_of_ones_own_comes_last_with_a_free_code() -> None:
    own = Item("", Text("Hva mer?"), kind="text")
    twice = with_item(with_item(SMALL, 1, own), 1, own)

    assert [item.code for item in twice.items][-2:] == ["own_1", "own_2"]
    assert parse(write(twice)) == twice


def test_other_words_change_nothing_else() -> None:
    changed = with_words(SMALL, "forms", Text("Hva deltok du på?"))

    assert changed.item("forms") == replace(FORMS, text=Text("Hva deltok du på?"))
    assert with_words(changed, "forms", FORMS.text) == SMALL


@settings(max_examples=60, deadline=None)
@given(instruments(), st.data())
def test_whatever_is_left_out_the_rest_can_be_sent(instrument: Instrument, data: st.DataObject) -> None:
    codes = data.draw(st.sets(st.sampled_from([item.code for item in instrument.items])))
    number = data.draw(st.integers(1, len(instrument.sections)))
    for left in (without_items(instrument, codes), without_section(instrument, number)):
        assert not left.items or parse(write(left)) == left
