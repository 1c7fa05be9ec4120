"""What a phone may not do, it cannot: others' turns and ideas, reading ahead; and what comes late is kept."""

from __future__ import annotations

import pytest

from redthread.core.errors import InputError, RuleError
from redthread.live.actions import joining
from redthread.live.models import Contribution, Showing, Turn
from redthread.live.tests.asking import ask, idea
from redthread.live.tests.running import run
from redthread.testing.cast import Cast


def test_a_tap_holds_though_another_came_back_in_that_moment(cast: Cast) -> None:
    at = run(cast, "igp", 1)
    mona, rita, ola = at.sit(), at.sit(), at.sit()
    at.go_to("runde")
    ask(at, mona, "lay", phase="runde", turn=0, text="Lesing", pen="m")
    ask(at, rita, "empty", phase="runde", turn=1)
    ask(at, ola, "lay", phase="runde", turn=2, text="Høytlesing", pen="o")
    ask(at, mona, "lay", phase="runde", turn=3, text="Lesevenner", pen="m")
    ask(at, rita, "again", phase="runde")  # she sits before Ola, and he has the turn
    ask(at, ola, "lay", phase="runde", turn=4, text="Bibliotek", pen="o")
    with pytest.raises(RuleError, match="ikke din tur"):
        ask(at, ola, "lay", phase="runde", turn=4, text="Bibliotek igjen", pen="o")
    ask(at, mona, "empty", phase="runde", turn=5)
    ask(at, rita, "lay", phase="runde", turn=6, text="Likevel", pen="r")
    kinds = list(Turn.objects.values_list("number", "kind"))
    assert kinds[4:6] == [(4, "back"), (5, "laid")]


def test_a_turn_that_belongs_to_another_cannot_be_used(cast: Cast) -> None:
    at = run(cast)
    mona, rita = at.sit(), at.sit()
    far = at.sit(2)
    at.go_to("runde")
    for who in (rita, far):
        for do in ("lay", "pass", "empty"):
            with pytest.raises(RuleError):
                ask(at, who, do, phase="runde", turn=0 if who is rita else 5, text="Stjålet", pen="p")
    for turn in (1, 7):
        with pytest.raises(RuleError, match="ikke din tur"):
            ask(at, mona, "pass", phase="runde", turn=turn)
    assert not Turn.objects.exists()
    ask(at, mona, "pass", phase="runde", turn=0)
    with pytest.raises(RuleError):
        ask(at, mona, "pass", phase="runde", turn=0)
    assert [(one.participant, one.kind) for one in Turn.objects.all()] == [(mona, "passed")]


def test_the_timekeeper_skips_and_nobody_else_where_there_is_one(cast: Cast) -> None:
    at = run(cast)
    mona, rita, mads = at.sit(), at.sit(), at.sit()
    at.go_to("runde")
    ask(at, rita, "take_card", role="timekeeper")
    with pytest.raises(RuleError, match="tidtakeren"):
        ask(at, mads, "skip", phase="runde", turn=0)
    ask(at, rita, "skip", phase="runde", turn=0)
    ask(at, rita, "skip", phase="runde", turn=0)  # the same press once more, with another key
    assert [(one.participant, one.kind) for one in Turn.objects.all()] == [(mona, "skipped")]


def test_who_was_empty_may_come_back_while_the_round_goes_on(cast: Cast) -> None:
    at = run(cast)
    mona, rita = at.sit(), at.sit()
    at.go_to("runde")
    at.empty("runde", mona)
    ask(at, mona, "again", phase="runde")
    ask(at, mona, "again", phase="runde")
    assert [one.kind for one in Turn.objects.all()] == ["empty", "back"]
    at.empty("runde", rita)
    assert ask(at, mona, "lay", phase="runde", turn=2, text="En til", pen="pen-1")["id"]


@pytest.mark.parametrize("do", ["lay", "take_back", "rewrite"])
def test_anothers_idea_cannot_be_touched_without_the_pen_that_wrote_it(cast: Cast, do: str) -> None:
    at = run(cast)
    mona, rita = at.sit(), at.sit()
    at.go_to("skriv")
    made = at.write(rita, "skriv", "Ritas idé", pen="pen-of-rita")
    at.go_to("runde")
    for pen in ("pen-of-mona", ""):
        with pytest.raises((RuleError, InputError)):
            ask(at, mona, do, phase="runde", turn=0, id=made.public_id, pen=pen, text="Tuklet med")
    made.refresh_from_db()
    assert (made.text, made.author) == ("Ritas idé", None)
    assert not Showing.objects.exists()


def test_the_pen_of_another_session_opens_nothing_here(cast: Cast) -> None:
    at, other = run(cast), run(cast)
    mona, there = at.sit(), other.sit()
    for one in (at, other):
        one.go_to("skriv")
    made = other.write(there, "skriv", "Der borte", pen="the-same-pen")
    with pytest.raises(RuleError, match="annen telefon"):
        ask(at, mona, "take_back", id=made.public_id, pen="the-same-pen")


