"""The list of methods: the network's own, those that others share, the library; and where one was used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from redthread.gatherings.method_card import Card, card_of, card_of_row
from redthread.gatherings.method_library import library
from redthread.gatherings.method_sharing import shared_with
from redthread.gatherings.models import Gathering, GatheringQuerySet, Method
from redthread.networks.models import Network


@dataclass(frozen=True)
class Line:
    card: Card
    href: str
    comes_from: str  # the other network; empty for one's own and the library's
    words: str  # what a search looks in

    def fits(self, *, q: str, need: str, minutes: int | None, people: int | None) -> bool:
        card = self.card
        return (
            all(word in self.words for word in q.casefold().split())
            and (not need or need in card.needs)
            and (minutes is None or card.minutes <= minutes)
            and (people is None or card.suits_people(people))
        )


@dataclass(frozen=True)
class MethodList:
    own: list[Line]
    shared: list[Line]
    library: list[Line]

    @property
    def count(self) -> int:
        return len(self.own) + len(self.shared) + len(self.library)

    def fitting(self, **wanted: Any) -> MethodList:
        parts = (self.own, self.shared, self.library)
        return MethodList(*([line for line in part if line.fits(**wanted)] for part in parts))


def method_list(network: Network) -> MethodList:
    """Everything the network may use or copy."""
    slug, language = network.slug, get_language() or "nb"
    own = Method.objects.filter(network=network, put_away_at=None)
    return MethodList(
        [_line(card_of_row(one), reverse("gatherings:method", args=[slug, one.public_id])) for one in own],
        [
            _line(
                card_of(one.shared_card),
                reverse("gatherings:method_shared", args=[slug, one.public_id]),
                str(one.network),
            )
            for one in shared_with(network)
        ],
        [
            _line(
                one.in_language(language),
                reverse("gatherings:method_library", args=[slug, one.key]),
                more=(*one.names.values(), *one.purposes.values()),
            )
            for one in library().values()
        ],
    )


def _line(card: Card, href: str, comes_from: str = "", more: tuple[str, ...] = ()) -> Line:
    texts = (card.name, card.purpose, card.when_to_use, *(step.title for step in card.steps), *more)
    return Line(card, href, comes_from, " ".join(texts).casefold())


def used_at(visible: GatheringQuerySet, *, method: Method | None = None, key: str = "") -> list[Gathering]:
    """The gatherings among these that had the method on the agenda, the newest first.

    Under a confidential item, how one worked is as confidential as what about.
    """
    which = Q(agenda_items__method=method) if method else Q(agenda_items__method__key=key)
    found = visible.filter(which, agenda_items__is_confidential=False, cancelled_at=None)
    return list(found.distinct().order_by("-starts_at", "-pk"))
