"""A gathering's agenda with its clock, as everybody reads it: on the page, in the mail, in the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.gatherings.agenda_times import Block, Slot, clock_of
from redthread.gatherings.models import AgendaItem, Gathering, ItemLeader, Method, ResultTable
from redthread.networks.models import Network

_NAMES = ItemLeader.objects.filter(item=OuterRef("pk")).order_by("pk").values("person__name")


def programme_of(gathering: Gathering, items: Iterable[AgendaItem]) -> list[Slot[AgendaItem]]:
    """Each item with the times at which it starts and ends, in the zone that the reader uses."""
    blocks = [Block(item, item.minutes, item.day_starts_at) for item in items]
    return clock_of(blocks, gathering.starts_at, timezone.get_default_timezone())


def programme_for(gathering: Gathering, *, may_run: bool) -> list[Slot[AgendaItem]]:
    """The programme as one reads it; of a confidential item, only those who run the day see more."""
    return programme_of(gathering, items_for(gathering, may_run=may_run))


def items_for(gathering: Gathering, *, may_run: bool) -> Sequence[AgendaItem]:
    """The items with who leads them, by which method, and whether there are results to read, in one query;
    confidential ones without it.
    """
    items = list(
        gathering.agenda_items.select_related("method").annotate(
            one_leader=Subquery(_NAMES[:1]),
            other_leader=Subquery(_NAMES[1:2]),
            any_results=Exists(ResultTable.objects.filter(item=OuterRef("pk"))),
        )
    )
    for item in items:
        item.has_results = item.any_results and not item.is_confidential
        if item.is_confidential and not may_run:
            item.title, item.description, item.responsible = _("Fortrolig sak"), "", ""
            item.method = None
        else:
            item.led_by = [name for name in (item.one_leader, item.other_leader) if name]
            item.method_href = method_address(gathering.network, item.method)
    return items


def method_address(network: Network, method: Method | None) -> str:
    """Where the card of the method is read; nothing without a method."""
    if method is None:
        return ""
    if method.key:
        return reverse("gatherings:method_library", args=[network.slug, method.key])
    return reverse("gatherings:method", args=[network.slug, method.public_id])
