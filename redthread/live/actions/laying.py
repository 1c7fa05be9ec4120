"""Laying out: in a round on one's turn, else from one's own notes; and taking in what visitors left."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import PhaseKind
from redthread.live.actions.turns import elsewhere, use_turn
from redthread.live.changes import changed
from redthread.live.circles import NOBODY
from redthread.live.models import Contribution, Participant, Showing
from redthread.live.models.contributions import random_key
from redthread.live.pens import pen_hash_of
from redthread.live.reading import Room, hold_room_of
from redthread.live.rights import IDEA, QUESTION, kind_of_turn, kinds_in, never_fits, why_not_now
from redthread.live.standing import circle_for, is_in, is_named, phase_of, refuse_ahead, standing_of, why_not


@transaction.atomic
def lay_out(
    *,
    participant: Participant,
    phase_key: str,
    turn: int,
    pen: str,
    now: datetime,
    idea: str = "",
    text: str = "",
    with_name: bool = False,
) -> Contribution | None:
    """Use one's turn in a round: lay out an idea written before (`idea`, shown to be one's own by the pen),
    or say a new one (`text`); with neither, the turn was spoken only. Outside rounds, show one's own note
    from a phase that this one uses.

    `turn` is the number of the turn that the phone saw. New words for a phase that is over are stored as
    late. Raises RuleError when it is somebody else's turn, and for an idea that is not one's own.
    """
    room, who = hold_room_of(participant)
    phase = phase_of(room, phase_key)
    if not is_in(room, who, phase):
        if idea:
            raise RuleError(_("Bordet har gått videre. Ideen din er tatt vare på."))
        return _too_late(room, who, phase, pen, text)
    if text and not idea and never_fits(phase, kind_of_turn(phase)):
        raise RuleError(never_fits(phase, kind_of_turn(phase)))
    made = own(room, idea, pen) if idea else None
    if made is not None:
        _refuse_unfit(phase, made)
    if phase.kind == PhaseKind.ROUND:
        use_turn(room=room, participant=who, phase=phase, turn=turn, kind="laid")
    else:
        _refuse_outside_rounds(room, who, phase, made)
    if made is None and text:
        made = _new(room, who, phase, pen, text)
    if made is not None:
        _sign(made, who, named=is_named(phase, with_name=with_name), asked=kinds_in(phase) == (QUESTION,))
        show(room, made, phase, who, with_name=with_name)
    changed(room.session)
    return made


def show(
    room: Room,
    made: Contribution,
    phase: Phase,
    participant: Participant,
    *,
    with_name: bool = False,
    lap: int | None = None,
) -> None:
    """Put it before the phase's circle. Its place in line is told only where names follow."""
    circle = circle_for(room, participant, phase, lap)
    if circle == NOBODY:
        raise RuleError(_("I denne fasen ser bare du det du skriver."))
    named = is_named(phase, with_name=with_name)
    there = Showing.objects.filter(session=room.session, circle=circle, phase=phase.key)
    Showing.objects.get_or_create(
        contribution=made,
        phase=phase.key,
        circle=circle,
        defaults={
            "session": room.session,
            "place": there.count() if named else random_key(),
            "name": participant.shown_name if named else "",
        },
    )


def own(room: Room, idea: str, pen: str) -> Contribution:
    """What this very pen wrote. Raises RuleError for another's."""
    found = room.session.contributions.filter(public_id=idea).exclude(pen_hash="").first()
    if found is None or not pen or found.pen_hash != pen_hash_of(room.session, pen, found.public_id):
        raise RuleError(_("Denne ideen er skrevet på en annen telefon."))
    return found


def _too_late(room: Room, who: Participant, phase: Phase, pen: str, text: str) -> Contribution:
    if not text:
        raise elsewhere()
    unfit = never_fits(phase, kind_of_turn(phase))
    if unfit:
        raise RuleError(unfit)
    refuse_ahead(room, phase)
    made = _new(room, who, phase, pen, text, is_late=True)
    changed(room.session)
    return made


def _new(
    room: Room, who: Participant, phase: Phase, pen: str, text: str, *, is_late: bool = False
) -> Contribution:
    made = Contribution(
        session=room.session,
        table_id=who.table_id,
        phase=phase.key,
        kind=kind_of_turn(phase),
        text=text,
        is_late=is_late,
    )
    made.pen_hash = pen_hash_of(room.session, pen, made.public_id)
    made.save()
    return made


def _refuse_unfit(phase: Phase, made: Contribution) -> None:
    if made.phase != phase.key and made.phase not in phase.uses:
        raise RuleError(_("Dette hører til en annen del av økta."))
    if made.showings.filter(phase=phase.key).exists():
        raise RuleError(_("Denne er lagt fram allerede. Velg en annen."))


def _refuse_outside_rounds(room: Room, who: Participant, phase: Phase, made: Contribution | None) -> None:
    if made is None:
        raise RuleError(_("Dette kan ikke skrives i denne fasen."))
    words = why_not_now(phase, standing_of(room, who, phase))
    if words:
        raise RuleError(words)


def _sign(made: Contribution, who: Participant, *, named: bool, asked: bool) -> None:
    """The name is added when it is laid out with one, and taken away when it is laid out without."""
    if named:
        made.author = who
    elif not made.showings.exclude(name="").exists():
        made.author = None
    if asked and made.kind == IDEA:
        made.kind = QUESTION
    made.save(update_fields=["author", "kind"])


@transaction.atomic
def take_in(*, participant: Participant, note: str, phase_key: str, text: str, now: datetime) -> Contribution:
    """The home table makes a visitor's note part of its own product, with the source kept."""
    room, who = hold_room_of(participant)
    phase = phase_of(room, phase_key)
    source = _note_at(room, who, note)
    if not is_in(room, who, phase) or phase.kind not in (PhaseKind.DISCUSS, PhaseKind.MAKE):
        raise RuleError(_("Det dere vil bruke, tar dere inn når besøket er over."))
    words = why_not(room, who, phase, kinds_in(phase)[0])
    if words:
        raise RuleError(words)
    if source.taken_in.filter(table=who.table_id).exists():
        raise RuleError(_("Denne lappen har dere tatt inn allerede."))
    made = Contribution.objects.create(
        session=room.session,
        table_id=who.table_id,
        phase=phase.key,
        kind=Contribution.Kind.PRODUCT,
        text=text or source.text,
        source=source,
    )
    show(room, made, phase, who)
    changed(room.session)
    return made


def _note_at(room: Room, who: Participant, note: str) -> Contribution:
    """What visitors hung at the person's own table."""
    walks = [phase.key for phase in room.script.phases if phase.kind == PhaseKind.ROTATE]
    circle = room.sitter(who).own_table
    for showing in room.showings:
        if showing.circle == circle and showing.phase in walks and showing.contribution.public_id == note:
            return showing.contribution
    raise RuleError(_("Denne lappen henger ikke ved bordet deres."))
