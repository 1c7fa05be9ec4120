"""What networks and schools have shared with an owner, as the standing releases tell it.

Found by those who speak for the owner, and read on the owner's own page. Of a story no word can be read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.urls import reverse

from redthread.core import dates
from redthread.search.scopes import of_owner
from redthread.search.things import Document, Seen, Shown, Source, Viewer, Wanted
from redthread.sharing.models import Audience, Release

SHARED = "shared"


def documents() -> Iterator[Document]:
    standing = Release.objects.standing().filter(audience=Audience.OWNER)
    every = standing.select_related("network", "school").order_by("released_at", "pk")
    for one in every.iterator(chunk_size=500):
        where = f"{one.network.name}\n{one.school or ''}"
        is_story = one.kind == Release.Kind.STORY
        body = f"{_text_of(one)}\n{where}"
        yield Document(SHARED, one.public_id, _scopes_of(one), one.title, body, SHARED, is_blind=is_story)


def _scopes_of(one: Release) -> tuple[str, ...]:
    """Of the owners that `ReleaseQuerySet.for_owners` knows; it is asked again before anything is shown."""
    if one.school is None:
        return (of_owner(one.network.owner_id),)
    return tuple(of_owner(key) for key in (one.school.parent_id, one.school.pk) if key)


def _text_of(one: Release) -> str:
    return "\n".join(part["text"] for part in one.snapshot if part.get("text"))


def seen(viewer: Viewer, wanted: Wanted) -> Iterable[Seen]:
    if not viewer.owners:
        return ()
    found = Release.objects.for_owners(*viewer.owners).filter(public_id__in=list(wanted[SHARED]))
    found = found.select_related("network", "school")
    return [Seen(SHARED, one.public_id, partial(_shown, one)) for one in found]


def _shown(one: Release) -> Shown:
    where = " · ".join([str(one.school or one.network), dates.day_and_year(one.released_at)])
    text = "" if one.kind == Release.Kind.STORY else _text_of(one).replace("\n", " · ")
    href = reverse("sharing:owner_release", args=[one.public_id])
    return Shown(SHARED, one.public_id, one.title, href, where, text)


SOURCE = Source((SHARED,), (SHARED,), documents, seen)
