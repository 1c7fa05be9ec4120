"""An item as the planner shows it: its clock, how long it is beside the others, and what its method takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.gatherings.agenda_advice import length_text
from redthread.gatherings.agenda_times import Slot
from redthread.gatherings.balance import share_of
from redthread.gatherings.models import AgendaItem, Method

SHORTEST_SCALE = 60  # a day of short items is not drawn as a day of long ones
ROOMY = 10  # minutes more than the steps take, before it is worth a word


class PlannerRow(NamedTuple):
    slot: Slot[AgendaItem]
    share: str
    length: int  # in per cent of the longest
    method_note: str

    @property
    def item(self) -> AgendaItem:
        return self.slot.item


def rows_of(slots: Sequence[Slot[AgendaItem]]) -> list[PlannerRow]:
    scale = max([SHORTEST_SCALE, *(slot.item.minutes for slot in slots)])
    return [
        PlannerRow(
            slot,
            share_of(slot.item),
            max(1, round(100 * slot.item.minutes / scale)),
            method_note(slot.item.method, slot.item.minutes),
        )
        for slot in slots
    ]


def method_note(method: Method | None, minutes: int) -> str:
    """Kind words when the steps of the method and the minutes of the item do not fit; else nothing."""
    steps = steps_take(method) if method else 0
    if steps > minutes:
        return _("Stegene i metoden tar %(length)s. Gjør posten lengre, eller velg bort et steg.") % {
            "length": length_text(steps)
        }
    if steps and minutes - steps >= ROOMY:
        return _("Stegene i metoden tar %(length)s, så det er god tid.") % {"length": length_text(steps)}
    return ""


def steps_take(method: Method) -> int:
    """How many minutes the phases take together, a begun minute as a whole one."""
    seconds = sum(phase.get("seconds", 0) for phase in method.script)
    return -(-seconds // 60) or int(method.minutes)
