"""The script of a method: what can be run, and what is refused with its place."""

from __future__ import annotations

from typing import Any

import pytest

from redthread.core.errors import RuleError
from redthread.gatherings.method_script import ScriptError, check_steps, read_script
from redthread.gatherings.method_words import Names, PhaseKind, Repeat, Revealed, Sees, Writes

WRITE = {
    "key": "skriv",
    "step": 1,
    "kind": "write",
    "title": "Skriv alene",
    "seconds": 600,
    "writes": "each",
    "sees": "author",
    "revealed": "later",
}
ROUND = {"key": "runde", "step": 2, "kind": "round", "title": "Runde", "seconds": 900, "uses": ["skriv"]}


def test_a_script_is_read_with_kind_defaults_and_written_back_as_it_was_read() -> None:
    script = read_script([WRITE, {**ROUND, "repeat": "until_empty", "times": 3}])
    first, second = script.phases
    assert (first.kind, first.writes, first.sees) == (PhaseKind.WRITE, Writes.EACH, Sees.AUTHOR)
    assert (first.revealed, first.names) == (Revealed.LATER, Names.NAMED)
    assert (second.sees, second.revealed, second.writes) == (Sees.TABLE, Revealed.AT_ONCE, Writes.NOBODY)
    assert (second.repeat, second.seconds_each, second.uses) == (Repeat.UNTIL_EMPTY, 300, ("skriv",))
    assert script.seconds == 1500
    assert read_script(script.as_json()) == script


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "dance"}, "Fase 1 («Skriv alene») feltet kind: velg en av read, write"),
        ({"seconds": "600"}, "Fase 1 («Skriv alene») feltet seconds: skriv et helt tall fra 10 til 28800."),
        ({"seconds": True}, "feltet seconds: skriv et helt tall"),
        ({"seconds": 9}, "fra 10 til 28800"),
        ({"title": "  "}, "Fase 1 mangler navn. Skriv hva fasen heter."),
        ({"rules": ["shout"]}, "feltet rules: «shout» finnes ikke. Ta det bort."),
        ({"rules": "silent"}, "feltet rules skal være en liste."),
        ({"colour": "red"}, "har et felt som ikke finnes: colour. Ta det bort."),
        ({"sees": "table"}, "det som bare den som skriver ser, vises ikke i denne fasen"),
        ({"revealed": "at_once"}, "det som bare den som skriver ser, vises ikke i denne fasen"),
        ({"writes": "nobody"}, "er en skrivefase der ingen får skrive. Velg hvem som skriver."),
        ({"uses": ["runde"]}, "bruker en fase som ikke kommer før den. Velg en tidligere fase."),
        ({"kind": "sort"}, "har ingenting å arbeide med. Velg hvilken tidligere fase den bruker."),
        ({"prompt": "a" * 1001}, "for lang eller uleselig tekst i feltet prompt"),
        ({"times": 0}, "feltet times: skriv et helt tall fra 1 til 99."),
    ],
)
def test_what_cannot_be_run_is_refused_with_its_place(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ScriptError) as error:
        read_script([{**WRITE, **change}])
    assert words in str(error.value)
    assert isinstance(error.value, RuleError)


@pytest.mark.parametrize("data", [None, {}, "[]", 3, [None], [["write"]], [{}], [{"title": "A"}]])
def test_damaged_data_is_refused_and_never_breaks(data: Any) -> None:
    with pytest.raises(ScriptError):
        read_script(data)


def test_a_key_stands_once_and_steps_come_in_order() -> None:
    with pytest.raises(ScriptError, match="samme nøkkel"):
        read_script([WRITE, {**ROUND, "key": "skriv"}])
    with pytest.raises(ScriptError, match="står etter et senere steg"):
        read_script([{**WRITE, "step": 3}, ROUND])


def test_more_phases_than_a_room_can_run_are_refused() -> None:
    with pytest.raises(ScriptError, match="høyst 60 faser"):
        read_script([{**WRITE, "key": f"k{n}"} for n in range(61)])


def test_the_phases_of_a_step_last_as_long_as_the_step() -> None:
    script = read_script([WRITE, ROUND])
    check_steps(script, [10, 15])
    with pytest.raises(ScriptError, match=r"Steg 2 varer 20 minutter, men fasene i det varer 15\."):
        check_steps(script, [10, 20])
    with pytest.raises(ScriptError, match="hører til et steg som ikke finnes"):
        check_steps(script, [10])
    with pytest.raises(ScriptError, match=r"varer 5 minutter, men fasene i det varer 0\."):
        check_steps(script, [10, 15, 5])
