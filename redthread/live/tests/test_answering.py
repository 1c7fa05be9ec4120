"""Where a method answers the strongest that was said against, and who may."""

from __future__ import annotations

import pytest

from redthread.core.errors import RuleError
from redthread.gatherings.method_library import library
from redthread.gatherings.method_script import read_script
from redthread.live.answering import answering_at, answers_in
from redthread.live.models import Contribution
from redthread.live.tests.asking import ask
from redthread.live.tests.running import run
from redthread.testing.cast import Cast

AGAINST = {
    "key": "mot", "step": 1, "kind": "round", "title": "Mot", "seconds": 60, "writes": "turn",
    "revealed": "on_turn", "rules": ["strongest_against"],
}  # fmt: skip
VOTE = {"key": "velg", "step": 1, "kind": "vote", "title": "Velg", "seconds": 60, "uses": ["mot"]}
TALK = {"key": "svar", "step": 1, "kind": "discuss", "title": "Svar", "seconds": 60, "writes": "each"}


@pytest.mark.parametrize(
    ("uses", "found"),
    [(["mot"], ["mot"]), (["velg"], ["mot"]), ([], [])],
    ids=["near", "through a vote", "not"],
)
def test_a_talk_answers_the_objections_that_it_builds_on(uses: list[str], found: list[str]) -> None:
    script = read_script([AGAINST, VOTE, {**TALK, "uses": uses}])
    assert answers_in(script, script.phases[2]) == found
    assert answering_at(script, 1) is None
    assert (answering_at(script, 2) is not None) == bool(found)


def test_a_table_that_has_gone_on_may_still_answer_and_one_in_the_lobby_may_not() -> None:
    script = read_script([AGAINST, {**TALK, "uses": ["mot"]}, {**TALK, "key": "etter"}])
    found = [answering_at(script, number) for number in range(-1, 3)]
    assert found == [None, None, script.phases[1], script.phases[1]]


def test_no_other_method_of_the_library_asks_for_it() -> None:
    keys = {
        (name, phase.key): answers_in(method.card.script, phase)
        for name, method in library().items()
        for phase in method.card.script.phases
        if answers_in(method.card.script, phase)
    }
    assert keys == {("strukturert_uenighet", "svar"): ["mot", "runde"]}


def test_who_may_answer_is_who_writes_in_the_talk(cast: Cast) -> None:
    at = run(cast, "strukturert_uenighet", tables=1)
    mona, rita = at.sit(), at.sit()
    at.go_to("runde")
    made = at.say("runde", mona, "Det tar tid")
    assert made is not None
    at.go_to("svar")
    reply = {"id": made.public_id, "answer": "apart", "text": "vi ser igjen til jul"}
    ask(at, rita, "take_card", role="scribe")
    with pytest.raises(RuleError, match="skriveren"):
        ask(at, mona, "reply", **reply)
    ask(at, rita, "reply", **reply)
    found = Contribution.objects.get()
    assert (found.more["answer"], found.reply) == ("apart", "vi ser igjen til jul")
    script = at.session.script
    at.session.script = [{**one, "writes": "nobody"} if one["key"] == "svar" else one for one in script]
    at.session.save()
    with pytest.raises(RuleError, match="lytter"):
        ask(at, rita, "reply", **reply)
