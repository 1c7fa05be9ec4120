"""What the tables present before everybody, one table at a time. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import PhaseKind, Repeat, Sees
from redthread.live.circles import table_of_circle
from redthread.live.models import Showing
from redthread.live.pictures.things import Slices, item
from redthread.live.reading import Room, hangs
from redthread.live.votes import chosen


def draw_presented(room: Room, slices: Slices) -> None:
    """What the tables have presented so far, of the phases that the presentation uses; of a vote, what a
    table chose."""
    for number, phase in enumerate(room.script.phases):
        there = [table for table in room.tables if table.phase >= number]
        if phase.kind != PhaseKind.PRESENT or phase.sees != Sees.ALL or not phase.uses or not there:
            continue
        laps = [table.lap for table in there if table.phase == number]
        is_behind = len(laps) < len(there) or phase.repeat != Repeat.TABLE
        had = room.used if is_behind else [one for one in room.used if one <= max(laps) + 1]
        shown = [{**item(room, one), "table": _at(one)} for one in _presented(room, phase, had)]
        slices[f"ph:{phase.key}"] = shown + slices.get(f"ph:{phase.key}", [])
        if laps and phase.repeat == Repeat.TABLE:
            slices["presents"] = max(laps) + 1


def _presented(room: Room, phase: Phase, tables: Iterable[int]) -> list[Showing]:
    keys = _chosen(room, phase, tables)
    found: dict[int, Showing] = {}
    for one in room.showings:
        is_made = one.phase in phase.uses or (one.circle, one.contribution.public_id) in keys
        if is_made and hangs(one.circle) and _at(one) in tables and room.is_out(one):
            found.setdefault(one.contribution_id, one)
    return list(found.values())


def _chosen(room: Room, phase: Phase, tables: Iterable[int]) -> set[tuple[str, str]]:
    """What each table put most dots on, in the votes that are presented."""
    votes = [one for one in room.script.phases if one.key in phase.uses and one.kind == PhaseKind.VOTE]
    circles = [f"t:{number}" for number in tables]
    return {(circle, key) for vote in votes for circle in circles for key in chosen(room, vote, circle)}


def _at(showing: Showing) -> int:
    """The table where it lies, which need not be where it was written."""
    return table_of_circle(showing.circle) or showing.contribution.table.number
