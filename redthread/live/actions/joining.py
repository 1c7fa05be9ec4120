"""Coming in, changing table, going on with another phone, and leaving."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.live.actions.pairs import seat_pairs
from redthread.live.changes import changed
from redthread.live.models import LiveSession, Participant, RoleCard, Speaker, Table
from redthread.live.reading import Room, hold_room, hold_room_of, read_room
from redthread.people.models import Organisation, Person

MOST_AT_A_TABLE = 60


def hash_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def join(
    *,
    session: LiveSession,
    table: int,
    name: str,
    school: Organisation | None,
    part: str,
    mode: str,
    person: Person | None,
    now: datetime,
) -> tuple[Participant, str]:
    """Take a seat; returns the participant and the key that the phone keeps.

    Somebody who is signed in and already has a seat goes on there with the new phone. Raises RuleError when
    the session is closed, the table does not exist or is full.
    """
    room = hold_room(session)
    if not room.session.is_running:
        raise RuleError(_("Økta er avsluttet, så det går ikke an å bli med lenger."))
    chosen = _table(room, table)
    key = secrets.token_urlsafe(24)
    seated = Participant.objects.filter(session=session, person=person).first() if person else None
    if seated is not None:
        seated.key_hash = hash_of(key)
        seated.save(update_fields=["key_hash"])
        come_back(participant=seated, now=now)
        return move(participant=seated, table=table, now=now), key
    made = Participant.objects.create(
        session=session,
        table=chosen,
        seat=_next_seat(chosen),
        person=person,
        name=name or (person.name if person else ""),
        school=school,
        part=part,
        mode=mode,
        key_hash=hash_of(key),
        joined_at=now,
    )
    _seat_anew(room.session, chosen)
    return made, key


def _table(room: Room, number: int) -> Table:
    found = next((table for table in room.tables if table.number == number), None)
    if found is None:
        raise RuleError(_("Velg et bord."))
    return found


def _next_seat(table: Table) -> int:
    if table.participants.filter(left_at=None).count() >= MOST_AT_A_TABLE:
        raise RuleError(_("Det er fullt ved bordet. Velg et annet."))
    return (table.participants.aggregate(last=Max("seat"))["last"] or 0) + 1


def _seat_anew(session: LiveSession, *tables: Table) -> None:
    """Somebody has come or gone: those who talk in pairs find each other again."""
    for table in tables:
        seat_pairs(read_room(session), table)
    changed(session)


@transaction.atomic
def move(*, participant: Participant, table: int, now: datetime) -> Participant:
    """Sit down at another table; role cards stay where they were. Raises RuleError as `join` does."""
    room, who = hold_room_of(participant)
    if not room.session.is_running:
        raise RuleError(_("Økta er avsluttet. Bordene er som de var."))
    chosen, left = _table(room, table), room.table_of[who.table_id]
    if chosen.pk != left.pk:
        RoleCard.objects.filter(participant=who).delete()
        who.seat, who.table = _next_seat(chosen), chosen
        who.save(update_fields=["table", "seat"])
        _seat_anew(room.session, left, chosen)
    else:
        changed(room.session)
    return who


@transaction.atomic
def leave(*, participant: Participant, now: datetime) -> None:
    """The turn goes on to the next, and the cards are free. What was written stays."""
    room, who = hold_room_of(participant)
    RoleCard.objects.filter(participant=who).delete()
    Speaker.objects.filter(participant=who, spoke_at=None).delete()
    if who.left_at is None:
        who.left_at = now
        who.save(update_fields=["left_at"])
        _seat_anew(room.session, room.table_of[who.table_id])


@transaction.atomic
def come_back(*, participant: Participant, now: datetime) -> None:
    """A phone that wakes after somebody was taken for gone has its seat again."""
    room, who = hold_room_of(participant)
    if who.left_at is not None:
        who.left_at = None
        who.save(update_fields=["left_at"])
        _seat_anew(room.session, room.table_of[who.table_id])
