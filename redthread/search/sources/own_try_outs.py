"""A school's own try-outs, shown to the others or not: for the schools that do them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.betweenwork.models import TryOut
from redthread.core import dates
from redthread.search.scopes import of_school
from redthread.search.things import Document, Seen, Shown, Source, Viewer, Wanted

KIND = "try_out"


def documents() -> Iterator[Document]:
    found = TryOut.objects.standing().prefetch_related("joined").order_by("started_at", "pk")
    for one in found.iterator(chunk_size=500):
        schools = [one.school_id, *(joined.school_id for joined in one.joined.all())]
        scopes = tuple(of_school(one.network_id, school) for school in schools)
        yield Document(KIND, one.public_id, scopes, one.title, "\n".join(one.written), part="own")


def seen(viewer: Viewer, wanted: Wanted) -> Iterable[Seen]:
    mine = Q(pk__in=[])
    for access in viewer.accesses:
        own = TryOut.objects.of_schools(access.organisation_ids).values("pk")
        mine |= Q(network=access.network, pk__in=own)
    things = wanted.get(KIND, ())
    found = TryOut.objects.standing().filter(mine, public_id__in=things).select_related("school")
    return [Seen(KIND, one.public_id, partial(_shown, viewer, one)) for one in found]


def _shown(viewer: Viewer, one: TryOut) -> Shown:
    there = viewer.networks[one.network_id].network
    where = " · ".join([_("hos oss"), dates.day_and_year(one.started_at), there.name])
    href = reverse("betweenwork:try_out", args=[there.slug, one.public_id])
    return Shown(KIND, one.public_id, one.title, href, where, " · ".join(one.written))


SOURCE = Source((KIND,), ("own",), documents, seen)
