"""What schools have shown: summaries, try-outs and practice stories, as the standing releases tell them.

A story can be found by what stands in it, by those who may read it; but the index holds no word of it that
can be read, and none of it stands in an excerpt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from redthread.betweenwork.models import SchoolLine, TryOut
from redthread.core import dates
from redthread.knowledge.models import Story
from redthread.search.scopes import of_network, of_school
from redthread.search.things import Document, Seen, Shown, Source, Viewer, Wanted
from redthread.sharing.models import Audience, Release

SUMMARY, TRY_OUT, STORY = "summary", "try_out", "story"


def _standing() -> QuerySet[Release]:
    """Those that can be found, whoever may read them. Each is asked for itself: mostly few are wanted."""
    standing_try_outs = TryOut.objects.standing().filter(public_id=OuterRef("source"))
    kept_stories = Story.objects.kept().filter(public_id=OuterRef("source"))
    of_kind = Q(kind=Release.Kind.SUMMARY) | Q(Exists(standing_try_outs), kind=Release.Kind.TRY_OUT)
    told = Q(Exists(kept_stories), kind=Release.Kind.STORY)
    to_network = (of_kind | told) & Q(audience=Audience.NETWORK)
    found = Release.objects.standing().filter(to_network | told & Q(audience=Audience.SCHOOL))
    return found.select_related("school")


def _thing_of(one: Release) -> str:
    """A summary is found by its release; the others by themselves."""
    return one.public_id if one.kind == Release.Kind.SUMMARY else one.source


def _text_of(one: Release) -> str:
    return "\n".join(part["text"] for part in one.snapshot if part.get("text"))


def documents() -> Iterator[Document]:
    for one in _standing().order_by("released_at", "pk").iterator(chunk_size=500):
        body = f"{_text_of(one)}\n{one.school or ''}"
        is_story = one.kind == Release.Kind.STORY
        is_schools = one.audience == Audience.SCHOOL
        scope = of_school(one.network_id, one.school_id or 0) if is_schools else of_network(one.network_id)
        part = "school" if is_schools else "shown"
        yield Document(str(one.kind), _thing_of(one), (scope,), one.title, body, part, is_blind=is_story)


def seen(viewer: Viewer, wanted: Wanted) -> Iterable[Seen]:
    sources = [*wanted.get(TRY_OUT, ()), *wanted.get(STORY, ())]
    things = Q(public_id__in=list(wanted.get(SUMMARY, ()))) | Q(source__in=sources)
    line = SchoolLine.objects.filter(
        assignment__gathering__public_id=OuterRef("about"), school=OuterRef("school")
    )
    found = (
        _standing()
        .filter(things)
        .annotate(
            work=Subquery(line.values("assignment__public_id")[:1]),
            line=Subquery(line.values("public_id")[:1]),
        )
    )
    return [
        Seen(str(one.kind), _thing_of(one), partial(_shown, viewer, one))
        for one in found
        if _is_for(viewer, one)
    ]


def _is_for(viewer: Viewer, one: Release) -> bool:
    """Told to a network that the viewer is in, or to a school that they speak for there. It is asked of what
    was fetched by name: databases would rather read all that a network has been told."""
    access = viewer.networks.get(one.network_id)
    if access is None:
        return False
    return one.audience == Audience.NETWORK or one.school_id in access.organisation_ids


def _shown(viewer: Viewer, one: Release) -> Shown:
    there = viewer.networks[one.network_id].network
    where = " · ".join([str(one.school or there), dates.day_and_year(one.released_at), there.name])
    text = "" if one.kind == Release.Kind.STORY else _text_of(one).replace("\n", " · ")
    return Shown(str(one.kind), _thing_of(one), one.title, _href(there.slug, one), where, text)


def _href(slug: str, one: Release) -> str:
    if one.kind == Release.Kind.TRY_OUT:
        return reverse("betweenwork:try_out", args=[slug, one.source])
    if one.kind == Release.Kind.STORY:
        return reverse("knowledge:story", args=[slug, one.source])
    work, line = getattr(one, "work", None), getattr(one, "line", None)
    if work is None:
        return reverse("betweenwork:list", args=[slug])
    return f"{reverse('betweenwork:assignment', args=[slug, work])}#{line}"


SOURCE = Source((SUMMARY, TRY_OUT, STORY), ("shown", "school"), documents, seen)
