"""The heads of the channels: where things are, and the clock. Pure."""

from __future__ import annotations

from datetime import datetime

from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import PhaseKind
from redthread.live.answering import answers_in
from redthread.live.models import Participant, Table
from redthread.live.pictures.things import Slices, person
from redthread.live.progress import (
    Place,
    after,
    before,
    is_driven_by_tables,
    laps_of,
    seconds_of,
    table_may_go,
)
from redthread.live.reading import Room
from redthread.live.rights import kinds_in


def room_head(room: Room) -> Slices:
    return {
        "title": room.session.title,
        "question": room.session.question,
        "code": room.session.code,
        "running": room.session.is_running,
        "tables": [table.number for table in room.tables],
        "people": len(room.present),
    }


def own_head(room: Room, one: Participant) -> Slices:
    return {
        **person(one),
        "table": room.table_of[one.table_id].number,
        "part": one.part,
        "school": one.school.name if one.school else "",
        "cards": sorted(room.cards_of.get(one.pk, ())),
    }


def table_head(room: Room, table: Table) -> Slices:
    phase, place = room.phase_at(table), Place(table.phase, table.lap)
    following, behind = after(room.script, place, room.used), before(room.script, place, room.used)
    return {
        "n": table.number,
        "phase": table.phase,
        "count": len(room.script.phases),
        "phases": [phase_slice(room, one) for one in room.script.phases[: table.phase + 1]],
        **clock(room, table),
        "time_out": table.time_out_at is not None,
        "done": table.done_at is not None,
        "people": [
            {**person(one), "cards": sorted(room.cards_of.get(one.pk, ()))}
            for one in room.at_table.get(table.pk, [])
        ],
        "next": table_may_go(room.script, place, following),
        "back": table_may_go(room.script, place, behind),
        **({"host": room.host_for(table)} if phase and phase.kind == PhaseKind.ROTATE else {}),
    }


def phase_slice(room: Room, phase: Phase) -> Slices:
    return {
        "key": phase.key,
        "kind": phase.kind.value,
        "title": phase.title,
        "prompt": phase.prompt,
        "seats": phase.seats.value,
        "writes": phase.writes.value,
        "sees": phase.sees.value,
        "revealed": phase.revealed.value,
        "names": phase.names.value,
        "repeat": phase.repeat.value,
        "roles": [role.value for role in phase.roles],
        "rules": [rule.value for rule in phase.rules],
        "uses": list(phase.uses),
        "kinds": list(kinds_in(phase)),
        "answers": answers_in(room.script, phase),
        "own_pace": is_driven_by_tables(phase),
        "laps": laps_of(phase, len(room.used)),
    }


def clock(room: Room, table: Table) -> Slices:
    """Milliseconds: when the time is up, or how much is left of it while it stands still."""
    phase = room.phase_at(table)
    if phase is None or table.ends_at is None:
        return {"lap": 0, "ends_at": None, "left": None, "total": 0}
    left = _ms(table.ends_at) - _ms(table.paused_at) if table.paused_at else None
    total = 1000 * seconds_of(phase, len(room.used))
    return {"lap": table.lap, "ends_at": _ms(table.ends_at), "left": left, "total": total}


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
