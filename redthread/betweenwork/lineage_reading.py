"""Reads the try-outs of networks as one person may see them, in five queries however many there are.

Of other schools' try-outs only the standing releases are read: their words, their results and their sources
are as they were shown, and what has been written since is not told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
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
from redthread.networks.models import Membership, Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Audience, Release


class Lineage(NamedTuple):
    """The try-outs and the names of the schools that do them, by key."""

    nodes: list[Node]
    schools: dict[int, Organisation]


def read_lineage(access: Access) -> Lineage:
    """All of them."""
    try_outs = TryOut.objects.standing().filter(network=access.network)
    return _read(_places(access), try_outs, _own_in(try_outs, access), _released(access.network))


def read_everywhere(person: Person, now: datetime) -> Lineage:
    """All of them in all the networks that the person is in: an idea goes from one network to the next."""
    mine, networks = Q(pk__in=[]), dict[int, Network]()
    for one in Membership.objects.current(now).filter(person=person).select_related("network"):
        networks[one.network_id] = one.network
        if one.organisation_id is not None:
            own = TryOut.objects.of_schools(frozenset([one.organisation_id]))
            mine |= Q(network=one.network_id, pk__in=own.values("pk"))
    try_outs = TryOut.objects.standing().filter(network__in=networks)
    places = {key: Place(_base(network), network.name) for key, network in networks.items()}
    return _read(places, try_outs, try_outs.filter(mine), _released(*networks.values()))


def read_around(access: Access, try_out: TryOut, *sources: str) -> Lineage:
    """One, what inspired it (by its `sources`, as far as they are known), and what it inspired."""
    try_outs = TryOut.objects.standing().filter(network=access.network)
    near = try_outs.filter(
        Q(pk=try_out.pk) | Q(public_id__in=sources) | Q(pk=try_out.inspired_by_id) | Q(inspired_by=try_out)
    )
    shown = _released(access.network).filter(source__in=near.values("public_id"))
    return _read(_places(access), near, _own_in(near, access), shown)


class Place(NamedTuple):
    """Where the try-outs of a network have their addresses. Asked for once: five thousand times takes longer
    than all the rest."""

    base: str
    network: str  # its name, where it must be told


def _base(network: Network) -> str:
    return reverse("betweenwork:try_outs", args=[network.slug])


def _places(access: Access) -> dict[int, Place]:
    return {access.network.pk: Place(_base(access.network), "")}


def _own_in(try_outs: TryOutQuerySet, access: Access) -> TryOutQuerySet | None:
    return try_outs.of_schools(access.organisation_ids) if access.organisation_ids else None


def _read(
    places: dict[int, Place],
    try_outs: TryOutQuerySet,
    own: TryOutQuerySet | None,
    releases: QuerySet[Release],
) -> Lineage:
    joined: dict[str, list[Taker]] = defaultdict(list)
    rows = TryOutSchool.objects.filter(try_out__in=try_outs)
    for key, school, at in rows.values_list("try_out__public_id", "school", "joined_at"):
        joined[key].append(Taker(school, timezone.localdate(at)))
    told = releases.values_list("source", "title", "snapshot", "school_id", "network_id")
    shown = {source: rest for source, *rest in told}
    found = own.select_related("inspired_by", "story") if own is not None else ()
    mine = {one.public_id: one for one in found}
    nodes = [
        _own(one, places[one.network_id], joined[key], is_shown=key in shown) for key, one in mine.items()
    ]
    nodes += [
        _shown(key, title, snapshot, Taker(school, begins_of(snapshot)), places[network], joined[key])
        for key, (title, snapshot, school, network) in shown.items()
        if key not in mine
    ]
    return Lineage(nodes, _schools(nodes))


def _released(*networks: Network) -> QuerySet[Release]:
    found = Release.objects.standing().filter(
        network__in=networks, kind=Release.Kind.TRY_OUT, audience=Audience.NETWORK
    )
    return found.order_by("pk")


def begins_of(snapshot: Snapshot) -> date:
    return date.fromisoformat(value_in(snapshot, "when"))


def _own(one: TryOut, place: Place, joined: list[Taker], *, is_shown: bool) -> Node:
    return Node(
        key=one.public_id,
        title=one.title,
        href=f"{place.base}{one.public_id}/",
        begins=begins_on(one),
        takers=(Taker(one.school_id, begins_on(one)), *joined),
        source=_source_of(one),
        decision=one.decision,
        is_own=True,
        is_shown=is_shown,
        network=place.network,
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


def _shown(key: str, title: str, snapshot: Snapshot, first: Taker, place: Place, joined: list[Taker]) -> Node:
    return Node(
        key=key,
        title=title,
        href=f"{place.base}{key}/",
        begins=first.since,
        takers=(first, *joined),
        source=value_in(snapshot, "inspired"),
        decision=value_in(snapshot, "decision"),
        network=place.network,
    )


def _schools(nodes: Iterable[Node]) -> dict[int, Organisation]:
    keys = {taker.school for node in nodes for taker in node.takers}
    return {school.pk: school for school in Organisation.objects.filter(pk__in=keys).order_by("name", "pk")}
