"""Role cards at a table, and the list of speakers in the plenary."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.method_words import RoleKey
from redthread.live.changes import changed
from redthread.live.models import LiveSession, Participant, RoleCard, Speaker
from redthread.live.reading import Room, hold_room, hold_room_of
from redthread.people.models import Person

# Two stand by; the leader pair is two; of the rest there is one at a table.
AT_MOST = {RoleKey.STAND_BY: 2, RoleKey.LEADER_PAIR: 2, RoleKey.FRIEND: 60}
LED_FROM_OUTSIDE = RoleKey.FACILITATOR


@transaction.atomic
def take_card(*, participant: Participant, role: str, now: datetime) -> None:
    """Take a role. Raises RuleError when somebody at the table has it."""
    room, who = _seated(participant)
    if role not in RoleKey.values or role == LED_FROM_OUTSIDE:
        raise RuleError(_("Rollen finnes ikke her."))
    taken = RoleCard.objects.filter(table=who.table_id, role=role).exclude(participant=who)
    if taken.count() >= AT_MOST.get(RoleKey(role), 1):
        raise RuleError(_("Rollen er tatt. Den som har den, kan legge den fra seg."))
    RoleCard.objects.get_or_create(participant=who, role=role, defaults={"table_id": who.table_id})
    changed(room.session)


@transaction.atomic
def lay_down_card(*, participant: Participant, role: str, now: datetime) -> None:
    """Free for another to take."""
    room, who = hold_room_of(participant)
    RoleCard.objects.filter(participant=who, role=role).delete()
    changed(room.session)


@transaction.atomic
def ask_to_speak(*, participant: Participant, now: datetime) -> None:
    """Last on the list; once, however often the button is pressed."""
    room, who = _seated(participant)
    Speaker.objects.get_or_create(session=room.session, participant=who, spoke_at=None)
    changed(room.session)


@transaction.atomic
def withdraw_from_speaking(*, participant: Participant, now: datetime) -> None:
    """Off the list again."""
    room, who = hold_room_of(participant)
    Speaker.objects.filter(participant=who, spoke_at=None).delete()
    changed(room.session)


@transaction.atomic
def next_speaker(*, session: LiveSession, seen: str, by: Person, now: datetime) -> None:
    """The first on the list has spoken. `seen` is the participant that the button showed."""
    room = hold_room(session)
    first = room.speakers[0] if room.speakers else None
    if first is not None and first.participant.public_id == seen:
        Speaker.objects.filter(pk=first.pk).update(spoke_at=now)
        changed(room.session)


def _seated(participant: Participant) -> tuple[Room, Participant]:
    """Raises RuleError for one who has left, and when the session is closed."""
    room, who = hold_room_of(participant)
    if who.left_at is not None or not room.session.is_running:
        raise RuleError(_("Du er ikke med ved bordet nå. Sett deg igjen først."))
    return room, who
