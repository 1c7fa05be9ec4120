"""The clock of a table: more time, pause, the watch's time-out, and «vi er ferdige»."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.method_words import RoleKey
from redthread.live.changes import changed
from redthread.live.models import LiveSession, Participant, Table
from redthread.live.progress import is_driven_by_tables
from redthread.live.reading import Room, hold_room
from redthread.live.standing import at_table
from redthread.people.models import Person

MORE = timedelta(minutes=2)


@transaction.atomic
def add_time(*, session: LiveSession, by: Person, now: datetime, number: int | None = None) -> None:
    """Two minutes more, for all or for one table; when the time has run out, from now on."""
    room, tables = _chosen(session, number)
    for table in tables:
        if table.ends_at is not None:
            _more(table, now)
    changed(room.session)


def _more(table: Table, now: datetime) -> None:
    held = table.paused_at or now
    table.ends_at = max(table.ends_at or held, held) + MORE
    table.save(update_fields=["ends_at"])


@transaction.atomic
def table_adds_time(*, participant: Participant, now: datetime) -> None:
    """The timekeeper gives the table two minutes, in what the tables drive."""
    room, table = at_table(participant)
    phase = room.phase_at(table)
    if phase is None or not is_driven_by_tables(phase):
        raise RuleError(_("Klokka er felles nå. Be den som leder, om mer tid."))
    keepers = _holders(room, table, RoleKey.TIMEKEEPER)
    if keepers and participant.pk not in keepers:
        raise RuleError(_("Det er tidtakeren som gir mer tid."))
    _more(table, now)
    changed(room.session)


@transaction.atomic
def pause(*, session: LiveSession, by: Person, now: datetime, number: int | None = None) -> None:
    """The clock stands still."""
    room, tables = _chosen(session, number)
    for table in tables:
        if table.paused_at is None and table.ends_at is not None:
            table.paused_at = now
            table.save(update_fields=["paused_at"])
    changed(room.session)


@transaction.atomic
def resume(*, session: LiveSession, by: Person, now: datetime, number: int | None = None) -> None:
    """The clock goes on with as much time as there was."""
    room, tables = _chosen(session, number)
    for table in tables:
        if table.paused_at is not None and table.ends_at is not None:
            table.ends_at, table.paused_at = table.ends_at + (now - table.paused_at), None
            table.save(update_fields=["ends_at", "paused_at"])
    changed(room.session)


def _chosen(session: LiveSession, number: int | None) -> tuple[Room, list[Table]]:
    room = hold_room(session)
    return room, [table for table in room.tables if number is None or table.number == number]


@transaction.atomic
def time_out(*, participant: Participant, now: datetime) -> None:
    """The watch stops the talk (002 L594-596): every phone at the table shows it. Anybody may where nobody
    has the card."""
    room, table = _watched(participant)
    if table.time_out_at is None:
        table.time_out_at = now
        table.save(update_fields=["time_out_at"])
        changed(room.session)


@transaction.atomic
def time_in(*, participant: Participant, now: datetime) -> None:
    """The talk goes on."""
    room, table = _watched(participant)
    table.time_out_at = None
    table.save(update_fields=["time_out_at"])
    changed(room.session)


def _watched(participant: Participant) -> tuple[Room, Table]:
    room, table = at_table(participant)
    watches = _holders(room, table, RoleKey.WATCH)
    if watches and participant.pk not in watches:
        raise RuleError(_("Det er viddevakten som viser time-out."))
    return room, table


def _holders(room: Room, table: Table, role: str) -> set[int]:
    """Those who have the card at the table."""
    return {card.participant_id for card in room.cards if card.table_id == table.pk and card.role == role}


@transaction.atomic
def say_done(*, participant: Participant, is_done: bool, now: datetime) -> None:
    """«Vi er ferdige», which the one who leads sees."""
    room, table = at_table(participant)
    table.done_at = now if is_done else None
    table.save(update_fields=["done_at"])
    changed(room.session)
