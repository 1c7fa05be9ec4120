"""The pace of the tables, by those who lead and by the tables themselves."""

from __future__ import annotations

from typing import Any

import pytest

from redthread.core.errors import RuleError
from redthread.live.actions import clocks, joining, steering, turns
from redthread.live.actions.sessions import add_table
from redthread.live.models import Step, Turn
from redthread.live.progress import Place
from redthread.live.reading import read_room
from redthread.live.tests.asking import ask
from redthread.live.tests.running import Run, run
from redthread.testing.cast import Cast


def lead(at: Run, do: Any, **fields: Any) -> None:
    do(session=at.session, by=at.cast.liv, now=at.now, **fields)


def phases(at: Run) -> list[int]:
    return [table.phase for table in at.session.tables.all()]


def test_two_presses_on_the_same_button_are_one_step(cast: Cast) -> None:
    at = run(cast)
    at.sit()
    for _ in range(2):
        lead(at, steering.go_on, seen=Place(-1), why="")
    assert phases(at) == [0, 0]
    lead(at, steering.go_on, seen=Place(0), why="")
    for _ in range(2):
        lead(at, steering.go_back, seen=Place(1))
    assert phases(at) == [0, 0]
    for _ in range(2):
        lead(at, steering.move_table, number=2, forward=True, seen=Place(0), why="")
    assert phases(at) == [0, 1]
    assert Step.objects.count() == 2 + 2 + 2 + 1


def test_next_takes_those_who_are_behind_one_step_and_skips_nothing(cast: Cast) -> None:
    at = run(cast)
    one = at.sit(1)
    at.sit(2)
    at.go_to("sorter")
    ask(at, one, "next", phase_seen=3, lap_seen=0)
    assert phases(at) == [4, 3]
    lead(at, steering.go_on, seen=Place(3), why="")
    assert phases(at) == [4, 4]
    lead(at, steering.go_on, seen=Place(4), why="")
    assert phases(at) == [5, 5]


def test_to_skip_something_takes_a_reason_which_is_kept(cast: Cast) -> None:
    at = run(cast)
    at.sit()
    with pytest.raises(steering.ReasonError, match="Skriv hvorfor"):
        lead(at, steering.go_on, seen=Place(-1), why="", to=Place(3))
    lead(at, steering.go_on, seen=Place(-1), why="Skrevet på papir", to=Place(3))
    assert set(Step.objects.values_list("why", flat=True)) == {"Skrevet på papir"}


def test_a_round_that_is_not_over_is_left_with_a_reason_and_gone_back_to_it_goes_on(cast: Cast) -> None:
    at = run(cast)
    mona = at.sit(2)
    at.go_to("runde")
    with pytest.raises(steering.NotAllOutError, match="Ved bord 2"):
        lead(at, steering.go_on, seen=Place(2), why="")
    with pytest.raises(RuleError, match="Ikke alle ideer er ute"):
        ask(at, mona, "next", phase_seen=2, lap_seen=0)
    lead(at, steering.go_on, seen=Place(2), why="Lunsj")
    lead(at, steering.go_back, seen=Place(3))
    assert [turn.kind for turn in Turn.objects.all()] == ["closed", "back"]
    at.empty("runde", mona)
    lead(at, steering.go_on, seen=Place(2), why="")
    assert phases(at) == [3, 3]


def test_where_nobody_is_answered_before_all_have_spoken_the_round_is_held_too(cast: Cast) -> None:
    at = run(cast, "egen_skole", 1)
    mona = at.sit()
    at.go_to("runde")
    with pytest.raises(RuleError, match="Ikke alle ideer er ute"):
        ask(at, mona, "next", phase_seen=2, lap_seen=0)
    ask(at, mona, "lay", phase="runde", turn=0)
    ask(at, mona, "next", phase_seen=2, lap_seen=0)
    assert phases(at) == [3]


def test_no_table_is_the_first_in_what_all_begin_together(cast: Cast) -> None:
    at = run(cast, tables=2)
    at.sit(1)
    at.sit(2)
    at.go_to("plansje")
    with pytest.raises(RuleError, match="felles for bordene"):
        lead(at, steering.move_table, number=1, forward=True, seen=Place(4), why="")
    at.go_to("plenum")
    lead(at, steering.move_table, number=1, forward=False, seen=Place(5), why="")
    lead(at, steering.move_table, number=1, forward=True, seen=Place(4), why="")
    assert phases(at) == [5, 5]


