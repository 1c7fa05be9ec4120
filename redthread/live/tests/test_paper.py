"""Notes on paper are typed in, one line an idea, and are no way around the round."""

from __future__ import annotations

import pytest
from django.utils import timezone

from redthread.core.errors import RuleError
from redthread.live.actions.cards import take_card
from redthread.live.actions.paper import ideas_from_paper, lines_of, paper_of_table
from redthread.live.models import Contribution, Participant, Showing
from redthread.live.pictures import pictures
from redthread.live.reading import read_room
from redthread.live.tests.running import Run, run
from redthread.testing.cast import Cast

NOTES = ["Fast tid hver uke", "Vikarpool"]


def type_in(who: Participant, phase: str, lines: list[str] | None = None) -> list[Contribution]:
    return ideas_from_paper(
        participant=who, phase_key=phase, lines=NOTES if lines is None else lines, pen="p", now=timezone.now()
    )


def texts(at: Run, channel: str, phase: str) -> list[str]:
    drawn = pictures(read_room(at.session)).get(channel, {})
    return sorted(one["text"] for one in drawn.get(f"ph:{phase}", []))


def test_a_line_is_an_idea_without_the_mark_in_front_of_it() -> None:
    text = "- Fast tid hver uke\n\n  • Vikarpool  \n3. Lesing i alle fag\n10 minutter hver dag\n-"
    assert lines_of(text) == [
        "Fast tid hver uke",
        "Vikarpool",
        "Lesing i alle fag",
        "10 minutter hver dag",
        "-",
    ]


def test_in_the_silent_phase_ones_own_notes_are_ones_own_until_the_round(cast: Cast) -> None:
    at = run(cast)
    one, other = at.sit(), at.sit()
    at.go_to("skriv")
    take_card(participant=other, role="scribe", now=at.now)
    made = type_in(one, "skriv")
    assert [(m.text, m.author, m.from_paper, bool(m.pen_hash)) for m in made] == [
        (text, None, True, True) for text in NOTES
    ]
    assert not Showing.objects.exists()


def test_the_tables_notes_lie_on_the_table_when_the_round_is_over(cast: Cast) -> None:
    at = run(cast)
    one = at.sit()
    at.sit(2)
    at.go_to("runde")
    for phase in ("runde", "skriv"):
        with pytest.raises(RuleError, match="Runden er ikke ferdig"):
            type_in(one, phase)
    at.empty("runde", one)
    type_in(one, "runde", ["Fast tid"])
    type_in(one, "skriv", ["Vikarpool"])  # written in silence, on paper; laid out in the round
    assert texts(at, "t:1", "runde") == ["Fast tid", "Vikarpool"]
    assert texts(at, "t:2", "runde") == texts(at, "a", "runde") == []
    assert set(Showing.objects.values_list("name", flat=True)) == {""}


def test_notes_come_to_the_table_also_when_it_has_gone_on(cast: Cast) -> None:
    at = run(cast)
    one = at.sit()
    at.go_to("sorter")
    made = type_in(one, "runde")
    assert texts(at, "t:1", "runde") == NOTES
    assert all(m.is_late for m in made)


def test_nothing_is_typed_in_ahead_of_where_the_table_is(cast: Cast) -> None:
    at = run(cast)
    one = at.sit()
    at.go_to("skriv")
    with pytest.raises(RuleError, match="ikke kommet dit"):
        type_in(one, "runde")
    assert not Contribution.objects.exists()


def test_where_somebody_is_the_scribe_nobody_else_types_in(cast: Cast) -> None:
    at = run(cast)
    one, scribe = at.sit(), at.sit()
    at.go_to("sorter")
    take_card(participant=scribe, role="scribe", now=at.now)
    with pytest.raises(RuleError, match="skriveren"):
        type_in(one, "runde")
    assert len(type_in(scribe, "runde")) == 2


def test_a_phase_without_notes_and_notes_without_lines_are_refused(cast: Cast) -> None:
    at = run(cast)
    one = at.sit()
    at.go_to("sorter")
    with pytest.raises(RuleError, match="ingen lapper"):
        type_in(one, at.session.phases.phases[0].key)
    with pytest.raises(RuleError, match="én ting på hver linje"):
        type_in(one, "runde", [])
    with pytest.raises(RuleError, match="veldig mye"):
        type_in(one, "runde", [f"Idé {n}" for n in range(201)])


def type_for_table(at: Run, phase: str, number: int = 2, photo: bytes = b"") -> list[Contribution]:
    return paper_of_table(
        session=at.session,
        number=number,
        phase_key=phase,
        lines=NOTES,
        by=at.cast.liv,
        now=at.now,
        photo=photo,
    )


def test_the_leader_types_in_for_a_table_that_had_no_phones_also_afterwards(cast: Cast) -> None:
    at = run(cast)
    at.go_to("sorter")
    at.close()
    made = type_for_table(at, "skriv")
    assert {(m.table.number, m.from_paper, m.is_late, m.pen_hash) for m in made} == {(2, True, True, "")}
    assert texts(at, "t:2", "runde") == NOTES


def test_the_leader_types_in_nothing_that_was_for_two_alone_or_is_never_laid_out(cast: Cast) -> None:
    at = run(cast, "praksisfortelling")
    at.go_to("samtale")
    for phase, words in (("par", "aldri fram"), ("samtale", "Velg et bord")):
        with pytest.raises(RuleError, match=words):
            type_for_table(at, phase, number=2 if phase == "par" else 9)
    assert not Contribution.objects.exists()
    type_for_table(at, "fortell")  # what was written while somebody told, is laid out next
    assert texts(at, "a", "oppklar") == NOTES
