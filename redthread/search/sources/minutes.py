"""What came of gatherings: decisions and notes of locked minutes, and what the schools took home."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.db.models import Q
from django.urls import reverse

from redthread.core import dates
from redthread.gatherings.models import SHARED, Commitment, Outcome
from redthread.search.scopes import of_network, of_school
from redthread.search.things import Document, Seen, Shown, Source, Viewer, Wanted
from redthread.sharing.models import Audience

OUTCOME, COMMITMENT = "outcome", "commitment"


def documents() -> Iterator[Document]:
    """Nothing confidential, and nothing of minutes that are still written but the own school's promises."""
    found = Outcome.objects.open_to_all().filter(_shared() | Q(commitment__audience=Audience.SCHOOL))
    related = found.select_related("commitment__school", "item__gathering").order_by("written_at", "pk")
    for one in related.iterator(chunk_size=500):
        network = one.item.gathering.network_id
        if one.kind != Outcome.Kind.COMMITMENT:
            yield Document(OUTCOME, one.public_id, (of_network(network),), one.text)
            continue
        made = one.commitment
        is_shared = made.audience in SHARED
        scope = of_network(network) if is_shared else of_school(network, made.school_id)
        yield Document(
            COMMITMENT, one.public_id, (scope,), made.what, f"{made.who}\n{made.reach}\n{made.school}"
        )


def _shared() -> Q:
    not_promised = Q(audience__in=SHARED) & ~Q(kind=Outcome.Kind.COMMITMENT)
    return not_promised | Q(commitment__audience__in=SHARED)


def seen(viewer: Viewer, wanted: Wanted) -> Iterable[Seen]:
    things = [*wanted.get(OUTCOME, ()), *wanted.get(COMMITMENT, ())]
    promised = Q(pk__in=[])
    for access in viewer.accesses:
        promised |= Q(commitment__in=Commitment.objects.visible_to(access).values("pk"))
    told = Q(audience__in=SHARED) & ~Q(kind=Outcome.Kind.COMMITMENT)
    found = (
        Outcome.objects.open_to_all()
        .filter(told | promised, public_id__in=things, item__gathering__network__in=viewer.networks)
        .select_related("item__gathering", "commitment__school")
    )
    return [Seen(_kind_of(one), one.public_id, partial(_shown, viewer, one)) for one in found]


def _kind_of(one: Outcome) -> str:
    return COMMITMENT if one.kind == Outcome.Kind.COMMITMENT else OUTCOME


def _shown(viewer: Viewer, one: Outcome) -> Shown:
    gathering = one.item.gathering
    there = viewer.networks[gathering.network_id].network
    href = f"{reverse('gatherings:minutes', args=[there.slug, gathering.public_id])}#utfall-{one.public_id}"
    where = [
        str(one.get_kind_display()),
        gathering.title,
        dates.day_and_year(gathering.starts_at),
        there.name,
    ]
    if one.kind == Outcome.Kind.COMMITMENT:
        made = one.commitment
        where[0] = str(made.school)
        text = " · ".join(part for part in (made.who, made.reach) if part)
        return Shown(COMMITMENT, one.public_id, made.what, href, " · ".join(where), text)
    return Shown(OUTCOME, one.public_id, one.text, href, " · ".join(where))


SOURCE = Source((OUTCOME, COMMITMENT), ("",), documents, seen)
