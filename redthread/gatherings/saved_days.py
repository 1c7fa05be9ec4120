"""A saved programme: what follows from a gathering, and what a new gathering gets from it.

What follows is the shape of the day. Who had what, and what a confidential item was about, never do; nor do
the full names of those who have been in the network, wherever in the texts they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redthread.gatherings.models import AgendaItem, DayTemplate, Method
from redthread.networks.models import Network
from redthread.people.models import Person

SAVED = "programmal"  # how a choice of a saved programme begins
CLOCK = "%H:%M"
SOMEBODY = gettext_lazy("(navn)")


def stored_items(items: Iterable[AgendaItem], names: Sequence[str]) -> list[dict[str, Any]]:
    """What is kept of the items, with each of `names` taken out of the texts."""
    return [_stored(item, names) for item in items]


def _stored(item: AgendaItem, names: Sequence[str]) -> dict[str, Any]:
    is_secret = item.is_confidential
    return {
        "kind": str(item.kind),
        "title": capfirst(item.get_kind_display()) if is_secret else without_names(item.title, names),
        "minutes": item.minutes,
        "description": "" if is_secret else without_names(item.description, names),
        "is_confidential": is_secret,
        "share": str(item.share),
        "day_starts_at": item.day_starts_at.strftime(CLOCK) if item.day_starts_at else "",
        "method": "" if is_secret or item.method is None else item.method.public_id,
    }


def without_names(text: str, names: Sequence[str]) -> str:
    """The text with every one of the names as «(navn)», whatever the case of the letters."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", str(SOMEBODY), text, flags=re.IGNORECASE)
    return text


def names_in(network: Network) -> list[str]:
    """The full names of all who are or have been in the network."""
    people = Person.objects.filter(memberships__network=network).distinct().values_list("name", flat=True)
    return [name for name in people if name.strip()]


def as_others_see(template: DayTemplate) -> DayTemplate:
    """The template, not saved, as it is for other networks once it is shared."""
    names = names_in(template.network)
    return DayTemplate(
        name=without_names(template.name, names),
        about=without_names(template.about, names),
        items=[_nameless(row, names) for row in template.items],
    )


def _nameless(row: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {**row, **{key: without_names(row.get(key, ""), names) for key in ("title", "description")}}


def items_of(template: DayTemplate, network: Network) -> list[AgendaItem]:
    """New items of a gathering of `network`; a method follows when the network has it."""
    wanted = {row.get("method") for row in template.items if row.get("method")}
    methods = {one.public_id: one for one in _methods(network, wanted)} if wanted else {}
    return [
        AgendaItem(
            kind=row["kind"],
            title=row["title"],
            minutes=row["minutes"],
            description=row.get("description", ""),
            is_confidential=row.get("is_confidential", False),
            share=row.get("share", ""),
            day_starts_at=clock_in(row),
            method=methods.get(row.get("method")),
        )
        for row in template.items
    ]


def _methods(network: Network, public_ids: set[str]) -> Iterable[Method]:
    found = Method.objects.filter(public_id__in=public_ids)
    return found.filter(network=None) | found.filter(network=network)


def clock_in(row: dict[str, Any]) -> time | None:
    return time.fromisoformat(row["day_starts_at"]) if row.get("day_starts_at") else None


def minutes_of(template: DayTemplate) -> int:
    return sum(row["minutes"] for row in template.items)


def choice_of(template: DayTemplate) -> str:
    """What a form calls it; `start_agenda` reads it."""
    return f"{SAVED}:{template.public_id}"


def saved_choices(network: Network) -> list[tuple[str, str]]:
    """What a form offers of saved programmes: the network's own, and then what others share with it."""
    return [(choice_of(one), label_of(one, network)) for one in DayTemplate.objects.usable_in(network)]


def label_of(template: DayTemplate, network: Network) -> str:
    """Its name, what it is about, and where it came from when that is another network."""
    words = f"{template.name}: {template.about}" if template.about else template.name
    if template.network_id == network.pk:
        return words
    return _("%(template)s (fra %(network)s, %(owner)s)") % {
        "template": words,
        "network": template.network,
        "owner": template.network.owner,
    }
