"""What is left after a change always fits together."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from redthread.instruments.editing import (
    heading_over,
    is_tied,
    may_move,
    moved,
    with_changed,
    with_heading,
    with_item,
    with_scale,
    without_items,
    without_section,
)
from redthread.instruments.model import Index, Instrument, Item, Section, Text
from redthread.instruments.tests.samples import FORMS, KINDS, MORE, SMALL, TOOK_PART, USEFUL, instrument
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


def test_a_heading_begins_a_section_and_without_it_the_questions_go_to_the_one_before() -> None:
    split = with_heading(SMALL, "useful", "Nytten")

    assert heading_over(SMALL, "useful") == ""
    assert heading_over(split, "useful") == "Nytten"
    assert split.items == SMALL.items
    assert len(split.sections) == len(SMALL.sections) + 1
    assert parse(write(split)) == split
    assert with_heading(split, "useful", "") == SMALL
    assert with_heading(split, "useful", "Bruken").sections[1].title == Text("Bruken")
    first = SMALL.items[0].code
    assert with_heading(SMALL, first, "") == SMALL


def test_one_question_is_changed_and_nothing_else() -> None:
    changed = with_changed(SMALL, replace(FORMS, text=Text("Hva deltok du på?")))

    assert changed.item("forms") == replace(FORMS, text=Text("Hva deltok du på?"))
    assert with_changed(changed, FORMS) == SMALL


def test_the_same_answers_are_one_scale_and_one_that_nothing_uses_goes() -> None:
    own = replace(KINDS, has_dont_know=False)
    again, same = with_scale(SMALL, replace(KINDS, code=""))
    added, code = with_scale(SMALL, own)
    twice, once_more = with_scale(added, own)

    assert (again, same) == (SMALL, "kinds")
    assert (code, once_more, twice) == ("own_1", "own_1", added)
    used = with_changed(added, replace(FORMS, scale=code))
    assert set(used.scales) == {*SMALL.scales, "own_1"}
    assert with_changed(used, FORMS) == SMALL


def test_a_question_goes_into_the_next_section_and_never_before_what_leads_to_it() -> None:
    two = replace(SMALL, sections=(SMALL.sections[0], Section(Text("Etterpå"), (Item("own_1", Text("?")),))))

    assert not may_move(two, "took_part", -1)
    assert not may_move(two, "took_part", 1)  # «useful» follows from it
    assert moved(two, "useful", -1) == two
    over = moved(two, "more", 1)
    assert [[one.code for one in part.items] for part in over.sections] == [
        ["took_part", "useful", "forms"], ["more", "own_1"],
    ]  # fmt: skip
    assert moved(over, "more", -1) == two
    alone = moved(moved(over, "more", 1), "own_1", -1)
    assert [len(part.items) for part in alone.sections] == [4, 1]


def test_what_others_are_reckoned_with_or_follow_from_is_tied() -> None:
    known = replace(SMALL, indices=(Index("i", Text("I"), ("useful",)),))

    assert [is_tied(known, item.code) for item in known.items] == [True, True, False, False]


def test_so_is_each_of_two_that_are_held_against_each_other() -> None:
    """With answers of its own it could not be, and the questionnaire could not be sent."""
    items = (replace(USEFUL, code=code, shown_if=None) for code in ("useful", "good", "fun"))
    known, pair = instrument(*items), (("useful", "good"),)

    for held in (replace(known, contradictions=pair), replace(known, comparisons=pair)):
        assert [is_tied(held, item.code) for item in held.items] == [True, True, False]


@settings(max_examples=60, deadline=None)
@given(instruments(), st.data())
def test_whatever_is_left_out_the_rest_can_be_sent(instrument: Instrument, data: st.DataObject) -> None:
    codes = data.draw(st.sets(st.sampled_from([item.code for item in instrument.items])))
    number = data.draw(st.integers(1, len(instrument.sections)))
    for left in (without_items(instrument, codes), without_section(instrument, number)):
        assert not left.items or parse(write(left)) == left


@settings(max_examples=60, deadline=None)
@given(instruments(), st.data())
def test_however_questions_are_moved_they_can_be_sent(instrument: Instrument, data: st.DataObject) -> None:
    for _move in range(5):
        code = data.draw(st.sampled_from([item.code for item in instrument.items]))
        instrument = moved(instrument, code, data.draw(st.sampled_from([-1, 1])))
        assert parse(write(instrument)) == instrument
