"""Who talks with whom, two and two: settled when a table comes to it, and again as people come and go."""

from __future__ import annotations

from redthread.live.circles import Paired, is_in_pairs, pair_up
from redthread.live.models import Participant, Table
from redthread.live.reading import Room


def seat_pairs(room: Room, table: Table) -> None:
    """Give everybody at the table a pair, if the table is where people talk in pairs. The room is held."""
    phase = room.phase_at(table)
    if phase is None or not is_in_pairs(phase):
        return
    here = room.at_table.get(table.pk, [])
    elsewhere = [_paired(one) for one in room.people if one not in here]
    circles = pair_up([_paired(one) for one in here], elsewhere, table.number)
    for one in here:
        if circles[one.pk] != (one.pairs or [""])[-1]:
            one.pairs = [*one.pairs, circles[one.pk]]
            one.save(update_fields=["pairs"])
    room.forget_seats()


def _paired(one: Participant) -> Paired:
    return Paired(one.pk, tuple(one.pairs))
