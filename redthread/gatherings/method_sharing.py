"""Which methods networks have shared with which, and what may not follow."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from redthread.gatherings.method_card import Card, fields_of
from redthread.gatherings.models import Method, Shared
from redthread.networks.models import Network
from redthread.people.models import Person


def shared_with(network: Network) -> QuerySet[Method]:
    """What others share with this network now; theirs is the card as it was when it was shared."""
    reach = Q(shared=Shared.ALL) | Q(shared=Shared.OWNER, network__owner=network.owner_id)
    return (
        Method.objects.filter(reach, put_away_at=None, network__closed_at=None, shared_card__isnull=False)
        .exclude(network=network)
        .select_related("network")
        .order_by("shared_card__name", "pk")
    )


def names_in(card: Card, network: Network) -> list[str]:
    """Names of people in the network that stand in the card, and so would follow it to others."""
    words = json.dumps(fields_of(card), ensure_ascii=False).casefold()
    people = Person.objects.filter(memberships__network=network).distinct().order_by("name", "pk")
    return [name for name in people.values_list("name", flat=True) if name and name.casefold() in words]


def has_changed_since_shared(method: Method, card: Card) -> bool:
    return bool(method.shared_card) and method.shared_card != fields_of(card)


def in_words(names: Iterable[str]) -> str:
    return ", ".join(names)
