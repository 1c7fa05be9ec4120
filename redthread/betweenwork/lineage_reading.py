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
from redthread.knowledge.models import Story
from redthread.networks.access import Access
from redthread.networks.models import Membership, Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Audience, Release


class ToldStory(NamedTuple):
    """A story that stands released. `is_seen` when it is so to the person; else only that there is one."""

    title: str
    school: int
    since: date
    is_seen: bool


class Lineage(NamedTuple):
    """The try-outs and the names of the schools that do them, by key; and the stories, by theirs."""

    nodes: list[Node]
    schools: dict[int, Organisation]
    stories: dict[str, ToldStory]


def read_lineage(access: Access) -> Lineage:
    """All of them."""
    try_outs = TryOut.objects.standing().filter(network=access.network)
    return _read(
        _places(access),
        try_outs,
        _own_in(try_outs, access),
        _released(access.network),
        access.organisation_ids,
    )


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
    stories = [*sources, *([try_out.story.public_id] if try_out.story else [])]
    around = Q(source__in=near.values("public_id")) | Q(kind=Release.Kind.STORY, source__in=stories)
    shown = _released(access.network).filter(around)
    return _read(_places(access), near, _own_in(near, access), shown, access.organisation_ids)


def tried_from(access: Access, story: Story) -> list[tuple[Node, str]]:
    """What has been tried from one story, each with its school, the oldest first. Two queries."""
    place = _places(access)[access.network.pk]
    near = TryOut.objects.standing().filter(network=access.network, story=story)
    shown = _released(access.network).filter(source__in=near.values("public_id")).select_related("school")
    found = {
        one.source: (
            _shown(
                one.source, one.title, one.snapshot, Taker(one.school.pk, begins_of(one.snapshot)), place, []
            ),
            one.school.name,
        )
        for one in shown
        if one.school and value_in(one.snapshot, "inspired") == story.public_id
    }
    own = _own_in(near, access)
    for one in own.select_related("school", "inspired_by", "story") if own is not None else ():
        found[one.public_id] = (_own(one, place, [], is_shown=one.public_id in found), one.school.name)
    return sorted(found.values(), key=lambda row: (row[0].begins, row[0].title, row[0].key))


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
    schools: frozenset[int] = frozenset(),
) -> Lineage:
    """`schools` are those whose own stories the person sees as well."""
    joined: dict[str, list[Taker]] = defaultdict(list)
    rows = TryOutSchool.objects.filter(try_out__in=try_outs)
    for key, school, at in rows.values_list("try_out__public_id", "school", "joined_at"):
        joined[key].append(Taker(school, timezone.localdate(at)))
    told = list(
        releases.values_list(
            "source", "title", "snapshot", "school_id", "network_id", "kind", "audience", "released_at"
        )
    )
    shown = {source: rest[:4] for source, *rest in told if rest[4] == Release.Kind.TRY_OUT}
    stories = {
        source: ToldStory(
            title, school, timezone.localdate(at), audience == Audience.NETWORK or school in schools
        )
        for source, title, _snapshot, school, _network, kind, audience, at in told
        if kind == Release.Kind.STORY
    }
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
    return Lineage(nodes, _schools(nodes, stories), stories)


def _released(*networks: Network) -> QuerySet[Release]:
    """The try-outs that the networks see, and the stories that anybody does."""
    try_outs = Q(kind=Release.Kind.TRY_OUT, audience=Audience.NETWORK)
    found = Release.objects.standing().filter(try_outs | Q(kind=Release.Kind.STORY), network__in=networks)
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
    """The same with the stories that something came from, as far as the person is shown them."""
    base = reverse("knowledge:stories", args=[access.network.slug])
    sources = {node.source for node in lineage.nodes}
    told = {key: one for key, one in lineage.stories.items() if one.is_seen and key in sources}
    roots = [
        Node(key, one.title, f"{base}{key}/", one.since, (Taker(one.school, one.since),), is_story=True)
        for key, one in told.items()
    ]
    return lineage._replace(nodes=[*lineage.nodes, *roots])


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


def _schools(nodes: Iterable[Node], stories: dict[str, ToldStory]) -> dict[int, Organisation]:
    """Of what the person sees: a story counts when something that is seen came from it."""
    sources = {node.source for node in nodes}
    keys = {taker.school for node in nodes for taker in node.takers}
    keys |= {one.school for key, one in stories.items() if one.is_seen and key in sources}
    return {school.pk: school for school in Organisation.objects.filter(pk__in=keys).order_by("name", "pk")}
