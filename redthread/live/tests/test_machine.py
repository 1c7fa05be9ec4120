"""The room against a small model of it: taps in any order, by anybody, at any table."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from redthread.core.errors import RuleError
from redthread.live.actions import clocks, joining, steering
from redthread.live.commands import carry_out
from redthread.live.models import Contribution, Dot, Participant, Showing, Table, Theme, Turn
from redthread.live.pictures import channels_of, pictures
from redthread.live.progress import Place
from redthread.live.reading import read_room
from redthread.live.tests.rooms import open_room, seat
from redthread.live.tests.running import a_key
from redthread.testing.cast import Cast, build

TABLES = (1, 2)
WRITE, ROUND, SORT, VOTE = 1, 2, 3, 4
VOTING = {
    "key": "velg",
    "step": 4,
    "kind": "vote",
    "title": "Velg",
    "seconds": 60,
    "writes": "each",
    "revealed": "at_end",
    "names": "anonymous",
    "drives": "table",
    "rules": ["hidden_count"],
    "uses": ["runde"],
}


@dataclass
class Seated:
    """The model's order round one table, and what has been said there."""

    order: list[int] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    empty: set[int] = field(default_factory=set)
    skipped: dict[int, bool] = field(default_factory=dict)
    spoke: list[int] = field(default_factory=list)
    returned: set[int] = field(default_factory=set)
    used: int = 0
    is_closed: bool = False

    def current(self) -> int | None:
        waiting = [one for one in self.order if one not in self.gone | self.empty]
        if self.is_closed or not waiting:
            return None
        had = [one for one in self.spoke if one in self.order]
        start = self.order.index(had[-1]) + 1 if had else 0
        before = [one for one in waiting if one not in self.returned] or waiting
        return next(one for one in self.order[start:] + self.order[:start] if one in before)

    def use(self, who: int, kind: str) -> None:
        self.used += 1
        self.returned = set()
        self.spoke.append(who)
        if kind == "empty" or (kind == "skip" and self.skipped.get(who)):
            self.empty.add(who)
        self.skipped[who] = kind == "skip"


people = st.integers(0, 7)
tables = st.sampled_from(TABLES)


