"""What a table wrote on paper: a photo of the notes, and the notes typed in, one line an idea.

Paper carries no names, so what is typed in has none. It is never a way around the round: what was written in
silence is one's own until the table lays ideas out, and a round on the phones is finished first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.method_script import Phase, Script
from redthread.gatherings.method_words import PhaseKind, RoleKey, Sees, Writes
from redthread.live.actions.writing import MOST_IN_A_PHASE
from redthread.live.changes import changed
from redthread.live.circles import NOBODY, Sitter, shown_to, sits_with
from redthread.live.models import Contribution, LiveSession, Participant, Showing, Table
from redthread.live.models.contributions import random_key
from redthread.live.pens import pen_hash_of
from redthread.live.pulse import is_for_leaders
from redthread.live.reading import Room, hold_room, hold_room_of
from redthread.live.rights import COMMITMENT, PHOTO, kinds_in
from redthread.live.standing import phase_of, standing_of
from redthread.people.models import Person

MOST_ON_PAPER, LONGEST_NOTES = 80, 8000  # lines and characters at a time
BULLET = re.compile(r"^\s*(?:[-–•*·]|\d{1,2}[.)])\s+")


def lines_of(text: str) -> list[str]:
    """The notes, one a line, without the marks in front of them."""
    return [line for line in (BULLET.sub("", one).strip() for one in text.splitlines()) if line]


@transaction.atomic
def ideas_from_paper(
    *, participant: Participant, phase_key: str, lines: Sequence[str], pen: str, now: datetime
) -> list[Contribution]:
    """One's own notes while everybody writes in silence, else those of the table, by its scribe.

    Raises RuleError where another is the scribe, while the round is going on, and in phases where nothing is
    written.
    """
    room, participant = hold_room_of(participant)
    table = room.table_of[participant.table_id]
    phase = phase_of(room, phase_key)
    own = phase.sees == Sees.AUTHOR and room.phase_at(table) is phase
    if not own:
        _refuse_unless_scribe(room, participant, phase)
    sitter = room.sitters.get(participant.pk) or _sitter_of(table)
    shown_in = None if own else laid_out_in(room.script, phase)
    return _type_in(room, table, phase, shown_in, sitter, lines, pen)


@transaction.atomic
def paper_of_table(
    *,
    session: LiveSession,
    number: int,
    phase_key: str,
    lines: Sequence[str],
    by: Person,
    now: datetime,
    photo: bytes = b"",
) -> list[Contribution]:
    """What a table left on paper, typed in by the one who leads, also when the session is closed.

    Raises RuleError for a phase the table has not reached, and as `ideas_from_paper` does.
    """
    room = hold_room(session)
    if room.session.emptied_at is not None:
        raise RuleError(_("Råmaterialet fra økta er slettet, så her kan det ikke skrives mer."))
    table = next((one for one in room.tables if one.number == number), None)
    if table is None:
        raise RuleError(_("Velg et bord."))
    phase = phase_of(room, phase_key)
    shown_in = laid_out_in(room.script, phase)
    if shown_in is None or shown_in.sees not in (Sees.TABLE, Sees.ALL):
        raise RuleError(_("Det som ble skrevet i denne fasen, legges aldri fram. Velg en annen fase."))
    made = _type_in(room, table, phase, shown_in, _sitter_of(table), lines, "")
    return [*_photo(room, table, shown_in, photo), *made]


def laid_out_in(script: Script, phase: Phase) -> Phase | None:
    """Where what belongs to the phase is seen by others: there, or in the first phase that lays it out."""
    if phase.sees != Sees.AUTHOR:
        return phase
    using = (one for one in script.phases if phase.key in one.uses and one.sees != Sees.AUTHOR)
    return next(using, None)


def kind_on_paper(phase: Phase) -> str:
    """What a line is there; empty where nothing is written, and where a line cannot say it all."""
    if phase.writes == Writes.NOBODY or is_for_leaders(phase):
        return ""
    return next((kind for kind in kinds_in(phase) if kind not in (PHOTO, COMMITMENT)), "")


def _sitter_of(table: Table) -> Sitter:
    return Sitter(table.number, 0, None, "")


def _refuse_unless_scribe(room: Room, participant: Participant, phase: Phase) -> None:
    who = standing_of(room, participant, phase)
    if who.has_scribe and RoleKey.SCRIBE not in who.cards:
        raise RuleError(_("Det er skriveren som skriver inn lappene."))


def _type_in(
    room: Room,
    table: Table,
    phase: Phase,
    shown_in: Phase | None,
    sitter: Sitter,
    lines: Sequence[str],
    pen: str,
) -> list[Contribution]:
    """One contribution a line, of the phase it was written in, shown where it is laid out."""
    kind = kind_on_paper(phase)
    if not kind:
        raise RuleError(_("I denne fasen er det ingen lapper å skrive inn. Velg en annen fase."))
    if not lines:
        raise RuleError(_("Skriv det som står på lappene, én ting på hver linje."))
    if len(lines) > MOST_ON_PAPER or room.written[table.pk, phase.key] + len(lines) > MOST_IN_A_PHASE:
        raise RuleError(_("Det er skrevet veldig mye i denne fasen. Slå sammen noe av det først."))
    if shown_in is not None:
        _refuse_too_early(room, table, shown_in, sitter)
    is_late = room.phase_at(table) is not phase or not room.session.is_running
    made = [
        Contribution(
            session=room.session,
            table=table,
            phase=phase.key,
            kind=kind,
            text=line,
            from_paper=True,
            is_late=is_late,
        )
        for line in lines
    ]
    for one in made:
        one.pen_hash = pen_hash_of(room.session, pen, one.public_id)
        one.save()
    if shown_in is not None:
        for one in made:
            _show(room, one, shown_in, sitter)
    changed(room.session)
    return made


def _photo(room: Room, table: Table, shown_in: Phase, photo: bytes) -> list[Contribution]:
    if not photo:
        return []
    made = Contribution(
        session=room.session,
        table=table,
        phase=shown_in.key,
        kind=PHOTO,
        from_paper=True,
        is_late=not room.session.is_running,
    )
    made.photo.save(f"{made.public_id}.jpg", ContentFile(photo), save=False)
    made.save()
    _show(room, made, shown_in, _sitter_of(table))
    return [made]


def _refuse_too_early(room: Room, table: Table, phase: Phase, sitter: Sitter) -> None:
    number = room.script.phases.index(phase)
    if table.phase < number:
        raise RuleError(_("Bordet har ikke kommet dit ennå. Skriv inn lappene når dere legger fram."))
    is_going_on = table.phase == number and room.session.is_running and phase.kind == PhaseKind.ROUND
    if is_going_on and not room.round(phase, sits_with(phase.seats, sitter)).is_over:
        raise RuleError(_("Runden er ikke ferdig. Skriv inn lappene når alle er tomme."))


def _show(room: Room, made: Contribution, phase: Phase, sitter: Sitter) -> None:
    circle = shown_to(phase.sees, phase.seats, sitter)
    if circle != NOBODY:
        Showing.objects.create(
            contribution=made,
            session=room.session,
            phase=phase.key,
            circle=circle,
            place=random_key(),
        )
