"""What each phone is sent, in every phase of every method: exactly what the phase lets it see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from redthread.core.errors import RuleError
from redthread.gatherings.method_library import library
from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import Names, PhaseKind, Revealed, Rule, Seats, Sees, Writes
from redthread.live.actions.joining import come_back, leave, move
from redthread.live.actions.laying import lay_out
from redthread.live.actions.steering import go_on
from redthread.live.actions.voting import put_dot
from redthread.live.models import Contribution, Participant
from redthread.live.pictures import LEAD, WALL, channels_of, pictures
from redthread.live.progress import Place, after
from redthread.live.reading import Room, read_room
from redthread.live.rights import is_shown_at_once, kinds_in
from redthread.live.tests.running import Run, run
from redthread.testing import make
from redthread.testing.cast import Cast

TABLES, AT_EACH = 3, 4
PARTS = ("principal", "teacher", "", "pupil")


@dataclass
class World:
    """A room where everybody writes wherever they may, each thing with words of its own."""

    at: Run
    method: str
    said: dict[str, tuple[Participant, Phase]] = field(default_factory=dict)  # words → who and where
    laid: dict[str, Phase] = field(default_factory=dict)  # words → the phase they were laid out in

    def words(self, who: Participant, phase: Phase) -> str:
        return f"[{phase.key}/{who.pk}]"

    def write(self, who: Participant, phase: Phase) -> None:
        kind = next((one for one in kinds_in(phase) if one != "photo"), "")
        text = self.words(who, phase)
        try:
            self.at.write(who, phase.key, text, kind=kind, pen=f"pen-of-{who.pk}", with_name=True)
        except RuleError:
            return
        self.said[text] = (who, phase)

    def use_turns(self, phase: Phase) -> None:
        """Everybody lays out one thing when it is their turn, and is then empty."""
        for one in self.at.people:
            room = read_room(self.at.session)
            circle = self.circle(room, one, phase)
            now_at = room.round(phase, circle)
            if now_at.current != one.pk:
                continue
            own = next((m for m in self.own(one) if m.phase in phase.uses), None)
            lay_out(
                participant=one,
                phase_key=phase.key,
                turn=now_at.used,
                pen=f"pen-of-{one.pk}",
                idea=own.public_id if own and phase.writes != Writes.NOBODY else "",
                now=self.at.now,
            )
            if own and phase.writes != Writes.NOBODY:
                self.laid[own.text] = phase

    def own(self, who: Participant) -> Iterator[Contribution]:
        for text, (writer, _phase) in self.said.items():
            if writer.pk == who.pk:
                yield from Contribution.objects.filter(session=self.at.session, text__startswith=text)

    def circle(self, room: Room, one: Participant, phase: Phase) -> str:
        mine = next(p for p in room.people if p.pk == one.pk)
        match phase.seats:
            case Seats.ALL:
                return "a"
            case Seats.PAIR:
                return room.sitter(mine).own_pair
            case Seats.OWN_SCHOOL:
                return room.sitter(mine).own_school
            case Seats.SAME_ROLE:
                return room.sitter(mine).own_part
        return room.sitter(mine).own_table


def world(cast: Cast, method: str) -> World:
    at = run(cast, method, TABLES)
    third = make.school(cast.owner, "Myra skole")
    schools = [cast.asen, cast.brekka, third]
    for number in range(TABLES * AT_EACH):
        at.sit(
            number // AT_EACH + 1,
            name=f"Navn{number}" if number % 2 else "",
            school=schools[number % 4] if number % 4 < 3 else None,
            part=PARTS[(number + number // AT_EACH) % 4],
        )
    return World(at, method)


def each_place(it: World) -> Iterator[tuple[int, Phase]]:
    """All tables together, one place after the other; a reason is given where it is asked for."""
    room = read_room(it.at.session)
    seen = Place(-1)
    while (to := after(room.script, seen, room.used)) is not None:
        go_on(session=it.at.session, seen=seen, why="Tiden er ute", by=it.at.cast.liv, now=it.at.now)
        for one in it.at.people:
            one.refresh_from_db()
        yield to.phase, room.script.phases[to.phase]
        seen = to


def drawn(it: World) -> dict[str, Any]:
    return pictures(read_room(it.at.session))


def sent_to(room: Room, who: Participant, now: dict[str, Any]) -> str:
    """Everything that the phone holds."""
    return json.dumps([now.get(name, {}) for name in channels_of(room, who)], ensure_ascii=False)


def phone_of(it: World, who: Participant) -> str:
    room = read_room(it.at.session)
    return sent_to(room, who, pictures(room))


def act(it: World, phase: Phase) -> None:
    if phase.kind == PhaseKind.ROUND and phase.writes == Writes.TURN:
        it.use_turns(phase)
    elif phase.kind == PhaseKind.VOTE:
        vote(it, phase)
    else:
        for one in it.at.people:
            it.write(one, phase)


def vote(it: World, phase: Phase) -> None:
    for one in it.at.people:
        room = read_room(it.at.session)
        slices = pictures(room)[it.circle(room, one, phase)]["vote"]
        for option in slices["options"][:2]:
            put_dot(
                participant=one, phase_key=phase.key, on=option["id"], pen=f"pen-of-{one.pk}", now=it.at.now
            )


def may_see(it: World, reader: Participant, text: str, number: int) -> bool | None:
    """By the words of the phases alone. None where a later phase before everybody may have shown it."""
    (who, phase), script = it.said[text], library()[it.method].card.script
    shown_in = it.laid.get(text) or (phase if is_shown_at_once(phase) else None)
    if shown_in is None:
        return False
    if any(
        set(later.uses) & used_through(script.phases, shown_in.key) and later.sees == Sees.ALL
        for later in script.phases[: number + 1]
        if later.kind in (PhaseKind.PRESENT, PhaseKind.VOTE)
    ):
        return None
    if shown_in.revealed == Revealed.AT_END and script.phases.index(shown_in) >= number:
        return False
    return sees(it, reader, who, shown_in)


def used_through(phases: tuple[Phase, ...], key: str) -> set[str]:
    """The phase, and the votes about it."""
    return {key, *(one.key for one in phases if one.kind == PhaseKind.VOTE and key in one.uses)}


def sees(it: World, reader: Participant, who: Participant, phase: Phase) -> bool | None:
    if phase.kind == PhaseKind.ROTATE:
        return None  # asked for in a test of its own
    if phase.sees == Sees.ALL:
        return True
    same_table = reader.table_id == who.table_id
    if phase.sees == Sees.OWN_SCHOOL:
        return reader.school_id == who.school_id and (same_table or reader.school_id is not None)
    if phase.sees == Sees.PAIR:
        return bool(set(reader.pairs) & set(who.pairs))
    if phase.seats == Seats.SAME_ROLE:
        return reader.part == who.part and (same_table or reader.part != "")
    return same_table


@pytest.mark.parametrize("method", library())
def test_every_phone_holds_exactly_what_the_phases_let_it_see(cast: Cast, method: str) -> None:
    it = world(cast, method)
    checked = 0
    for number, phase in each_place(it):
        act(it, phase)
        room = read_room(it.at.session)
        now = pictures(room)
        everything = json.dumps(now, ensure_ascii=False)
        for words, (_who, written_in) in it.said.items():
            if written_in.sees == Sees.AUTHOR and words not in it.laid:
                assert words not in everything, (phase.key, words)
        for reader in room.people:
            phone = sent_to(room, reader, now)
            for words in it.said:
                expected = may_see(it, reader, words, number)
                if expected is not None:
                    assert (words in phone) is expected, (phase.key, words, reader.pk)
                    checked += 1
            for later in room.script.phases[number + 1 :]:
                assert f'"key": "{later.key}"' not in phone
    refuse_names(it, now)
    assert checked or {written_in.kind for _who, written_in in it.said.values()} <= {PhaseKind.ROTATE}


def refuse_names(it: World, now: dict[str, Any]) -> None:
    """What is anonymous has no name on any screen, and no author in the database."""
    nameless = {one.key for one in read_room(it.at.session).script.phases if one.names == Names.ANONYMOUS}
    written_in = dict(Contribution.objects.values_list("public_id", "phase"))
    for channel in now.values():
        for name in nameless:
            items = channel.get(f"ph:{name}", [])
            assert not [one for one in items if one["name"] and written_in[one["id"]] == name]
    named = Contribution.objects.exclude(showings__name="").filter(showings__isnull=False).values("pk")
    assert (
        not Contribution.objects.filter(phase__in=nameless)
        .exclude(pk__in=named)
        .exclude(author=None)
        .exists()
    )


@pytest.mark.parametrize("method", ["igp", "egen_skole", "praksisfortelling", "evalueringssamling"])
def test_two_worlds_that_differ_in_what_is_hidden_are_drawn_alike(cast: Cast, method: str) -> None:
    one = world(cast, method)
    for _number, phase in each_place(one):
        if phase.sees == Sees.AUTHOR:
            before = without_counts(drawn(one))
            act(one, phase)
            assert without_counts(drawn(one)) == before
            Contribution.objects.update(text="Noe helt annet", author=one.at.people[0])
            assert without_counts(drawn(one)) == before
            break


def without_counts(now: dict[str, Any]) -> str:
    """Those who lead see how much is written at a table, and nothing else differs."""
    tables = [{**table, "written": 0} for table in now[LEAD][""]["tables"]]
    return json.dumps({**now, LEAD: {"": {**now[LEAD][""], "tables": tables}}}, sort_keys=True)


VOTES = [
    key for key, one in library().items() if any(p.kind == PhaseKind.VOTE for p in one.card.script.phases)
]


@pytest.mark.parametrize("method", VOTES)
def test_dots_are_counted_on_no_screen_before_everybody_in_the_circle_has_gone_on(
    cast: Cast, method: str
) -> None:
    it = world(cast, method)
    seen_in: list[str] = []
    for number, phase in each_place(it):
        act(it, phase)
        for channel, slices in drawn(it).items():
            if phase.kind == PhaseKind.VOTE and "vote" in slices:
                assert (slices["vote"]["counts"], slices["vote"]["over"]) == (None, False), channel
                assert Rule.HIDDEN_COUNT in phase.rules
            elif "vote" in slices:
                assert sum(slices["vote"]["counts"].values()) > 0
                seen_in.append(channel)
        last = number
    phases = read_room(it.at.session).script.phases
    assert seen_in or phases[last].kind == PhaseKind.VOTE


@pytest.mark.parametrize("method", ["karusell", "kafedialog", "gallerivandring"])
def test_what_visitors_leave_hangs_at_the_table_they_visit_and_is_seen_there(cast: Cast, method: str) -> None:
    it = world(cast, method)
    for _number, phase in each_place(it):
        if phase.kind != PhaseKind.ROTATE:
            continue
        before = set(it.said)
        for one in it.at.people:
            it.said.pop(it.words(one, phase), None)
            it.write(one, phase)
        now, room = drawn(it), read_room(it.at.session)
        for one in it.at.people:
            words = it.words(one, phase)
            host = room.host_for(room.table_of[one.table_id])
            own = room.table_of[one.table_id].number
            assert host != own
            assert words in json.dumps(now[f"t:{host}"][f"ph:{phase.key}"])
            assert words in json.dumps(now[f"t:{own}"]["visit"]["notes"])
        assert set(it.said) >= before


def test_in_plenary_a_table_is_shown_when_it_presents_and_not_before(cast: Cast) -> None:
    it = world(cast, "igp")
    shown = []
    for _number, phase in each_place(it):
        act(it, phase)
        if phase.key == "plenum":
            slices = drawn(it)["a"]
            shown.append((slices["presents"], {one["table"] for one in slices["ph:plenum"]}))
    assert shown == [(1, {1}), (2, {1, 2}), (3, {1, 2, 3})]


def test_a_vote_that_is_presented_shows_what_the_table_chose(cast: Cast) -> None:
    it = world(cast, "karusell")
    for _number, phase in each_place(it):
        act(it, phase)
    items = drawn(it)["a"]["ph:plenum"]
    assert {one["table"] for one in items} == {1, 2, 3}
    assert len(items) == 2 * TABLES


def test_who_has_left_is_sent_nothing_and_who_moved_nothing_of_the_table_before(cast: Cast) -> None:
    it = world(cast, "igp")
    for _number, phase in each_place(it):
        act(it, phase)
        if phase.key == "runde":
            break
    gone, moved = it.at.people[1], it.at.people[2]
    leave(participant=gone, now=it.at.now)
    move(participant=moved, table=2, now=it.at.now)
    assert phone_of(it, gone) == "[]"
    theirs = it.words(it.at.people[0], read_room(it.at.session).script.phases[1])
    assert theirs in phone_of(it, it.at.people[3])
    assert theirs not in phone_of(it, moved)


def test_the_pair_that_is_left_alone_does_not_read_what_two_others_said(cast: Cast) -> None:
    it = world(cast, "parprat")
    for _number, phase in each_place(it):
        if phase.seats == Seats.PAIR:
            break
    act(it, phase)
    a, b, c, d = it.at.people[:AT_EACH]
    leave(participant=a, now=it.at.now)
    assert it.words(c, phase) not in phone_of(it, b)
    assert it.words(a, phase) not in phone_of(it, c)
    assert it.words(c, phase) in phone_of(it, d)  # what one has read stays
    it.at.write(b, phase.key, "Nå er vi tre", kind="question")
    assert all("Nå er vi tre" in phone_of(it, one) for one in (b, c, d))
    come_back(participant=a, now=it.at.now)
    assert "Nå er vi tre" not in phone_of(it, a)


def test_the_wall_and_the_leader_are_sent_no_word_that_belongs_to_a_table(cast: Cast) -> None:
    it = world(cast, "igp")
    for _number, phase in each_place(it):
        act(it, phase)
        if phase.key == "plansje":
            break
    now = drawn(it)
    assert it.said
    for channel in (LEAD, WALL, "a"):
        assert not any(words in json.dumps(now[channel]) for words in it.said)


@pytest.mark.parametrize(("tables", "people"), [(1, 2), (4, 24)])
def test_a_room_is_read_with_as_many_queries_whatever_its_size(
    cast: Cast, django_assert_max_num_queries: Any, tables: int, people: int
) -> None:
    at = run(cast, "igp", tables)
    for number in range(people):
        at.sit(number % tables + 1, school=cast.asen)
    at.go_to("skriv")
    for one in at.people:
        at.write(one, "skriv", "Idé")
    at.go_to("sorter")
    session = type(at.session).objects.get(pk=at.session.pk)
    with django_assert_max_num_queries(9):
        pictures(read_room(session))
