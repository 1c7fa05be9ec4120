"""A gathering's agenda with its clock, as everybody reads it: on the page, in the mail, in the minutes."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.gatherings.agenda_times import Block, Slot, clock_of
from redthread.gatherings.models import AgendaItem, Gathering


def programme_of(gathering: Gathering, items: Iterable[AgendaItem]) -> list[Slot[AgendaItem]]:
    """Each item with the times at which it starts and ends, in the zone that the reader uses."""
    blocks = [Block(item, item.minutes, item.day_starts_at) for item in items]
    return clock_of(blocks, gathering.starts_at, timezone.get_default_timezone())


def programme_for(gathering: Gathering, *, may_run: bool) -> list[Slot[AgendaItem]]:
    """The programme as one reads it; of a confidential item, only those who run the day see more."""
    items = list(gathering.agenda_items.all())
    for item in items:
        if item.is_confidential and not may_run:
            item.title, item.description, item.responsible = _("Fortrolig sak"), "", ""
    return programme_of(gathering, items)
