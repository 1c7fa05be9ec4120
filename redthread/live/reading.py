"""One session as it stands: its facts, and what follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import Repeat, RoleKey
from redthread.live.circles import Sitter, circles_of, sits_with, table_of_circle
from redthread.live.facts import Facts, hangs
from redthread.live.models import LiveSession, Participant, Showing, Table, Turn
from redthread.live.progress import LOBBY, Place, host_of, is_revealed
from redthread.live.rounds import Member, Round, Used, round_of

__all__ = ["Room", "hangs", "hold_room", "hold_room_of", "is_once", "read_room", "showings_in"]


class Room(Facts):
    """A session, with what follows from what is stored: who sits where, whose turn it is, and what is out."""

    @cached_property
    def present(self) -> list[Participant]:
        return [one for one in self.people if one.left_at is None]

    @cached_property
    def present_by_key(self) -> dict[int, Participant]:
        return {one.pk: one for one in self.present}

    @cached_property
    def at_table(self) -> dict[int, list[Participant]]:
        """Who sits at each table, by its key, in the order of seats."""
        found: dict[int, list[Participant]] = defaultdict(list)
        for one in self.present:
            found[one.table_id].append(one)
        return found

    @cached_property
    def used(self) -> list[int]:
        """The numbers of the tables that somebody has sat or written at; all of them before anybody has."""
        keys = {one.table_id for one in self.people} | {table for table, _phase in self.written}
        made = {one.table.number for one in self.products}
        numbers = [table.number for table in self.tables]
        return [t.number for t in self.tables if t.pk in keys or t.number in made] or numbers

    @cached_property
    def places(self) -> dict[int, Place]:
        """Where each table in use is, by its number."""
        return {t.number: Place(t.phase, t.lap) for t in self.tables if t.number in self.used}

    @cached_property
    def cards_of(self) -> dict[int, frozenset[str]]:
        found: dict[int, set[str]] = defaultdict(set)
        for card in self.cards:
            found[card.participant_id].add(card.role)
        return {key: frozenset(roles) for key, roles in found.items()}

    @cached_property
    def sitters(self) -> dict[int, Sitter]:
        """Where each of those present sits, by their key."""
        return {one.pk: self.sitter(one) for one in self.present}

    def forget_seats(self) -> None:
        """What follows from where people sit is found again: somebody has a new pair."""
        for name in ("sitters", "_working", "_tables_of_circles"):
            self.__dict__.pop(name, None)

    def sitter(self, one: Participant) -> Sitter:
        """Where somebody sits, or sat before they left."""
        number = self.table_of[one.table_id].number
        newest = one.pairs[-1] if one.pairs else ""
        pair = int(newest.rsplit(":", 1)[1]) if table_of_circle(newest) == number else 0
        return Sitter(number, pair, one.school_id, one.part)

    def circles(self, one: Participant) -> tuple[str, ...]:
        """Every circle whose words somebody who is here may read, also of the pairs they have talked in."""
        where = self.sitters.get(one.pk) or self.sitter(one)
        return tuple(dict.fromkeys((*circles_of(where), *reversed(one.pairs))))

    def phase_at(self, table: Table) -> Phase | None:
        return None if table.phase == LOBBY else self.script.phases[table.phase]

    def number_of(self, key: str) -> int | None:
        """Which phase of the script has that key."""
        return next((n for n, phase in enumerate(self.script.phases) if phase.key == key), None)

    def host_for(self, table: Table, lap: int | None = None) -> int:
        """The number of the table that is visited now, or was in an earlier lap."""
        return host_of(table.number, table.lap if lap is None else min(lap, table.lap), self.used)

    def stays(self, participant: Participant) -> bool:
        """Stand-by presenters and hosts stay when the others walk."""
        cards = self.cards_of.get(participant.pk, frozenset())
        return bool(cards & {RoleKey.STAND_BY, RoleKey.HOST})

    def working(self, phase: Phase, circle: str) -> list[Participant]:
        """Those who work in that circle in the phase, also those who have left."""
        found = self._working.get(phase.seats)
        if found is None:
            found = self._working[phase.seats] = defaultdict(list)
            for one in self.people:
                found[sits_with(phase.seats, self.sitter(one))].append(one)
        return found.get(circle, [])

    @cached_property
    def _working(self) -> dict[str, dict[str, list[Participant]]]:
        return {}

    def working_at(self, phase: Phase, table: Table) -> list[str]:
        """The circles that those at the table work in."""
        return sorted({sits_with(phase.seats, self.sitters[o.pk]) for o in self.at_table.get(table.pk, [])})

    def near(self, circle: str) -> list[Table]:
        """The tables where those who belong to the circle sit; all of them when nobody does."""
        number = table_of_circle(circle)
        if number is not None:
            return [table for table in self.tables if table.number == number]
        keys = self._tables_of_circles.get(circle, set())
        return [table for table in self.tables if table.pk in keys] or self.tables

    @cached_property
    def _tables_of_circles(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for one in self.present:
            for circle in circles_of(self.sitters[one.pk]):
                found[circle].add(one.table_id)
        return found

    def is_out(self, showing: Showing) -> bool:
        """Whether its circle may see it by now: what is revealed at the end waits for all to go on."""
        behind = min((table.phase for table in self.near(showing.circle)), default=LOBBY)
        return is_revealed(self.script, showing.phase, behind, is_running=self.session.is_running)

    def members(self, phase: Phase, circle: str) -> list[Member]:
        """The order of turns in that circle: by table and seat. While some are in the phase, those whose
        table is elsewhere are not waited for."""
        there, number = self.working(phase, circle), self.number_of(phase.key)
        at_it = {t.pk for t in self.tables if t.phase == number}
        is_going_on = any(one.left_at is None and one.table_id in at_it for one in there)
        return [
            Member(one.pk, is_away=one.left_at is not None or (is_going_on and one.table_id not in at_it))
            for one in there
        ]

    def round(self, phase: Phase, circle: str) -> Round:
        return round_of(self.members(phase, circle), self.used_in(phase, circle), is_once=is_once(phase))

    def used_in(self, phase: Phase, circle: str) -> list[Used]:
        return [Used(t.participant_id, t.kind) for t in self.turns_in.get((phase.key, circle), [])]

    @cached_property
    def turns_in(self) -> dict[tuple[str, str], list[Turn]]:
        found: dict[tuple[str, str], list[Turn]] = defaultdict(list)
        for turn in self.turns:
            found[turn.phase, turn.circle].append(turn)
        return found


def is_once(phase: Phase) -> bool:
    """Whether everybody has one turn in the round, and not as many as they have ideas."""
    return phase.repeat != Repeat.UNTIL_EMPTY


def read_room(session: LiveSession) -> Room:
    """The room as it is stored now. Give a session that was just read."""
    return Room(session)


def hold_room(session: LiveSession) -> Room:
    """The room, and nobody else changes it before this transaction ends: every change begins here."""
    held = LiveSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    return Room(held)


def hold_room_of(participant: Participant) -> tuple[Room, Participant]:
    """The room, held, and the participant as stored now: the one that was given may have been read before."""
    if participant.session.is_held:
        return Room(participant.session), participant
    room = hold_room(participant.session)
    found = Participant.objects.select_related("school", "table").get(pk=participant.pk)
    found.session = room.session
    return room, found


def showings_in(showings: Iterable[Showing], circle: str, phases: Iterable[str]) -> list[Showing]:
    """Those that a circle was shown in some phases."""
    keys = set(phases)
    return [one for one in showings if one.circle == circle and one.phase in keys]
