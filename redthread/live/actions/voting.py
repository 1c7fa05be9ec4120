"""Dots on ideas and themes. How many there are is told when everybody has finished."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import PhaseKind
from redthread.live.changes import changed
from redthread.live.circles import sits_with
from redthread.live.models import Dot, Participant
from redthread.live.pens import pen_hash_of
from redthread.live.reading import Room, hold_room_of
from redthread.live.standing import is_in
from redthread.live.votes import DOTS, choices


@transaction.atomic
def put_dot(*, participant: Participant, phase_key: str, on: str, pen: str, now: datetime) -> int:
    """One dot on an idea or a theme; returns how many are left. Twice on the same is once.

    Raises RuleError when the dots are used, and for what cannot be chosen here.
    """
    room, phase, who = _voting(participant, phase_key)
    if not pen:
        raise RuleError(_("Last siden på nytt, og prøv igjen."))
    circle = sits_with(phase.seats, room.sitter(who))
    ideas, themes = choices(room, phase, circle)
    if on not in ideas and on not in themes:
        raise RuleError(_("Dette kan ikke velges her."))
    if _mine(room, phase, on, pen).exists():
        return _left(who, phase)
    if _left(who, phase) <= 0:
        raise RuleError(_("Du har brukt de %(dots)d prikkene dine. Ta bort en først.") % {"dots": DOTS})
    Dot.objects.create(
        session=room.session,
        phase=phase.key,
        circle=circle,
        contribution=ideas.get(on),
        theme=None if on in ideas else themes[on],
        pen_hash=pen_hash_of(room.session, pen, _address(phase, on)),
    )
    return _count(who, phase, 1)


@transaction.atomic
def take_dot(*, participant: Participant, phase_key: str, on: str, pen: str, now: datetime) -> int:
    """The dot back; returns how many are left."""
    room, phase, who = _voting(participant, phase_key)
    gone, _each = _mine(room, phase, on, pen).delete()
    return _count(who, phase, -1) if gone else _left(who, phase)


def _mine(room: Room, phase: Phase, on: str, pen: str) -> models.QuerySet[Dot]:
    pen_hash = pen_hash_of(room.session, pen, _address(phase, on))
    return Dot.objects.filter(session=room.session, phase=phase.key, pen_hash=pen_hash)


def _address(phase: Phase, on: str) -> str:
    """On each choice the pen looks different, so that nobody can tell which dots were put by the same."""
    return f"{phase.key}:{on}"


def _left(who: Participant, phase: Phase) -> int:
    return DOTS - int(who.dots.get(phase.key, 0))


def _count(who: Participant, phase: Phase, change: int) -> int:
    """How many are used is kept with the person, and not on what: a phone may have many pens."""
    who.dots = {**who.dots, phase.key: max(0, DOTS - _left(who, phase) + change)}
    who.save(update_fields=["dots"])
    changed(who.session)
    return _left(who, phase)


def _voting(participant: Participant, phase_key: str) -> tuple[Room, Phase, Participant]:
    room, who = hold_room_of(participant)
    phase = room.phase_at(room.table_of[who.table_id])
    is_here = phase is not None and phase.key == phase_key and is_in(room, who, phase)
    if phase is None or not is_here or phase.kind != PhaseKind.VOTE:
        raise RuleError(_("Det er ikke tid for å velge nå."))
    return room, phase, who
