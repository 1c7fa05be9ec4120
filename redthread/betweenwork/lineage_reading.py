"""Reads the try-outs of a network as one person may see them, in five queries however many there are.

Of other schools' try-outs only the standing releases are read: their words, their results and their sources
are as they were shown, and what has been written since is not told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from redthread.betweenwork.lineage import Node, Taker
from redthread.betweenwork.models import TryOut, TryOutQuerySet, TryOutSchool
from redthread.betweenwork.snapshots import Snapshot
from redthread.betweenwork.try_out_snapshot import begins_on, value_in
from redthread.knowledge.story_reading import Told, told_to
from redthread.networks.access import Access
from redthread.people.models import Organisation
from redthread.sharing.models import Audience, Release


class Lineage(NamedTuple):
    """The try-outs and the names of the schools that do them, by key."""

    nodes: list[Node]
    schools: dict[int, Organisation]


def read_lineage(access: Access) -> Lineage:
    """All of them."""
    try_outs = TryOut.objects.standing().filter(network=access.network)
    return _read(access, try_outs, _released(access))


def read_around(access: Access, try_out: TryOut, *sources: str) -> Lineage:
    """One, what inspired it (by its `sources`, as far as they are known), and what it inspired."""
    try_outs = TryOut.objects.standing().filter(network=access.network)
    near = try_outs.filter(
        Q(pk=try_out.pk) | Q(public_id__in=sources) | Q(pk=try_out.inspired_by_id) | Q(inspired_by=try_out)
    )
    return _read(access, near, _released(access).filter(source__in=near.values("public_id")))


def _read(access: Access, try_outs: TryOutQuerySet, releases: QuerySet[Release]) -> Lineage:
    # Asked of the addresses once: five thousand times takes longer than all the rest.
    base = reverse("betweenwork:try_outs", args=[access.network.slug])
    joined: dict[str, list[Taker]] = defaultdict(list)
    rows = TryOutSchool.objects.filter(try_out__in=try_outs)
    for key, school, at in rows.values_list("try_out__public_id", "school", "joined_at"):
        joined[key].append(Taker(school, timezone.localdate(at)))
    told = releases.values_list("source", "title", "snapshot", "school_id")
    shown = {source: (title, snapshot, school) for source, title, snapshot, school in told}
    own = try_outs.of_schools(access.organisation_ids)
    mine = (
        {one.public_id: one for one in own.select_related("inspired_by", "story")}
        if access.organisation_ids
        else {}
    )
    nodes = [_own(one, base, joined[key], is_shown=key in shown) for key, one in mine.items()]
    nodes += [
        _shown(key, title, snapshot, Taker(school, begins_of(snapshot)), base, joined[key])
        for key, (title, snapshot, school) in shown.items()
        if key not in mine
    ]
    return Lineage(nodes, _schools(nodes))


def _released(access: Access) -> QuerySet[Release]:
    found = Release.objects.standing().filter(
        network=access.network, kind=Release.Kind.TRY_OUT, audience=Audience.NETWORK
    )
    return found.order_by("pk")


def begins_of(snapshot: Snapshot) -> date:
    return date.fromisoformat(value_in(snapshot, "when"))


def _own(one: TryOut, base: str, joined: list[Taker], *, is_shown: bool) -> Node:
    return Node(
        key=one.public_id,
        title=one.title,
        href=f"{base}{one.public_id}/",
        begins=begins_on(one),
        takers=(Taker(one.school_id, begins_on(one)), *joined),
        source=_source_of(one),
        decision=one.decision,
        is_own=True,
        is_shown=is_shown,
    )


def _source_of(one: TryOut) -> str:
    source = one.inspired_by or one.story
    return source.public_id if source else ""


def with_stories(access: Access, lineage: Lineage) -> Lineage:
    """The same with the stories that something came from, as far as the person is shown them. Two queries."""
    keys = {node.key for node in lineage.nodes}
    sources = {node.source for node in lineage.nodes if node.source} - keys
    told = told_to(access, *sources) if sources else []
    nodes = [*lineage.nodes, *map(_story, told)]
    return Lineage(nodes, _schools(nodes)) if told else lineage


def _story(one: Told) -> Node:
    since = timezone.localdate(one.release.released_at)
    takers = (Taker(one.school.pk, since),)
    return Node(one.key, one.title, one.href, since, takers, is_story=True)


def _shown(key: str, title: str, snapshot: Snapshot, first: Taker, base: str, joined: list[Taker]) -> Node:
    return Node(
        key=key,
        title=title,
        href=f"{base}{key}/",
        begins=first.since,
        takers=(first, *joined),
        source=value_in(snapshot, "inspired"),
        decision=value_in(snapshot, "decision"),
    )


def _schools(nodes: Iterable[Node]) -> dict[int, Organisation]:
    keys = {taker.school for node in nodes for taker in node.takers}
    return {school.pk: school for school in Organisation.objects.filter(pk__in=keys).order_by("name", "pk")}
