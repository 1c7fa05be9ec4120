"""What stands before everybody just now: what a leader reads, and may take off the screens. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from redthread.live.circles import ALL
from redthread.live.models import Participant
from redthread.live.pictures import WALL, Slices
from redthread.live.reading import Room

Drawn = dict[str, Slices]


def shown_to_all(drawn: Drawn) -> list[dict[str, Any]]:
    """Each text and photo once: what is shown to all, what hangs on the wall, and what is voted on."""
    everybody, wall = drawn.get(ALL, {}), drawn.get(WALL, {}).get("", {})
    found = [one for name, items in everybody.items() if name.startswith("ph:") for one in items]
    found += wall.get("exhibits", [])
    found += everybody.get("vote", {}).get("options", [])
    return list({one["id"]: one for one in found}.values())


@dataclass(frozen=True)
class SpeakerLine:
    """Somebody who speaks to all; without a name it is the place at the table."""

    key: str
    name: str
    table: int


def speakers_of(room: Room) -> list[SpeakerLine]:
    """Those who have asked for the floor, in the order they asked."""
    return [_line(room, one.participant) for one in room.speakers]


def floor_of(room: Room, everybody: Slices) -> SpeakerLine | None:
    """Whose turn it is in a round that the whole room sits in."""
    current = everybody.get("turn", {}).get("current")
    found = next((one for one in room.present if one.public_id == current), None)
    return _line(room, found) if found else None


def _line(room: Room, one: Participant) -> SpeakerLine:
    return SpeakerLine(one.public_id, one.shown_name, room.table_of[one.table_id].number)
