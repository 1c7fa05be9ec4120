"""Turns in a round are used by laying out, passing, being empty, or being skipped."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import PhaseKind, RoleKey, Rule
from redthread.live.changes import changed
from redthread.live.circles import sits_with
from redthread.live.models import LiveSession, Participant, Turn
from redthread.live.reading import Room, hold_room, hold_room_of, is_once
from redthread.live.rounds import may_come_back
from redthread.live.standing import is_in
from redthread.people.models import Person


@transaction.atomic
def pass_turn(*, participant: Participant, phase_key: str, turn: int, now: datetime) -> None:
    """Not this time; the turn comes back. Raises RuleError when it is somebody else's."""
    room, phase, who = _at(participant, phase_key)
    if Rule.PASS_ALLOWED not in phase.rules:
        raise RuleError(_("Her sier alle noe. Et par ord er nok."))
    use_turn(room=room, participant=who, phase=phase, turn=turn, kind=Turn.Kind.PASSED)


@transaction.atomic
def say_empty(*, participant: Participant, phase_key: str, turn: int, now: datetime) -> None:
    """Nothing more to lay out; the round goes on among the others."""
    room, phase, who = _at(participant, phase_key)
    use_turn(room=room, participant=who, phase=phase, turn=turn, kind=Turn.Kind.EMPTY)


@transaction.atomic
def skip_turn(*, participant: Participant, phase_key: str, turn: int, now: datetime) -> None:
    """Whose turn it is does not answer. The timekeeper skips, or anybody where nobody has the card."""
    room, phase, who = _at(participant, phase_key)
    circle = sits_with(phase.seats, room.sitter(who))
    there = {one.pk for one in room.working(phase, circle) if one.left_at is None}
    keepers = {key for key in there if RoleKey.TIMEKEEPER in room.cards_of.get(key, frozenset())}
    if keepers and who.pk not in keepers:
        raise RuleError(_("Det er tidtakeren som hopper over."))
    _skip(room, phase, circle, turn)


@transaction.atomic
def skip_for(*, session: LiveSession, number: int, turn: int, by: Person, now: datetime) -> None:
    """The one who leads skips whose turn it is at a table, or in the round that the table is part of."""
    room = hold_room(session)
    table = next((one for one in room.tables if one.number == number), None)
    phase = room.phase_at(table) if table else None
    if table is None or phase is None or phase.kind != PhaseKind.ROUND:
        raise elsewhere()
    for circle in room.working_at(phase, table):
        _skip(room, phase, circle, turn)


@transaction.atomic
def come_back_in(*, participant: Participant, phase_key: str, now: datetime) -> None:
    """Something more to lay out after all: the turn comes round again. Twice is once.

    Raises RuleError for somebody who has had the only turn there is.
    """
    room, phase, who = _at(participant, phase_key)
    circle = sits_with(phase.seats, room.sitter(who))
    if who.pk not in room.round(phase, circle).empty:
        return
    if not may_come_back(room.used_in(phase, circle), who.pk, is_once=is_once(phase)):
        raise RuleError(_("Du har hatt turen din i denne runden."))
    _store(room, phase, circle, who.pk, Turn.Kind.BACK)
    changed(room.session)


def use_turn(*, room: Room, participant: Participant, phase: Phase, turn: int, kind: str) -> None:
    """Raises RuleError unless this is the person's turn, and the very one that the phone saw."""
    circle = sits_with(phase.seats, room.sitter(participant))
    now_at = room.round(phase, circle)
    if now_at.current != participant.pk or now_at.used != turn:
        raise RuleError(_("Det er ikke din tur ennå. Det du skriver, står klart til turen din."))
    _store(room, phase, circle, participant.pk, kind)
    changed(room.session)


def _skip(room: Room, phase: Phase, circle: str, turn: int) -> None:
    now_at = room.round(phase, circle)
    if now_at.current is not None and now_at.used == turn:
        _store(room, phase, circle, now_at.current, Turn.Kind.SKIPPED)
        changed(room.session)


def _store(room: Room, phase: Phase, circle: str, key: int, kind: str) -> None:
    number = len(room.turns_in.get((phase.key, circle), []))
    Turn.objects.create(
        session=room.session, phase=phase.key, circle=circle, number=number, participant_id=key, kind=kind
    )


def _at(participant: Participant, phase_key: str) -> tuple[Room, Phase, Participant]:
    room, who = hold_room_of(participant)
    phase = room.phase_at(room.table_of[who.table_id])
    if phase is None or phase.key != phase_key or phase.kind != PhaseKind.ROUND:
        raise elsewhere()
    if not is_in(room, who, phase):
        raise RuleError(_("Du er ikke med ved bordet nå. Sett deg igjen først."))
    return room, phase, who


def elsewhere() -> RuleError:
    """What to say when the table is not in the phase that the phone saw."""
    return RuleError(_("Bordet er et annet sted i økta nå."))