class RoomMachine(RuleBasedStateMachine):
    """Everything goes the way of a phone or of the one who leads; what is refused changes nothing."""

    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.session = open_room(self.cast, "igp", len(TABLES))
        script = [dict(one) for one in self.session.script]
        self.session.script = [*script[:VOTE], VOTING, *script[VOTE:]]
        self.session.save()
        self.now = timezone.now()
        self.model = {number: Seated() for number in TABLES}
        self.who: list[int] = []
        self.at: dict[int, int] = {}
        self.words = (f"[idé {n}]" for n in count())
        self.silent: dict[str, tuple[int, str]] = {}  # words → whose, and the id
        self.laid: dict[str, int] = {}  # words → the table they were laid out at
        self.reasoned: set[int] = set()
        self.ends: dict[int, Any] = {}
        for number in (*TABLES, *TABLES):
            self.join(number)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def ask(self, who: int, do: str, /, **fields: Any) -> dict[str, Any] | None:
        """What the phone was answered, None when it was refused."""
        participant = Participant.objects.select_related("session").get(pk=who)
        body = {"key": a_key(), "do": do, **fields}
        try:
            answer = carry_out(participant=participant, body=body, now=self.now)
        except RuleError:
            return None
        assert carry_out(participant=participant, body=body, now=self.now) == answer
        return answer

    def place(self, number: int) -> Place:
        table = Table.objects.get(session=self.session, number=number)
        return Place(table.phase, table.lap)

    def places(self) -> list[Place]:
        return [self.place(number) for number in TABLES]

    def pick(self, index: int) -> int:
        return self.who[index % len(self.who)]

    def is_in_round(self, who: int) -> bool:
        seated = self.model[self.at[who]]
        return who not in seated.gone and self.place(self.at[who]).phase == ROUND

    # People come and go.

    @precondition(lambda self: len(self.who) < 8)
    @rule(number=tables)
    def join(self, number: int) -> None:
        made, _key = seat(self.session, number)
        self.who.append(made.pk)
        self.at[made.pk] = number
        self.model[number].order.append(made.pk)

    @rule(index=people)
    def leave(self, index: int) -> None:
        who = self.pick(index)
        assert self.ask(who, "leave") is not None
        self.model[self.at[who]].gone.add(who)

    @rule(index=people)
    def come_back(self, index: int) -> None:
        who = self.pick(index)
        joining.come_back(participant=Participant.objects.get(pk=who), now=self.now)
        self.model[self.at[who]].gone.discard(who)

    @rule(index=people, number=tables)
    def move(self, index: int, number: int) -> None:
        who, before = self.pick(index), self.at[self.pick(index)]
        assert self.ask(who, "move", table=number) is not None
        if before != number:
            self.model[before].order.remove(who)
            self.model[number].order.append(who)
            if who in self.model[before].gone:
                self.model[before].gone.discard(who)
                self.model[number].gone.add(who)
            self.at[who] = number

    # The phones.

    @rule(index=people)
    def write(self, index: int) -> None:
        who, text = self.pick(index), next(self.words)
        answer = self.ask(who, "write", phase="skriv", kind="idea", text=text, pen=f"pen-{who}")
        reached = max(place.phase for place in self.places()) >= WRITE or self.has_been(WRITE)
        assert (answer is not None) is reached
        if answer:
            is_timely = self.place(self.at[who]).phase == WRITE and who not in self.model[self.at[who]].gone
            assert answer["late"] is not is_timely
            self.silent[text] = (who, answer["id"])

    def has_been(self, phase: int) -> bool:
        return self.session.tables.filter(steps__phase__gte=phase).exists()

    @rule(index=people, by=people, stale=st.sampled_from([0, 0, 0, 1, -1]))
    def lay(self, index: int, by: int, stale: int) -> None:
        """One's own idea, or somebody else's, on one's own turn or another's."""
        who, seated = self.pick(index), self.model[self.at[self.pick(index)]]
        mine = [text for text, (writer, _id) in self.silent.items() if writer == self.pick(by)]
        if not mine:
            return
        text = mine[0]
        is_fair = self.is_in_round(who) and seated.current() == who and stale == 0 and text not in self.laid
        turn = max(0, seated.used + stale)
        is_fair = is_fair and turn == seated.used and self.pick(by) == who
        answer = self.ask(
            who, "lay", phase="runde", turn=turn, id=self.silent[text][1], pen=f"pen-{who}", text=""
        )
        assert (answer is not None) is is_fair
        if answer:
            seated.use(who, "lay")
            self.laid[text] = self.at[who]

    @rule(index=people, kind=st.sampled_from(["pass", "empty", "empty", "skip"]))
    def use_turn(self, index: int, kind: str) -> None:
        who, seated = self.pick(index), self.model[self.at[self.pick(index)]]
        turn, current = seated.used, seated.current()
        answer = self.ask(who, kind, phase="runde", turn=turn)
        if kind == "skip":
            assert (answer is not None) is self.is_in_round(who)
            if answer is not None and current is not None:
                seated.use(current, "skip")
            return
        assert (answer is not None) is (self.is_in_round(who) and current == who)
        if answer is not None:
            seated.use(who, kind)

    @rule(index=people)
    def again(self, index: int) -> None:
        who, seated = self.pick(index), self.model[self.at[self.pick(index)]]
        answer = self.ask(who, "again", phase="runde")
        assert (answer is not None) is self.is_in_round(who)
        if answer is not None and who in seated.empty:
            seated.empty.discard(who)
            seated.skipped[who] = False
            seated.returned.add(who)

    @rule(index=people)
    def criticise(self, index: int) -> None:
        """Words of one's own in the round, without having the turn, are on no screen."""
        who = self.pick(index)
        shown = Showing.objects.count()
        for kind in ("idea", "question", "product"):
            self.ask(who, "write", phase="runde", kind=kind, text="Det går aldri", pen=f"pen-{who}")
        assert Showing.objects.count() == shown

    @rule(index=people)
    def sort(self, index: int) -> None:
        who = self.pick(index)
        is_here = who not in self.model[self.at[who]].gone
        ideas = [self.silent[text][1] for text, at in self.laid.items() if at == self.at[who]]
        answer = self.ask(who, "theme_add", name="Tema", ids=ideas)
        few = Theme.objects.filter(table__number=self.at[who]).count() <= 24
        assert (answer is not None) is (is_here and self.place(self.at[who]).phase == SORT and few)

    @rule(index=people)
    def dot(self, index: int) -> None:
        who = self.pick(index)
        seated = self.model[self.at[who]]
        ideas = [self.silent[text][1] for text, at in self.laid.items() if at == self.at[who]]
        before = Dot.objects.count()
        if ideas:
            self.ask(who, "dot", phase="velg", id=ideas[0], pen=f"pen-{who}")
        may = who not in seated.gone and self.place(self.at[who]).phase == VOTE
        assert may or Dot.objects.count() == before

    # The pace.

    @rule(index=people, forward=st.sampled_from([True, True, False]))
    def table_moves(self, index: int, forward: bool) -> None:
        who = self.pick(index)
        at = self.place(self.at[who])
        word = "next" if forward else "back"
        self.watch(lambda: self.ask(who, word, phase_seen=at.phase, lap_seen=at.lap))

    @rule(why=st.sampled_from(["", "", "Tiden er ute"]))
    def leader_goes_on(self, why: str) -> None:
        self.lead(steering.go_on, seen=min(self.places()), why=why)

    @rule()
    def leader_goes_back(self) -> None:
        self.lead(steering.go_back, seen=max(self.places()))

    @rule(number=tables, forward=st.booleans(), why=st.sampled_from(["", "", "Tiden er ute"]))
    def leader_moves_one(self, number: int, forward: bool, why: str) -> None:
        self.lead(steering.move_table, number=number, forward=forward, seen=self.place(number), why=why)

    @rule(to=st.integers(1, 6), why=st.sampled_from(["", "Tiden er ute"]))
    def leader_jumps(self, to: int, why: str) -> None:
        self.lead(steering.go_on, seen=min(self.places()), to=Place(to), why=why)

    def lead(self, do: Any, /, **fields: Any) -> None:
        given = {"session": self.session, "by": self.cast.liv, "now": self.now, **fields}
        why = fields.get("why", "")

        def act() -> None:
            do(**given)

        self.watch(act, why=why)

    def watch(self, act: Any, why: str = "") -> None:
        """Nobody comes past a round that is not over, but with a reason."""
        before = {number: self.place(number) for number in TABLES}
        try:
            act()
        except RuleError:
            assert {number: self.place(number) for number in TABLES} == before
            return
        for number in TABLES:
            came, seated = self.place(number), self.model[number]
            has_open_round = seated.current() is not None
            if before[number].phase <= ROUND < came.phase and has_open_round:
                assert why, "past a round that was going on, without a reason"
                seated.is_closed = True
            if came != before[number] and came.phase == ROUND and seated.is_closed:
                seated.is_closed = False
            if came != before[number]:
                self.ends.pop(number, None)

    # The clock.

    @rule(seconds=st.integers(0, 900))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(number=tables)
    def more_time(self, number: int) -> None:
        before = self.left(number)
        clocks.add_time(session=self.session, by=self.cast.liv, now=self.now, number=number)
        if before is not None:
            assert self.left(number) == max(before, timedelta()) + timedelta(minutes=2)
        self.ends.pop(number, None)

    @rule(number=tables, seconds=st.integers(0, 900))
    def pause_and_resume(self, number: int, seconds: int) -> None:
        before = self.left(number)
        who: dict[str, Any] = {"session": self.session, "by": self.cast.liv, "number": number}
        clocks.pause(now=self.now, **who)
        self.now += timedelta(seconds=seconds)
        clocks.pause(now=self.now, **who)
        assert self.left(number) == before
        clocks.resume(now=self.now, **who)
        clocks.resume(now=self.now, **who)
        assert self.left(number) == before
        self.ends.pop(number, None)

    def left(self, number: int) -> timedelta | None:
        table = Table.objects.get(session=self.session, number=number)
        return None if table.ends_at is None else table.ends_at - (table.paused_at or self.now)

    # What always holds.

    @invariant()
    def no_clock_is_cut_short(self) -> None:
        for number in TABLES:
            ends = Table.objects.get(session=self.session, number=number).ends_at
            assert self.ends.setdefault(number, ends) == ends

    @invariant()
    def turns_are_used_once_and_by_whom_the_model_says(self) -> None:
        room = read_room(self.session)
        phase = room.script.phases[ROUND]
        for number in TABLES:
            seated, found = self.model[number], room.round(phase, f"t:{number}")
            assert (found.current, found.used) == (seated.current(), seated.used)
        numbers = list(Turn.objects.filter(session=self.session).values_list("circle", "number"))
        assert len(set(numbers)) == len(numbers)

    @invariant()
    def every_phone_holds_what_was_laid_out_at_its_table_and_nothing_else(self) -> None:
        room = read_room(self.session)
        now = pictures(room)
        everything = json.dumps(now, ensure_ascii=False)
        assert "Det går aldri" not in everything
        for text in self.silent.keys() - self.laid.keys():
            assert text not in everything
        for one in room.people:
            phone = json.dumps([now.get(name, {}) for name in channels_of(room, one)], ensure_ascii=False)
            is_here = one.left_at is None
            for text, table in self.laid.items():
                assert (text in phone) is (is_here and table == self.at[one.pk])

    @invariant()
    def nothing_that_was_acknowledged_is_lost(self) -> None:
        stored = set(Contribution.objects.filter(session=self.session).values_list("text", flat=True))
        assert self.silent.keys() <= stored


@pytest.mark.django_db
def test_no_order_of_taps_reaches_sorting_or_criticism_before_all_ideas_are_out() -> None:
    cast_ = build()

    class Machine(RoomMachine):
        cast = cast_

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=int(os.environ.get("REDTHREAD_MACHINE", "12")),
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.generate],  # to look for the shortest way there takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
