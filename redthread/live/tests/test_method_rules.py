"""The rules of the methods, held by the server: who writes, who listens, who sorts, and how many dots."""

from __future__ import annotations

import pytest

from redthread.core.errors import RuleError
from redthread.live.actions import joining
from redthread.live.actions.laying import lay_out
from redthread.live.models import Contribution, Dot, Showing, Table, Theme
from redthread.live.reading import read_room
from redthread.live.tests.asking import ask, idea
from redthread.live.tests.running import run
from redthread.testing.cast import Cast


def test_notes_written_at_a_stop_hang_there_though_the_walk_has_gone_on(cast: Cast) -> None:
    at = run(cast, "gallerivandring", 3)
    mona = at.sit(1)
    at.sit(2)
    at.sit(3)
    at.go_to("besok")
    Table.objects.update(lap=1)
    note = idea("Hvorfor rødt?", "besok", kind="question")
    ask(at, mona, "write", **note, lap=0)
    ask(at, mona, "write", **note)
    assert sorted(Showing.objects.values_list("circle", flat=True)) == ["t:2", "t:3"]


def test_the_home_table_takes_in_a_visitors_note_once_and_says_whose_it_was(cast: Cast) -> None:
    at = run(cast, "gallerivandring", 2)
    mona, rita = at.sit(1), at.sit(2, name="Rita")
    at.go_to("besok")
    note = ask(at, rita, "write", **idea("Spør elevene", "besok", with_name=True))["id"]
    with pytest.raises(RuleError, match="når besøket er over"):
        ask(at, mona, "take_in", phase="besok", id=note)
    at.go_to("hjem")
    with pytest.raises(RuleError, match="henger ikke ved bordet"):
        ask(at, rita, "take_in", phase="hjem", id=note)
    made = Contribution.objects.get(public_id=ask(at, mona, "take_in", phase="hjem", id=note)["id"])
    assert (made.kind, made.text, made.source.public_id) == ("product", "Spør elevene", note)  # type: ignore[union-attr]
    with pytest.raises(RuleError, match="allerede"):
        ask(at, mona, "take_in", phase="hjem", id=note)


def test_only_the_scribe_writes_and_rewrites_what_the_table_makes_together(cast: Cast) -> None:
    at = run(cast)
    mona, rita, far = at.sit(), at.sit(), at.sit(2)
    at.go_to("plansje")
    ask(at, mona, "take_card", role="scribe")
    poster = {"phase": "plansje", "kind": "product", "pen": "p"}
    with pytest.raises(RuleError, match="skriveren"):
        ask(at, rita, "write", text="Min plansje", **poster)
    made = ask(at, mona, "write", text="Vår plansje", **poster)["id"]
    with pytest.raises(RuleError, match="skriveren"):
        ask(at, rita, "rewrite", id=made, text="Bare min", pen="q")
    with pytest.raises(RuleError, match="annen telefon"):
        ask(at, far, "rewrite", id=made, text="Fra bord 2", pen="q")
    ask(at, mona, "lay_down_card", role="scribe")
    ask(at, rita, "rewrite", id=made, text="Vår, renskrevet", pen="q")
    assert Contribution.objects.get().text == "Vår, renskrevet"


def test_whoever_tells_has_the_last_word_and_listens_before_it(cast: Cast) -> None:
    at = run(cast, "kritisk_venn", 1)
    friend, teller = at.sit(), at.sit()
    ask(at, teller, "take_card", role="teller")
    at.go_to("hoyt")
    with pytest.raises(RuleError, match="lytter du"):
        ask(at, teller, "write", **idea("Men jeg …", "hoyt"))
    ask(at, friend, "write", **idea("Hva om …", "hoyt"))
    at.go_to("siste")
    promise = {"phase": "siste", "kind": "commitment", "text": "Jeg prøver", "pen": "p", "who": "Jeg"}
    with pytest.raises(RuleError, match="den som fortalte"):
        ask(at, friend, "write", **promise)
    made = ask(at, teller, "write", **promise, due_on="2026-12-01")["id"]
    ask(at, teller, "rewrite", id=made, text="Jeg prøver i morgen", pen="p", who="Jeg og Rita")
    stored = Contribution.objects.get(public_id=made)
    assert (stored.text, stored.more["who"]) == ("Jeg prøver i morgen", "Jeg og Rita")
    assert Showing.objects.filter(contribution=stored, circle="t:1").exists()


def test_three_dots_each_however_many_pens_a_phone_makes_up(cast: Cast) -> None:
    at = run(cast, "strukturert_uenighet", 1)
    mona, rita = at.sit(), at.sit()
    at.go_to("runde")
    ideas = []
    for turn in range(5):
        who = (mona, rita)[turn % 2]
        ideas.append(
            ask(at, who, "lay", phase="runde", turn=turn, text=f"Mot {turn}", pen=f"pen-{who.pk}")["id"]
        )
    at.go_to("velg")
    vote = {"phase": "velg"}
    assert ask(at, mona, "dot", id=ideas[0], pen="m", **vote)["left"] == 2
    assert ask(at, mona, "dot", id=ideas[0], pen="m", **vote)["left"] == 2  # twice is once
    assert ask(at, mona, "dot", id=ideas[1], pen="m2", **vote)["left"] == 1
    assert ask(at, mona, "dot", id=ideas[2], pen="m", **vote)["left"] == 0
    assert ask(at, mona, "dot", id=ideas[2], pen="m", **vote)["left"] == 0
    for pen in ("m", "helt-ny"):
        with pytest.raises(RuleError, match="brukt"):
            ask(at, mona, "dot", id=ideas[3], pen=pen, **vote)
    assert ask(at, mona, "undot", id=ideas[1], pen="m", **vote)["left"] == 0  # that was another pen's
    assert ask(at, mona, "undot", id=ideas[1], pen="m2", **vote)["left"] == 1
    with pytest.raises(RuleError, match="kan ikke velges"):
        ask(at, rita, "dot", id="finnes-ikke", pen="r", **vote)
    assert Dot.objects.count() == 2
    joining.leave(participant=mona, now=at.now)
    assert sum(read_room(at.session).dots.values()) == 2  # who leaves has voted


def test_sorting_waits_for_the_phase_and_touches_only_ones_own_table(cast: Cast) -> None:
    at = run(cast)
    mona, far = at.sit(), at.sit(2)
    at.go_to("runde")
    made = lay_out(participant=mona, phase_key="runde", turn=0, pen="p", text="Lesing", now=at.now)
    assert made is not None
    with pytest.raises(RuleError, match="når alle ideer er ute"):
        ask(at, mona, "theme_add", name="Språk", ids=[made.public_id])
    at.go_to("sorter")
    theme = ask(at, mona, "theme_add", name=" Språk \n og lesing", ids=[made.public_id])["id"]
    for do, fields in (
        ("theme_put", {"theme": theme, "ids": []}),
        ("theme_put", {"theme": "", "ids": [made.public_id]}),
        ("theme_name", {"theme": theme, "name": "Tull"}),
        ("theme_remove", {"theme": theme}),
        ("theme_add", {"name": "Tull", "ids": [made.public_id]}),
    ):
        with pytest.raises(RuleError):
            ask(at, far, do, **fields)
    made.refresh_from_db()
    assert made.theme == Theme.objects.get()
    assert Theme.objects.get().name == "Språk og lesing"
    ask(at, mona, "theme_put", theme="", ids=[made.public_id])
    made.refresh_from_db()
    assert made.theme is None
