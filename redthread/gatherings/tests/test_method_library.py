"""The methods that come with the product."""

from __future__ import annotations

import re

import pytest
from django.http import Http404
from django.utils import translation

from redthread.gatherings.method_card import card_of, card_of_row, fields_of
from redthread.gatherings.method_library import (
    chosen_method,
    current_card,
    keep_library_method,
    library,
    methods_for,
)
from redthread.gatherings.method_script import check_steps
from redthread.gatherings.method_words import PhaseKind, Repeat, Revealed, Rule, Sees
from redthread.gatherings.models import AgendaItem, Method
from redthread.testing import make
from redthread.testing.cast import Cast

KEYS = sorted(library())


@pytest.mark.parametrize("key", KEYS)
def test_phases_last_as_long_as_their_steps_and_together_as_the_method(key: str) -> None:
    card = library()[key].card
    check_steps(card.script, [step.minutes for step in card.steps])
    assert card.script.seconds == card.minutes * 60 == sum(step.minutes for step in card.steps) * 60


@pytest.mark.parametrize("key", KEYS)
def test_a_card_is_whole_and_says_where_it_comes_from(key: str) -> None:
    method = library()[key]
    card = method.card
    for words in (card.purpose, card.when_to_use, card.room, card.materials, card.plan_b):
        assert len(words) > 20, words
    assert re.search(r"linje \d+|våre egne ord|vanlig kjent", card.source), card.source
    assert all(step.text for step in card.steps)
    assert card.roles
    assert card.needs
    assert set(method.kinds) <= set(AgendaItem.Kind.values)
    assert set(method.names) == set(method.purposes) == {"nb", "nn", "en"}
    assert len({method.purposes[language] for language in ("nb", "nn", "en")}) == 3


@pytest.mark.parametrize("key", KEYS)
def test_a_card_is_the_same_after_it_was_stored(key: str) -> None:
    card = library()[key].card
    assert card_of(fields_of(card)) == card


def test_in_igp_nobody_sees_anything_before_it_is_laid_out_and_sorting_comes_last() -> None:
    script = library()["igp"].card.script
    write, lay_out, sort = (script.phases[n] for n in (1, 2, 3))
    assert (write.kind, write.seconds, write.sees, write.revealed) == (
        PhaseKind.WRITE,
        600,
        Sees.AUTHOR,
        Revealed.LATER,
    )
    assert Rule.SILENT in write.rules
    assert (lay_out.kind, lay_out.revealed, lay_out.repeat) == (
        PhaseKind.ROUND,
        Revealed.ON_TURN,
        Repeat.UNTIL_EMPTY,
    )
    assert {Rule.ONE_AT_A_TIME, Rule.CLARIFY_ONLY, Rule.NO_CRITICISM} <= set(lay_out.rules)
    assert sort.kind == PhaseKind.SORT
    assert sort.uses == (lay_out.key,)


def test_a_library_method_becomes_a_row_the_first_time_it_is_used(db: None) -> None:
    first, second = keep_library_method("igp"), keep_library_method("igp")
    assert first == second
    assert Method.objects.count() == 1
    assert (first.key, first.network, first.minutes) == ("igp", None, 60)
    assert card_of_row(first) == library()["igp"].card
    with pytest.raises(KeyError):
        keep_library_method("finnes-ikke")


def test_the_card_of_a_library_row_is_in_the_readers_language(db: None) -> None:
    row = keep_library_method("igp")
    with translation.override("nn"):
        assert current_card(row).name == "IGP med rekkjeframlegg"
    with translation.override("en"):
        assert current_card(row).purpose.startswith("Everybody thinks alone")


def test_a_network_may_choose_its_own_first_then_the_library_and_nobody_elses(cast: Cast) -> None:
    own = Method.objects.create(network=cast.network, name="Vår runde", purpose="x", minutes=20)
    away = Method.objects.create(
        network=cast.network, name="Gammel", purpose="x", minutes=20, put_away_at=make.LONG_AGO
    )
    strangers = Method.objects.create(network=cast.steins_network, name="Deres", purpose="x", minutes=20)
    choices = methods_for(cast.network)
    assert choices[0].name == "Vår runde"
    assert len(choices) == 1 + len(library())
    assert chosen_method(cast.network, choices[0].value) == own
    assert chosen_method(cast.network, "bibliotek:igp") == keep_library_method("igp")
    assert chosen_method(cast.network, f"egen:{away.public_id}") == away  # it may stand on an old item
    assert chosen_method(cast.network, "") is None
    for wrong in (f"egen:{strangers.public_id}", "bibliotek:nei", "egen:", "noe"):
        with pytest.raises(Http404):
            chosen_method(cast.network, wrong)
