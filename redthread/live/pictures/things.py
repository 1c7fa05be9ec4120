"""What is written and who is there, as they stand in a slice. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from redthread.live.models import Contribution, Participant, Showing
from redthread.live.reading import Room, hangs

Slices = dict[str, Any]
MADE = (Contribution.Kind.PRODUCT, Contribution.Kind.PHOTO)


def item(room: Room, showing: Showing) -> Slices:
    """One thing that is out, as its circle sees it."""
    return {**written(room, showing.contribution), "name": showing.name}


def written(room: Room, made: Contribution) -> Slices:
    return {
        "id": made.public_id,
        "kind": made.kind,
        "text": made.text,
        "table": made.table.number,
        **({"more": made.more} if made.more else {}),
        **({"photo": True} if made.photo else {}),
        **({"reply": made.reply} if made.reply else {}),
        **({"theme": made.theme.public_id} if made.theme else {}),
        **({"source": _source(room, made.source)} if made.source else {}),
    }


def _source(room: Room, note: Contribution) -> Slices:
    """Which visitors left the note, and by name if they left theirs."""
    there = room.table_of.get(note.table_id) or note.table
    name = next((one.name for one in room.showings if one.contribution_id == note.pk and one.name), "")
    return {"table": there.number, "name": name}


def exhibits(room: Room, tables: Iterable[int]) -> list[Slices]:
    """What those tables have made: in the session that this one looks at, else here."""
    wanted = set(tables)
    here = [
        one.contribution
        for one in room.showings
        if one.contribution.kind in MADE and hangs(one.circle) and room.is_out(one)
    ]
    made = room.products or here
    return [written(room, one) for one in dict.fromkeys(made) if one.table.number in wanted]


def person(one: Participant) -> Slices:
    return {"id": one.public_id, "name": one.name, "seat": one.seat, "mode": one.mode}
