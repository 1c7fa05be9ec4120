"""What a person has told and not shown: for the teller, and for nobody else.

The words are blind in the index here too, and no excerpt is taken: what is not shared lies in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.knowledge.models import Story, standing_releases
from redthread.knowledge.parts import TEXTS
from redthread.search.scopes import of_teller
from redthread.search.things import Document, Seen, Shown, Source, Viewer, Wanted

KIND = "story"


def documents() -> Iterator[Document]:
    found = Story.objects.kept().filter(~Exists(standing_releases()))
    for one in found.order_by("created_at", "pk").iterator(chunk_size=500):
        body = "\n".join([one.title, *(getattr(one, part) for part in TEXTS)])
        scopes = (of_teller(one.network_id, one.teller_id),)
        yield Document(KIND, one.public_id, scopes, "", body, part="own", is_blind=True)


def seen(viewer: Viewer, wanted: Wanted) -> Iterable[Seen]:
    found = Story.objects.kept().filter(public_id__in=wanted.get(KIND, ()))
    return [Seen(KIND, one.public_id, partial(_shown, viewer, one)) for one in found if _is_own(viewer, one)]


def _is_own(viewer: Viewer, one: Story) -> bool:
    access = viewer.networks.get(one.network_id)
    return access is not None and one.teller_id == access.person.pk


def _shown(viewer: Viewer, one: Story) -> Shown:
    there = viewer.networks[one.network_id].network
    where = " · ".join([_("fortalt av deg"), dates.day_and_year(one.created_at), there.name])
    return Shown(
        KIND, one.public_id, one.title, reverse("knowledge:story", args=[there.slug, one.public_id]), where
    )


SOURCE = Source((KIND,), ("own",), documents, seen)