def test_nobody_writes_for_what_no_table_has_come_to(cast: Cast) -> None:
    at = run(cast)
    mona = at.sit()
    at.go_to("skriv")
    for phase in ("runde", "plansje", "plenum", "finnes-ikke"):
        with pytest.raises(RuleError):
            ask(at, mona, "write", phase=phase, kind="idea", text="For tidlig", pen="p")
        with pytest.raises(RuleError):
            ask(at, mona, "lay", phase=phase, turn=0, text="For tidlig", pen="p")
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("phase", ["oppgave", "plenum"])
def test_where_all_listen_nothing_is_shown_to_the_room(cast: Cast, phase: str) -> None:
    at = run(cast)
    mona = at.sit()
    at.go_to(phase)
    for do in ("write", "lay"):
        with pytest.raises(RuleError):
            ask(at, mona, do, phase=phase, kind="idea", turn=0, text="Hør på meg!", pen="p")
    assert not Showing.objects.exists()


def test_outside_rounds_only_ones_own_notes_from_the_phases_it_uses_are_laid_out(cast: Cast) -> None:
    at = run(cast, "egen_skole")
    mona = at.sit(school=cast.asen)
    at.go_to("hort")
    heard = at.write(mona, "hort", "Hørt", pen="p")
    at.go_to("hjem")
    home = at.write(mona, "hjem", "Med hjem", pen="p")
    at.go_to("skolen")
    with pytest.raises(RuleError, match="annen del"):
        ask(at, mona, "lay", phase="skolen", turn=0, id=heard.public_id, pen="p")
    assert not Showing.objects.exists()  # nobody but the author shows it
    ask(at, mona, "lay", phase="skolen", turn=0, id=home.public_id, pen="p")
    with pytest.raises(RuleError, match="lagt fram allerede"):
        ask(at, mona, "lay", phase="skolen", turn=0, id=home.public_id, pen="p")
    assert [(one.circle, one.contribution) for one in Showing.objects.all()] == [(f"s:{cast.asen.pk}", home)]


def test_the_same_idea_is_not_laid_out_twice_and_the_turn_is_kept(cast: Cast) -> None:
    at = run(cast)
    mona = at.sit()
    at.go_to("skriv")
    made = at.write(mona, "skriv", "Én gang", pen="p")
    at.go_to("runde")
    ask(at, mona, "lay", phase="runde", turn=0, id=made.public_id, pen="p")
    with pytest.raises(RuleError, match="lagt fram allerede"):
        ask(at, mona, "lay", phase="runde", turn=1, id=made.public_id, pen="p")
    assert Turn.objects.count() == 1


def test_what_comes_after_the_phase_is_kept_marked_and_shown_to_nobody(cast: Cast) -> None:
    at = run(cast)
    mona = at.sit()
    at.go_to("sorter")
    assert ask(at, mona, "write", **idea())["late"] is True
    laid = ask(at, mona, "lay", phase="runde", turn=0, text="Rakk det ikke", pen="pen-1")
    assert laid["late"] is True
    assert {(one.phase, one.is_late) for one in Contribution.objects.all()} == {
        ("skriv", True),
        ("runde", True),
    }
    assert not Showing.objects.exists()
    assert not Turn.objects.filter(participant=mona).exists()


def test_after_three_days_away_the_session_is_closed_and_what_was_written_is_kept(cast: Cast) -> None:
    at = run(cast)
    mona = at.sit()
    at.go_to("runde")
    first = at.write(mona, "skriv", "Før", pen="pen-1")
    at.close()
    assert ask(at, mona, "write", **idea("Etter"))["late"] is True
    rewritten = ask(at, mona, "rewrite", id=first.public_id, text="Bedre ord", pen="pen-1")
    assert rewritten["late"] is True
    first.refresh_from_db()
    assert first.text == "Før"  # it may stand in the minutes
    assert sorted(one.text for one in Contribution.objects.all()) == ["Bedre ord", "Etter", "Før"]
    for do in ("lay", "pass", "next", "more", "time_out", "done", "take_card", "ask", "move", "again", "dot"):
        with pytest.raises(RuleError):
            ask(
                at,
                mona,
                do,
                phase="runde",
                turn=0,
                id=first.public_id,
                pen="pen-1",
                role="watch",
                table=2,
                phase_seen=2,
                lap_seen=0,
            )
    assert not Turn.objects.filter(participant=mona).exists()


def test_a_late_kind_that_never_fitted_the_phase_is_refused(cast: Cast) -> None:
    at = run(cast)
    mona = at.sit()
    at.go_to("sorter")
    for kind in ("product", "commitment", "tull", "photo", "x" * 70):
        with pytest.raises(RuleError):
            ask(at, mona, "write", phase="skriv", kind=kind, text="Sent", pen="p")
    assert not Contribution.objects.exists()


def test_who_has_left_still_gets_what_was_written_through_and_takes_no_turn(cast: Cast) -> None:
    at = run(cast)
    mona = at.sit()
    at.sit()
    at.go_to("skriv")
    joining.leave(participant=mona, now=at.now)
    assert ask(at, mona, "write", **idea())["late"] is True
    at.go_to("runde")
    for do in ("lay", "pass", "skip", "again", "next", "take_card", "ask", "done", "time_out"):
        with pytest.raises(RuleError):
            ask(at, mona, do, phase="runde", turn=0, role="watch", phase_seen=2, lap_seen=0)
    ask(at, mona, "come_back")
    assert ask(at, mona, "lay", phase="runde", turn=0, text="Her igjen", pen="p")["id"]
