"""What each screen is sent: pictures of the room by channel, made whole from the room as it stands. Pure.

A channel is a circle (`a`, `t:3`, `p:3:1`, `s:12`, `r:principal`), one person (`i:…`), those who lead
(`lead`) or the wall (`wall`). Each holds slices by name; a screen shows the newest of each. Nothing stands in
a channel that one of its readers may not see, and a phase that a table has not reached is in none of them.

    ""          the head: where things are, and the clock
    ph:<key>    what is out in that phase
    turn        whose turn it is
    themes      what a table has sorted
    vote        what can be chosen, and the counts when they are no longer hidden
    visit       what hangs at the table that is visited
    presents    the number of the table that presents now
    speakers    who asks for the floor
"""

from __future__ import annotations

from collections import defaultdict

from redthread.live.circles import ALL
from redthread.live.models import Participant
from redthread.live.pictures.heads import own_head, room_head
from redthread.live.pictures.leaders import overview, wall
from redthread.live.pictures.plenary import draw_presented
from redthread.live.pictures.tables import draw_table, draw_visit
from redthread.live.pictures.things import Slices, item, person
from redthread.live.reading import Room

LEAD, WALL = "lead", "wall"

__all__ = ["LEAD", "WALL", "Slices", "channels_of", "own_channel", "pictures"]


def channels_of(room: Room, participant: Participant) -> tuple[str, ...]:
    """The channels that this person's phone reads; none for somebody who has left."""
    one = room.present_by_key.get(participant.pk)
    return (*room.circles(one), own_channel(one)) if one else ()


def own_channel(participant: Participant) -> str:
    return f"i:{participant.public_id}"


def pictures(room: Room) -> dict[str, Slices]:
    """Every channel of the room."""
    found: dict[str, Slices] = defaultdict(dict)
    found[ALL][""] = room_head(room)
    found[ALL]["speakers"] = [person(one.participant) for one in room.speakers]
    draw_things(room, found)
    for table in room.tables:
        draw_table(room, table, found)
    for one in room.present:
        found[own_channel(one)][""] = own_head(room, one)
    found[LEAD][""] = overview(room)
    return dict(found)


def draw_things(room: Room, found: dict[str, Slices]) -> None:
    """What is laid out, visited, presented and on the wall: all that can hold a photo."""
    for showing in room.showings:
        if room.is_out(showing):
            found[showing.circle].setdefault(f"ph:{showing.phase}", []).append(item(room, showing))
    for table in room.tables:
        draw_visit(room, table, found)
    draw_presented(room, found[ALL])
    found[WALL][""] = wall(room)
