"""Who may write what in a phase."""

from __future__ import annotations

from typing import Any

import pytest

from redthread.live.rights import Standing, is_shown_at_once, kind_of_turn, kinds_in, why_not_write
from redthread.live.tests.test_progress import LIBRARY, phase

NOBODY_SPECIAL = Standing(cards=frozenset(), has_scribe=False, has_turn=False, is_visiting=False)


def standing(**fields: Any) -> Standing:
    given = {"cards": frozenset(), "has_scribe": False, "has_turn": False, "is_visiting": False, **fields}
    return Standing(**given)


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ({}, ("idea", "photo")),
        ({"rules": ["no_photos"]}, ("idea",)),
        ({"kind": "read"}, ()),
        ({"kind": "pause"}, ()),
        ({"kind": "commit"}, ("commitment",)),
        ({"kind": "make"}, ("product", "photo")),
        ({"kind": "photo"}, ("photo", "product")),
        ({"kind": "clarify"}, ("question",)),
        ({"kind": "rotate"}, ("idea", "question")),
        ({"rules": ["questions_only"]}, ("question",)),
        ({"rules": ["clarify_only"]}, ("question",)),
        ({"kind": "round", "writes": "turn", "rules": ["clarify_only", "no_criticism"]}, ("idea",)),
        ({"kind": "round", "writes": "turn", "rules": ["questions_only"]}, ("question",)),
        ({"kind": "round", "writes": "each", "rules": ["clarify_only"]}, ("question",)),
    ],
)
def test_each_phase_has_its_kinds(fields: dict[str, Any], kinds: tuple[str, ...]) -> None:
    assert kinds_in(phase(**fields)) == kinds


@pytest.mark.parametrize(
    ("fields", "who", "refusal"),
    [
        ({"writes": "each"}, standing(), ""),
        ({"writes": "nobody"}, standing(has_turn=True), "lytter alle"),
        ({"writes": "scribe"}, standing(), ""),
        ({"writes": "scribe"}, standing(has_scribe=True), "skriveren"),
        ({"writes": "scribe"}, standing(has_scribe=True, cards=frozenset({"scribe"})), ""),
        ({"writes": "visitors"}, standing(), "på besøk"),
        ({"writes": "visitors"}, standing(is_visiting=True), ""),
        ({"writes": "turn", "kind": "round"}, standing(), "ikke din tur"),
        ({"writes": "turn", "kind": "round"}, standing(has_turn=True), ""),
        ({"writes": "turn"}, standing(), "den som fortalte"),
        (
            {"writes": "each", "rules": ["teller_listens"], "roles": ["teller"]},
            standing(cards=frozenset({"teller"})),
            "lytter du",
        ),
        (
            {"writes": "each", "rules": ["teller_listens"], "roles": ["teller"]},
            standing(cards=frozenset({"host"})),
            "",
        ),
        (
            {"writes": "each", "rules": ["teller_listens"], "roles": ["host"]},
            standing(cards=frozenset({"host"})),
            "lytter du",
        ),
    ],
)
def test_who_writes_is_told_by_the_phase(fields: dict[str, Any], who: Standing, refusal: str) -> None:
    words = why_not_write(phase(**fields), "idea", who)
    assert (refusal in words) if refusal else (words == "")


def test_another_kind_is_refused_whoever_writes_it() -> None:
    asks = phase(writes="each", rules=["clarify_only"])
    assert why_not_write(asks, "question", NOBODY_SPECIAL) == ""
    for kind in ("idea", "product", "photo", "commitment", "tull"):
        assert "kan ikke skrives" in why_not_write(asks, kind, NOBODY_SPECIAL)


@pytest.mark.parametrize(
    ("fields", "at_once"),
    [
        ({"writes": "each"}, True),
        ({"writes": "each", "sees": "author", "revealed": "later"}, False),
        ({"kind": "round", "writes": "turn", "revealed": "on_turn"}, False),
        ({"kind": "round", "writes": "turn"}, False),
        ({"kind": "round", "writes": "each", "revealed": "on_turn"}, False),
        ({"kind": "round", "writes": "each"}, True),
        ({"kind": "commit", "writes": "turn"}, True),
        ({"kind": "present", "writes": "scribe", "revealed": "on_turn"}, True),
        ({"writes": "each", "revealed": "at_end"}, True),
    ],
)
def test_what_waits_for_a_turn_is_not_shown_when_it_is_written(fields: dict[str, Any], at_once: bool) -> None:
    assert is_shown_at_once(phase(**fields)) is at_once


def test_no_method_of_the_library_has_a_silent_phase_that_shows_or_a_round_that_nobody_can_use() -> None:
    for script in LIBRARY.values():
        for one in script.phases:
            if "silent" in one.rules and one.kind == "write":
                assert not is_shown_at_once(one)
            if one.kind == "round" and one.writes == "turn":
                assert kinds_in(one) == (kind_of_turn(one),)
