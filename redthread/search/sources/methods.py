"""Methods: those of the library, for everybody who is in a network, and those that networks have made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.gatherings.method_card import Card, card_of_row
from redthread.gatherings.method_library import library
from redthread.gatherings.models import Method
from redthread.search.scopes import LIBRARY, of_network
from redthread.search.things import Document, Seen, Shown, Source, Viewer, Wanted

KIND = "method"


def documents() -> Iterator[Document]:
    for one in library().values():
        names = " · ".join(one.names.values())
        body = " ".join([*one.purposes.values(), _words(one.card)])
        yield Document(KIND, one.key, (LIBRARY,), names, body)
    for row in Method.objects.filter(network__isnull=False, put_away_at=None).order_by("pk"):
        scopes = (of_network(row.network_id or 0),)
        yield Document(KIND, row.public_id, scopes, row.name, _words(card_of_row(row)))


def _words(card: Card) -> str:
    return "\n".join([card.purpose, card.when_to_use, *(f"{step.title}\n{step.text}" for step in card.steps)])


def seen(viewer: Viewer, wanted: Wanted) -> Iterable[Seen]:
    things = set(wanted.get(KIND, ()))
    if not viewer.accesses:
        return
    for key in sorted(things & set(library())):
        yield Seen(KIND, key, partial(_from_library, viewer, key))
    own = things - set(library())
    found = Method.objects.filter(network__in=viewer.networks, public_id__in=own, put_away_at=None)
    for row in found if own else ():
        yield Seen(KIND, row.public_id, partial(_own, viewer, row))


def _from_library(viewer: Viewer, key: str) -> Shown:
    card = library()[key].in_language(get_language() or "nb")
    href = reverse("gatherings:method_library", args=[viewer.accesses[0].network.slug, key])
    return Shown(KIND, key, card.name, href, _("Biblioteket"), f"{card.purpose} {_words(card)}")


def _own(viewer: Viewer, row: Method) -> Shown:
    there = viewer.networks[row.network_id or 0].network
    href = reverse("gatherings:method", args=[there.slug, row.public_id])
    return Shown(KIND, row.public_id, row.name, href, there.name, _words(card_of_row(row)))


SOURCE = Source((KIND,), ("",), documents, seen)
