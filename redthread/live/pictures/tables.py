"""What a table sees of its own work: whose turn it is, themes, the vote, and the table it visits. Pure."""

from __future__ import annotations

from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import PhaseKind, Rule
from redthread.live.models import Table
from redthread.live.pictures.heads import table_head
from redthread.live.pictures.things import Slices, exhibits, item, person
from redthread.live.reading import Room, showings_in
from redthread.live.votes import DOTS, choices, counts, is_over


def draw_table(room: Room, table: Table, found: dict[str, Slices]) -> None:
    """The slices of the table, and of the circles that those who sit there work in."""
    circle = f"t:{table.number}"
    found[circle][""] = table_head(room, table)
    themes = [theme for theme in room.themes if theme.table_id == table.pk]
    if themes:
        found[circle]["themes"] = [{"id": theme.public_id, "name": theme.name} for theme in themes]
    phase = room.phase_at(table)
    if phase is None:
        return
    for together in room.working_at(phase, table):
        if phase.kind == PhaseKind.ROUND and "turn" not in found[together]:
            found[together]["turn"] = _turn(room, phase, together)
    _draw_vote(room, table, found)


def draw_visit(room: Room, table: Table, found: dict[str, Slices]) -> None:
    """The table that is visited just now."""
    phase = room.phase_at(table)
    if phase is not None and phase.kind == PhaseKind.ROTATE:
        found[f"t:{table.number}"]["visit"] = _visit(room, phase, room.host_for(table))


def _draw_vote(room: Room, table: Table, found: dict[str, Slices]) -> None:
    """The vote that is going on, or else the last one behind."""
    reached = [one for one in room.script.phases[: table.phase + 1] if one.kind == PhaseKind.VOTE]
    for phase in reached[-1:]:
        for circle in room.working_at(phase, table):
            if "vote" not in found[circle]:
                found[circle]["vote"] = _vote(room, phase, circle)


def _turn(room: Room, phase: Phase, circle: str) -> Slices:
    now_at = room.round(phase, circle)
    people = {one.pk: one for one in room.working(phase, circle)}
    return {
        "phase": phase.key,
        "current": people[now_at.current].public_id if now_at.current else None,
        "number": now_at.number,
        "used": now_at.used,
        "over": now_at.is_over,
        "order": [
            {**person(people[one.key]), "empty": one.key in now_at.empty}
            for one in room.members(phase, circle)
            if not one.is_away
        ],
    }


def _vote(room: Room, phase: Phase, circle: str) -> Slices:
    ideas, themes = choices(room, phase, circle)
    options = [{"id": key, "text": one.name, "table": one.table.number} for key, one in themes.items()]
    options += [
        {"id": key, "text": ideas[key].text, "table": ideas[key].table.number} for key in sorted(ideas)
    ]
    has_ended = is_over(room, phase, circle)
    is_counted = has_ended or Rule.HIDDEN_COUNT not in phase.rules
    return {
        "phase": phase.key,
        "options": options,
        "dots": DOTS,
        "counts": counts(room, phase, circle) if is_counted else None,
        "over": has_ended,
    }


def _visit(room: Room, phase: Phase, host: int) -> Slices:
    """What hangs at a table, and what visitors have left there in this phase."""
    notes = showings_in(room.showings, f"t:{host}", [phase.key])
    return {
        "host": host,
        "made": exhibits(room, [host]),
        "notes": [item(room, one) for one in notes if room.is_out(one)],
    }
