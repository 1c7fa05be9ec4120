"""The pace: on and back, for one table or for all."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.live.actions.pairs import seat_pairs
from redthread.live.changes import changed
from redthread.live.models import LiveSession, Participant, Step, Table, Turn
from redthread.live.progress import (
    LOBBY,
    Place,
    after,
    before,
    is_first_in,
    rounds_between,
    seconds_of,
    table_may_go,
)
from redthread.live.reading import Room, hold_room
from redthread.live.rounds import is_closed
from redthread.live.standing import at_table
from redthread.people.models import Person


class ReasonError(RuleError):
    """Goes on only with a reason."""


class NotAllOutError(ReasonError):
    """A round is not over at these tables; goes on only with a reason."""

    def __init__(self, tables: list[int]) -> None:
        self.tables = tables
        many = len(tables) > 1
        super().__init__(
            (
                _("Ved bord %(tables)s er ikke alle ideer ute ennå. Vent, eller gå videre og si hvorfor.")
                if not many
                else _(
                    "Ved bordene %(tables)s er ikke alle ideer ute ennå. Vent, eller gå videre og si hvorfor."
                )
            )
            % {"tables": ", ".join(map(str, tables))}
        )


@transaction.atomic
def go_on(
    *, session: LiveSession, seen: Place, why: str, by: Person, now: datetime, to: Place | None = None
) -> None:
    """«Neste» for everybody who is not further on, or straight to a later place. `seen` is the place that was
    furthest behind when the button was pressed, so that two presses are one step.

    Without a reason, raises NotAllOutError when a round is not over somewhere, and ReasonError when something
    is skipped. Raises RuleError at the end.
    """
    room = hold_room(session)
    behind = min(room.places.values())
    if behind != seen:
        return  # somebody else has pressed, or the same press came twice
    following = after(room.script, behind, room.used)
    if following is None or (to and to.phase >= len(room.script.phases)):
        raise RuleError(_("Dette var den siste fasen. Avslutt økta når dere er ferdige."))
    target = to or following
    if target > following and not why:
        raise ReasonError(_("Du hopper over noe. Skriv hvorfor, så forstår alle hva som skjer."))
    moved = [table for table in room.tables if Place(table.phase, table.lap) < target]
    unfinished = [table.number for table in moved if _open_rounds(room, table, target)]
    if unfinished and not why:
        raise NotAllOutError(unfinished)
    for table in moved:
        _put(room, table, target, why, now)
    changed(room.session)


@transaction.atomic
def go_back(*, session: LiveSession, seen: Place, by: Person, now: datetime) -> None:
    """Everybody who is at the front goes one step back. Nothing that is written goes away."""
    room = hold_room(session)
    if max(room.places.values()) != seen:
        return
    target = before(room.script, seen, room.used)
    if target is None:
        raise RuleError(_("Økta har ikke begynt ennå."))
    for table in room.tables:
        if Place(table.phase, table.lap) > target:
            _put(room, table, target, "", now)
    changed(room.session)


@transaction.atomic
def move_table(
    *, session: LiveSession, number: int, forward: bool, seen: Place, why: str, by: Person, now: datetime
) -> None:
    """One table, by the one who leads. Raises as `go_on` does, and RuleError for a table that would be the
    first in something that is begun together."""
    room = hold_room(session)
    table = next((one for one in room.tables if one.number == number), None)
    if table is None:
        raise RuleError(_("Velg et bord."))
    place = Place(table.phase, table.lap)
    if place != seen:
        return
    to = _step(room, table, forward)
    if to is None:
        raise RuleError(_("Det er ingen fase der. Bordet blir stående."))
    others = [at for one, at in room.places.items() if one != number]
    if forward and is_first_in(room.script, place, to, others):
        raise RuleError(_("Det neste er felles for bordene. Bruk «Neste» og ta alle med samtidig."))
    if forward and _open_rounds(room, table, to) and not why:
        raise NotAllOutError([number])
    _put(room, table, to, why, now)
    changed(room.session)


@transaction.atomic
def table_goes_on(*, participant: Participant, seen: Place, forward: bool, now: datetime) -> None:
    """The table moves itself, inside what the tables drive. Raises RuleError outside it, or in a round."""
    room, table = at_table(participant)
    place = Place(table.phase, table.lap)
    if place != seen:
        return
    to = _step(room, table, forward)
    if to is None or not table_may_go(room.script, place, to):
        raise RuleError(_("Den som leder, tar alle videre samtidig. Si fra at dere er ferdige."))
    if forward and _open_rounds(room, table, to):
        raise RuleError(_("Ikke alle ideer er ute ennå. Fortsett runden til alle er tomme."))
    _put(room, table, to, "", now)
    changed(room.session)


def _step(room: Room, table: Table, forward: bool) -> Place | None:
    place = Place(table.phase, table.lap)
    return after(room.script, place, room.used) if forward else before(room.script, place, room.used)


def _open_rounds(room: Room, table: Table, to: Place) -> list[tuple[str, str]]:
    """The phase and circle of each round that is not over for the people at the table."""
    rounds = rounds_between(room.script, Place(table.phase, table.lap), to)
    circles = [(phase, circle) for phase in rounds for circle in room.working_at(phase, table)]
    return [(phase.key, circle) for phase, circle in circles if not room.round(phase, circle).is_over]


def _put(room: Room, table: Table, to: Place, why: str, now: datetime) -> None:
    """Stand there, with the whole time of the phase ahead; unfinished rounds behind are closed."""
    for phase, circle in _open_rounds(room, table, to):
        _mark(room, phase, circle, Turn.Kind.CLOSED, why)
    table.phase, table.lap = to.phase, to.lap
    table.started_at, table.ends_at = now, None
    table.paused_at = table.time_out_at = table.done_at = None
    if to.phase != LOBBY:
        entered = room.script.phases[to.phase]
        table.ends_at = now + timedelta(seconds=seconds_of(entered, len(room.used)))
        seat_pairs(room, table)
        for circle in room.working_at(entered, table):
            if is_closed(room.used_in(entered, circle)):
                _mark(room, entered.key, circle, Turn.Kind.BACK, "")  # gone back to: it goes on
    table.save()
    Step.objects.create(table=table, phase=to.phase, lap=to.lap, why=why, at=now)


def _mark(room: Room, phase: str, circle: str, kind: str, why: str) -> None:
    """Close the round, or open it again; once, though several tables go through it together."""
    number = len(room.turns_in.get((phase, circle), []))
    Turn.objects.get_or_create(
        session=room.session, phase=phase, circle=circle, number=number, defaults={"kind": kind, "why": why}
    )
