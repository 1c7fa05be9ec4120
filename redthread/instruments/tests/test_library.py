"""What every instrument of the library keeps to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

import pytest

from redthread.instruments.answering import asked_after
from redthread.instruments.library import instruments
from redthread.instruments.lint import check
from redthread.instruments.minutes import longest_minutes
from redthread.instruments.model import LANGUAGES, Instrument, Item, Text

EACH = pytest.mark.parametrize("instrument", instruments().values(), ids=instruments().keys())
PLACE = re.compile(r"00\d (§[\d.]+|L\d+(–\d+)?)(; 00\d L\d+(–\d+)?)*")
BOKMAL = re.compile(
    r"\b(ikke|jeg|hvor|hvordan|hva|hvem|noe|noen|fra|skolen?e?|dere|flere|mye|mer|gjør|bare|være|blitt)\b",
    re.I,
)  # fmt: skip
# One leader, in words that the owner reads; «leder» as what somebody does is another thing.
ONE_LEADER = re.compile(
    r"\b(rektor(en)?|mellomlederen|skoleleder(en)?|avdelingsleder(en)?|lederen|leiaren|mellomleiaren"
    r"|skuleleiar(en)?|principal|(the|your|each) leader(?! group))\b", re.I
)  # fmt: skip
EASY = 35  # LIX: below 30 is very easy, 30 to 40 is easy (Björnsson 1968)
LONG_WORD = 6


def texts(instrument: Instrument) -> Iterator[Text]:
    yield from (instrument.title, instrument.about)
    for scale in instrument.scales.values():
        yield from (option.label for option in scale.options)
    for section in instrument.sections:
        yield from (section.title, *([section.intro] if section.intro else []))
    for item in instrument.items:
        yield from (item.text, *item.versions.values())
    yield from (index.title for index in instrument.indices)


def asked_of(instrument: Instrument, role: str) -> list[Item]:
    return [item for item in instrument.items if item.is_for(role)]


def lix(sentences: list[str]) -> float:
    words = re.findall(r"\w+", " ".join(sentences))
    long = sum(len(word) > LONG_WORD for word in words)
    return len(words) / len(sentences) + 100 * long / len(words)


def test_every_file_is_offered_under_the_code_that_it_has() -> None:
    folder = files("redthread.instruments.library")
    stems = {one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml")}
    assert stems == set(instruments()) == {one.code for one in instruments().values()}
    assert all(code == one.code for code, one in instruments().items())


@EACH
def test_everything_is_said_in_three_languages(instrument: Instrument) -> None:
    assert instrument.languages == LANGUAGES
    assert [text.nb for text in texts(instrument) if not (text.nb and text.nn and text.en)] == []


@EACH
def test_nynorsk_is_nynorsk(instrument: Instrument) -> None:
    assert [text.nn for text in texts(instrument) if BOKMAL.search(text.nn)] == []


@EACH
def test_every_item_and_index_says_where_its_construct_comes_from(instrument: Instrument) -> None:
    named = [(item.code, item.source) for item in instrument.items]
    named += [(index.code, index.source) for index in instrument.indices]
    assert [(code, source) for code, source in named if not PLACE.fullmatch(source)] == []
    assert instrument.sources


@EACH
def test_an_index_has_three_items_for_everybody_who_is_asked_any_of_them(instrument: Instrument) -> None:
    assert instrument.indices
    for index in instrument.indices:
        asked = {
            role: sum(instrument.item(code).is_for(role) for code in index.items) for role in instrument.roles
        }
        assert all(count == 0 or count >= 3 for count in asked.values()), (index.code, asked)


@EACH
def test_nobody_needs_more_than_twelve_minutes(instrument: Instrument) -> None:
    assert max(longest_minutes(instrument, language)[1] for language in LANGUAGES) <= 12


def test_the_pulses_are_as_short_as_they_say() -> None:
    gathering, staff = instruments()["gathering-pulse"], instruments()["staff-pulse"]
    assert max(longest_minutes(gathering, language)[1] for language in LANGUAGES) <= 2
    assert max(longest_minutes(staff, language)[1] for language in LANGUAGES) <= 1


@EACH
def test_the_owner_is_never_asked_about_one_leader(instrument: Instrument) -> None:
    asked = asked_of(instrument, "owner") if "owner" in instrument.roles else []
    said = [item.words("owner", language) for item in asked for language in LANGUAGES]
    assert [words for words in said if ONE_LEADER.search(words)] == []


@EACH
def test_more_is_always_to_the_same_side(instrument: Instrument) -> None:
    for scale in instrument.scales.values():
        values = [option.value for option in scale.options]
        assert scale.kind != "ordered" or values == sorted(values), scale.code
    (options,) = {
        scale.options for code, scale in instrument.scales.items() if code.startswith(("agree", "can"))
    }
    assert (options[0].label.nb, options[-1].label.nb) == ("Helt uenig", "Helt enig")


def test_bands_meet_without_a_gap() -> None:
    bands = instruments()["programme-evaluation"].scales["times"].options
    ends = [[int(number) for number in re.findall(r"\d+", band.label.nb)] or [0] for band in bands]
    assert [low[0] - high[-1] for high, low in pairwise(ends)] == [1, 1, 1, 1]


@EACH
def test_a_careful_reader_finds_nothing(instrument: Instrument) -> None:
    assert [str(finding) for finding in check(instrument)] == []


def test_before_the_programme_begins_only_the_school_and_the_tasks_are_asked_about() -> None:
    evaluation = instruments()["programme-evaluation"]
    asked = {item.code for item in asked_after(evaluation, "principal", {"started": 0})}
    known = {code for one in evaluation.indices if one.code in ("culture", "efficacy") for code in one.items}
    assert asked == known | {"started"}


@EACH
def test_questions_are_easy_to_read(instrument: Instrument) -> None:
    for role in instrument.roles:
        assert lix([item.words(role, "nb") for item in asked_of(instrument, role)]) < EASY, role


@EACH
def test_free_words_are_few_and_asked_for_without_names(instrument: Instrument) -> None:
    free = [item for item in instrument.items if item.kind == "text"]
    assert len(free) <= 2
    for item in free:
        for role in instrument.roles:
            assert "Ikke skriv navn på personer eller skoler." in item.words(role, "nb")
            assert "Ikkje skriv namn på personar eller skular." in item.words(role, "nn")
            assert "Please do not name people or schools." in item.words(role, "en")


@EACH
def test_pairs_that_contradict_each_other_are_asked_of_the_same_people(instrument: Instrument) -> None:
    for one, other in instrument.contradictions:
        first, second = instrument.item(one), instrument.item(other)
        assert {first.scale, second.scale} <= {"agree", "agree_nr"}, (one, other)
        assert any(first.is_for(role) and second.is_for(role) for role in instrument.roles), (one, other)
