"""Writing, writing anew, and taking back."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import RoleKey, Seats, Writes
from redthread.live.actions.laying import own, show
from redthread.live.changes import changed
from redthread.live.circles import sits_with
from redthread.live.models import Contribution, Participant
from redthread.live.pens import pen_hash_of
from redthread.live.pulse import forget_answer, has_come_for_the_pulse, note_answer, refuse_second
from redthread.live.reading import Room, hold_room_of
from redthread.live.rights import is_shown_at_once, never_fits
from redthread.live.standing import is_in, is_named, phase_of, refuse_ahead, standing_of, why_not

MOST_IN_A_PHASE = 600  # things that one table can write in one phase: ten each of sixty


@transaction.atomic
def write(
    *,
    participant: Participant,
    phase_key: str,
    kind: str,
    text: str,
    pen: str,
    now: datetime,
    more: dict[str, Any] | None = None,
    photo: bytes = b"",
    from_paper: bool = False,
    with_name: bool = False,
    lap: int | None = None,
) -> Contribution:
    """Store what somebody wrote; it is seen by others when the phase says so. `lap` is the one that the phone
    saw: where people walk from table to table, it is left at the table that they were at.

    What is written for a phase that the table has left is stored and marked as late, and shown to nobody by
    itself. Raises RuleError when the person may not write this in the phase.
    """
    room, who = hold_room_of(participant)
    phase = phase_of(room, phase_key)
    is_late = not is_in(room, who, phase)
    words = never_fits(phase, kind) if is_late else why_not(room, who, phase, kind)
    if words:
        raise RuleError(words)
    if is_late:
        refuse_ahead(room, phase)
    refuse_second(room.session, phase, pen, who)
    if (kind == Contribution.Kind.PHOTO) != bool(photo):
        raise RuleError(_("Velg et bilde."))
    if Contribution.objects.filter(table=who.table_id, phase=phase.key).count() >= MOST_IN_A_PHASE:
        raise RuleError(_("Det er skrevet veldig mye i denne fasen. Slå sammen noe av det først."))
    made = Contribution(
        session=room.session,
        table_id=who.table_id,
        phase=phase.key,
        kind=kind,
        text=text,
        more=more or {},
        author=who if is_named(phase, with_name=with_name) else None,
        from_paper=from_paper,
        is_late=is_late or has_come_for_the_pulse(phase, who),
    )
    made.pen_hash = pen_hash_of(room.session, pen, made.public_id)
    if photo:
        made.photo.save(f"{made.public_id}.jpg", ContentFile(photo), save=False)
    made.save()
    note_answer(phase, who)
    if not is_late and is_shown_at_once(phase):
        show(room, made, phase, who, with_name=with_name, lap=lap)
    changed(room.session)
    return made


@transaction.atomic
def take_back(*, participant: Participant, idea: str, pen: str, now: datetime) -> None:
    """One's own words away again, also when they are out. Raises RuleError for another's, and when closed."""
    room, who = hold_room_of(participant)
    if not room.session.is_running:
        raise RuleError(_("Økta er avsluttet. Be den som ledet den, om å ta det bort."))
    found = own(room, idea, pen)
    if found.photo:
        transaction.on_commit(partial(default_storage.delete, str(found.photo.name)))
    found.delete()
    forget_answer(phase_of(room, found.phase), who)
    changed(room.session)


@transaction.atomic
def rewrite(
    *,
    participant: Participant,
    idea: str,
    pen: str,
    text: str,
    now: datetime,
    more: dict[str, Any] | None = None,
) -> Contribution:
    """Other words in the same place. What a circle makes together is rewritten by whoever writes for it.
    `more` is what else of a commitment is changed: who, by when and how the staff is reached.

    When the session is closed the first words stand, and the new ones are stored beside them as late.
    """
    room, who = hold_room_of(participant)
    found = room.session.contributions.filter(public_id=idea).first()
    if found is None:
        raise RuleError(_("Teksten finnes ikke lenger."))
    if more and found.kind != Contribution.Kind.COMMITMENT:
        raise RuleError(_("Hvem og når skrives bare på det dere tar med hjem."))
    phase = phase_of(room, found.phase)
    if not _is_theirs(room, who, phase, found):
        found = own(room, idea, pen)
    if not room.session.is_running:
        found = _beside(found, pen)
    found.text = text
    found.more = {**found.more, **(more or {})}
    found.save()
    changed(room.session)
    return found


def _is_theirs(room: Room, who: Participant, phase: Phase, found: Contribution) -> bool:
    """Whether it belongs to the circle that the person works in. Raises RuleError when another writes."""
    if found.kind != Contribution.Kind.PRODUCT and phase.writes != Writes.SCRIBE:
        return False
    circle = sits_with(phase.seats, room.sitter(who))
    is_elsewhere = phase.seats == Seats.ALL and found.table_id != who.table_id
    is_shown_to_them = found.showings.filter(phase=phase.key, circle=circle).exists()
    if who.left_at is not None or is_elsewhere or not is_shown_to_them:
        return False
    standing = standing_of(room, who, phase)
    if standing.has_scribe and RoleKey.SCRIBE not in standing.cards:
        raise RuleError(_("Det er skriveren som skriver for dere nå."))
    return True


def _beside(found: Contribution, pen: str) -> Contribution:
    made = Contribution(
        session=found.session,
        table_id=found.table_id,
        phase=found.phase,
        kind=found.kind,
        more=found.more,
        author=found.author,
        is_late=True,
    )
    made.pen_hash = pen_hash_of(found.session, pen, made.public_id)
    return made
