"""What those who lead see, and the wall: counts of what is written, no words of a silent phase. Pure."""

from __future__ import annotations

from redthread.gatherings.method_words import PhaseKind
from redthread.live.models import Participant, Table
from redthread.live.pictures.heads import clock, phase_slice
from redthread.live.pictures.things import Slices, exhibits
from redthread.live.progress import LOBBY, after
from redthread.live.reading import Room


def overview(room: Room) -> Slices:
    """Where every table is. `behind` and `front` are of the tables that somebody sits at."""
    behind, front = min(room.places.values()), max(room.places.values())
    following = after(room.script, behind, room.used)
    return {
        "tables": [_status(room, table) for table in room.tables],
        "behind": [behind.phase, behind.lap],
        "front": [front.phase, front.lap],
        "phases": [phase_slice(room, phase) for phase in room.script.phases],
        "next": [following.phase, following.lap] if following else None,
    }


def _status(room: Room, table: Table) -> Slices:
    phase, here = room.phase_at(table), room.at_table.get(table.pk, [])
    is_round = phase is not None and phase.kind == PhaseKind.ROUND
    rounds = [room.round(phase, one) for one in room.working_at(phase, table)] if phase and is_round else []
    return {
        "n": table.number,
        "phase": table.phase,
        **clock(room, table),
        "done": table.done_at is not None,
        "time_out": table.time_out_at is not None,
        "people": len(here),
        "remote": sum(one.mode == Participant.Mode.REMOTE for one in here),
        "written": room.written[table.pk, phase.key] if phase else 0,
        "in_round": any(not one.is_over for one in rounds),
        "turn": next((one.used for one in rounds if not one.is_over), None),
        "round": max((one.number for one in rounds), default=0),
    }


def wall(room: Room) -> Slices:
    """What is read from ten metres: the clock, the task, and what hangs on the walls."""
    front = max(room.places.values())
    phase = room.script.phases[front.phase] if front.phase != LOBBY else None
    is_walking = phase is not None and phase.kind == PhaseKind.ROTATE
    return {
        "phase": phase_slice(room, phase) if phase else None,
        "tables": [
            {**clock(room, t), "n": t.number, "phase": t.phase, "done": t.done_at is not None}
            for t in room.tables
        ],
        "exhibits": exhibits(room, room.used) if is_walking else [],
        "people": len(room.present),
    }
