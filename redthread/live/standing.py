"""Where somebody stands in a phase: what they may do there, and before whom."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import Names, PhaseKind, RoleKey, Rule, Writes
from redthread.live.circles import shown_to, sits_with
from redthread.live.models import Participant, Step, Table
from redthread.live.reading import Room, hold_room_of
from redthread.live.rights import Standing, never_fits, why_not_now


def phase_of(room: Room, key: str) -> Phase:
    """The phase with that key. Raises RuleError for one that is not in the script."""
    number = room.number_of(key)
    if number is None:
        raise RuleError(_("Fasen finnes ikke. Last siden på nytt."))
    return room.script.phases[number]


def is_in(room: Room, who: Participant, phase: Phase) -> bool:
    """Whether the phase is going on for somebody who sits at a table that is in it."""
    is_here = room.session.is_running and who.left_at is None
    return is_here and room.phase_at(who.table) is phase


def at_table(participant: Participant) -> tuple[Room, Table]:
    """The room, held, and where the participant sits. Raises RuleError for one who has left, and when the
    session is closed."""
    room, who = hold_room_of(participant)
    if who.left_at is not None or not room.session.is_running:
        raise RuleError(_("Du er ikke med ved bordet nå. Sett deg igjen først."))
    return room, room.table_of[who.table_id]


def refuse_ahead(room: Room, phase: Phase) -> None:
    """Nobody writes for what no table has come to: the phase can only be known by reading ahead."""
    number = room.number_of(phase.key) or 0
    if any(table.phase >= number for table in room.tables):
        return
    if not Step.objects.filter(table__session=room.session, phase__gte=number).exists():
        raise RuleError(_("Dere har ikke kommet dit ennå."))


def standing_of(room: Room, participant: Participant, phase: Phase) -> Standing:
    """What decides whether the person may write in the phase."""
    circle = sits_with(phase.seats, room.sitter(participant))
    cards = [room.cards_of.get(p.pk, frozenset()) for p in room.working(phase, circle) if p.left_at is None]
    own = room.cards_of.get(participant.pk, frozenset())
    return Standing(
        cards=own,
        has_scribe=any(RoleKey.SCRIBE in held for held in cards),
        has_turn=_has_turn(room, participant, phase, circle),
        is_visiting=phase.kind == PhaseKind.ROTATE and not room.stays(participant),
    )


def _has_turn(room: Room, participant: Participant, phase: Phase, circle: str) -> bool:
    """Outside a round, whoever told has the floor; where nobody has the card, anybody."""
    if phase.kind == PhaseKind.ROUND:
        return room.round(phase, circle).current == participant.pk
    there = {one.pk for one in room.working(phase, circle) if one.left_at is None}
    tellers = {key for key in there if RoleKey.TELLER in room.cards_of.get(key, frozenset())}
    return not tellers or participant.pk in tellers


def why_not(room: Room, participant: Participant, phase: Phase, kind: str) -> str:
    """Empty when the person may write this in the phase now; else what to say."""
    unfit = never_fits(phase, kind)
    if unfit or (phase.writes == Writes.EACH and Rule.TELLER_LISTENS not in phase.rules):
        return unfit
    if phase.kind == PhaseKind.ROUND and phase.writes == Writes.TURN:
        return ""  # stands ready for one's turn
    return why_not_now(phase, standing_of(room, participant, phase))


def is_named(phase: Phase, *, with_name: bool) -> bool:
    return phase.names == Names.NAMED or (phase.names == Names.CHOSEN and with_name)


def circle_for(room: Room, participant: Participant, phase: Phase, lap: int | None = None) -> str:
    """Who sees what this person shows in the phase: visitors leave it at the table that they visit, or did in
    the lap that it was written in."""
    table = room.table_of[participant.table_id]
    if phase.kind == PhaseKind.ROTATE and not room.stays(participant):
        return f"t:{room.host_for(table, lap)}"
    return shown_to(phase.sees, phase.seats, room.sitter(participant))
