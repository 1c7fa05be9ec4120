"""Published gatherings with what stands on their programmes; drafts and confidential items are not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.search.scopes import of_network
from redthread.search.things import Document, Seen, Shown, Source, Viewer, Wanted

KIND = "gathering"
FIELDS = (
    "public_id", "network_id", "title", "theme", "starts_at", "cancelled_at",
    "agenda_items__title", "agenda_items__description", "agenda_items__is_confidential",
)  # fmt: skip


def documents() -> Iterator[Document]:
    items = Prefetch("agenda_items", AgendaItem.objects.filter(is_confidential=False))
    found = Gathering.objects.published().prefetch_related(items).order_by("starts_at", "pk")
    for one in found.iterator(chunk_size=500):
        words = [one.theme, one.place, one.prepare]
        for item in one.agenda_items.all():
            words += [item.title, item.description, item.responsible]
        yield Document(KIND, one.public_id, (of_network(one.network_id),), one.title, "\n".join(words))


def seen(viewer: Viewer, wanted: Wanted) -> Iterable[Seen]:
    things = wanted.get(KIND, ())
    found = Gathering.objects.published().filter(network__in=viewer.networks, public_id__in=things)
    by_thing: dict[str, list[Any]] = {}
    for row in found.order_by("pk", "agenda_items__position", "agenda_items__pk").values_list(*FIELDS):
        by_thing.setdefault(row[0], []).append(row)
    return [Seen(KIND, thing, partial(_shown, viewer, rows)) for thing, rows in by_thing.items()]


def _shown(viewer: Viewer, rows: list[Any]) -> Shown:
    thing, network, title, theme, starts_at, cancelled_at, *_item = rows[0]
    there = viewer.networks[network].network
    parts = [theme]
    for *_fields, item, about, is_confidential in rows:
        if item and not is_confidential:
            parts += [item, about]
    where = [there.name, dates.day_and_year(starts_at), *([_("avlyst")] if cancelled_at else [])]
    href = reverse("gatherings:gathering", args=[there.slug, thing])
    return Shown(KIND, thing, title, href, " · ".join(where), " · ".join(part for part in parts if part))


SOURCE = Source((KIND,), ("",), documents, seen)
