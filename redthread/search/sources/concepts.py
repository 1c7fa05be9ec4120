"""What the networks' own words mean, as the latest version says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from redthread.concepts.models import ConceptVersion
from redthread.core import dates
from redthread.search.scopes import of_network
from redthread.search.things import Document, Seen, Shown, Source, Viewer, Wanted

KIND = "concept"


def _latest() -> QuerySet[ConceptVersion]:
    newest = ConceptVersion.objects.filter(concept=OuterRef("concept")).order_by("-number").values("pk")[:1]
    found = ConceptVersion.objects.filter(concept__put_away_at=None, pk=Subquery(newest))
    return found.select_related("concept")


def documents() -> Iterator[Document]:
    for one in _latest().order_by("concept__made_at", "concept__pk").iterator(chunk_size=500):
        scopes = (of_network(one.concept.network_id),)
        yield Document(KIND, one.concept.public_id, scopes, one.concept.word, _text_of(one, "\n"))


def _text_of(one: ConceptVersion, between: str) -> str:
    return between.join(part for part in (one.meaning, one.plain, one.instead, one.example) if part)


def seen(viewer: Viewer, wanted: Wanted) -> Iterable[Seen]:
    found = _latest().filter(
        concept__network__in=viewer.networks, concept__public_id__in=wanted.get(KIND, ())
    )
    return [Seen(KIND, one.concept.public_id, partial(_shown, viewer, one)) for one in found]


def _shown(viewer: Viewer, one: ConceptVersion) -> Shown:
    there = viewer.networks[one.concept.network_id].network
    href = reverse("concepts:concept", args=[there.slug, one.concept.public_id])
    where = " · ".join([there.name, dates.day_and_year(one.written_at)])
    return Shown(KIND, one.concept.public_id, one.concept.word, href, where, _text_of(one, " · "))


SOURCE = Source((KIND,), ("",), documents, seen)