def test_a_round_of_the_whole_room_does_not_wait_for_a_table_that_is_elsewhere(cast: Cast) -> None:
    at = run(cast, "innsjekk", 2)
    mona, rita = at.sit(1), at.sit(2)
    at.go_to("runde")
    lead(at, steering.move_table, number=1, forward=False, seen=Place(1), why="")
    room = read_room(at.session)
    assert room.round(room.script.phases[1], "a").current == rita.pk
    ask(at, rita, "lay", phase="runde", turn=0)
    with pytest.raises(RuleError, match="annet sted"):
        ask(at, mona, "lay", phase="runde", turn=1)
    lead(at, steering.move_table, number=1, forward=True, seen=Place(0), why="")
    room = read_room(at.session)
    assert room.round(room.script.phases[1], "a").current == mona.pk


def test_a_round_that_has_not_begun_is_not_over_because_nobody_is_in_it(cast: Cast) -> None:
    at = run(cast)
    at.sit()
    at.go_to("skriv")
    with pytest.raises(steering.ReasonError):
        lead(at, steering.go_on, seen=Place(1), why="", to=Place(3))
    assert phases(at) == [1, 1]


def test_a_table_that_is_put_up_late_begins_where_those_behind_are(cast: Cast) -> None:
    at = run(cast)
    at.sit()
    at.go_to("skriv")
    made = add_table(session=at.session, by=cast.liv, now=at.now)
    first = at.session.tables.get(number=1)
    assert (made.number, made.phase, made.ends_at) == (3, 1, first.ends_at)


def test_tables_where_nobody_sits_hold_nobody_back_and_present_nothing(cast: Cast) -> None:
    at = run(cast, tables=4)
    one, three = at.sit(1), at.sit(3)
    at.go_to("sorter")
    for who in (one, three):
        ask(at, who, "next", phase_seen=3, lap_seen=0)
    assert phases(at) == [4, 3, 4, 3]
    lead(at, steering.go_on, seen=Place(4), why="")
    assert phases(at) == [5, 5, 5, 5]
    lead(at, steering.go_on, seen=Place(5, 0), why="")
    assert {table.lap for table in at.session.tables.all()} == {2}
    with pytest.raises(RuleError, match="siste fasen"):
        lead(at, steering.go_on, seen=Place(5, 2), why="")


def test_the_one_who_leads_skips_a_silent_phone_in_the_round_of_the_room(cast: Cast) -> None:
    at = run(cast, "innsjekk", 2)
    mona, rita = at.sit(1), at.sit(2)
    at.go_to("runde")
    for _ in range(2):
        lead(at, turns.skip_for, number=2, turn=0)
    assert [(turn.participant, turn.kind) for turn in Turn.objects.all()] == [(mona, "skipped")]
    joining.leave(participant=rita, now=at.now)
    lead(at, turns.skip_for, number=1, turn=1)
    room = read_room(at.session)
    assert room.round(room.script.phases[1], "a").is_over


def test_two_minutes_more_also_while_the_clock_stands_still(cast: Cast) -> None:
    at = run(cast)
    at.sit()
    at.go_to("skriv")
    lead(at, clocks.pause)
    table = at.session.tables.get(number=1)
    left = table.ends_at - table.paused_at  # type: ignore[operator]
    lead(at, clocks.add_time, number=1)
    table.refresh_from_db()
    assert table.ends_at - table.paused_at == left + clocks.MORE  # type: ignore[operator]


def test_the_timekeeper_gives_time_and_the_watch_stops_the_talk_where_there_are_any(cast: Cast) -> None:
    at = run(cast)
    mona, rita = at.sit(), at.sit()
    at.go_to("runde")
    ask(at, rita, "more")
    ask(at, rita, "time_out")
    assert at.session.tables.get(number=1).time_out_at is not None
    ask(at, rita, "time_in")
    for role in ("timekeeper", "watch"):
        ask(at, mona, "take_card", role=role)
    for do in ("more", "time_out", "time_in"):
        with pytest.raises(RuleError):
            ask(at, rita, do)
        ask(at, mona, do)
    with pytest.raises(RuleError, match="Rollen er tatt"):
        ask(at, rita, "take_card", role="watch")
    joining.leave(participant=mona, now=at.now)
    ask(at, rita, "take_card", role="watch")
