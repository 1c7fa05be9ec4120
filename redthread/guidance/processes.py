"""The processes of a network as the log tells of them: no extra typing. Reads, never writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.models import Gathering, ItemLeader
from redthread.guidance.models import Visit
from redthread.guidance.self_reliance import Leader, LedBy, Process, led_by, led_together
from redthread.live.models import LiveSession
from redthread.networks.models import Membership, Network, Unit
from redthread.people.models import Organisation, Person, Position


class People:
    """What everybody was in the network, on any day. Three queries."""

    def __init__(self, network: Network) -> None:
        self.memberships: dict[int, list[Membership]] = {}
        for one in Membership.objects.filter(network=network):
            self.memberships.setdefault(one.person_id, []).append(one)
        self.units = list(Unit.objects.filter(network=network))
        self.partners: dict[int, list[Position]] = {}
        for post in Position.objects.filter(kind=Position.Kind.PARTNER):
            self.partners.setdefault(post.person_id, []).append(post)

    def on(self, person: int, at: datetime) -> Leader:
        """As of that moment."""
        there = [
            one
            for one in self.memberships.get(person, ())
            if one.starts_at <= at and (one.ends_at is None or at < one.ends_at)
        ]
        units = self.units_on(timezone.localdate(at))
        return Leader(
            frozenset(one.role for one in there),
            frozenset(one.organisation_id for one in there if one.organisation_id in units),
            any(_runs(post, timezone.localdate(at)) for post in self.partners.get(person, ())),
        )

    def units_on(self, day: date) -> frozenset[int]:
        return frozenset(
            one.organisation_id
            for one in self.units
            if one.joined_on <= day and (one.left_on is None or day <= one.left_on)
        )


def _runs(post: Position, day: date) -> bool:
    return (post.starts_on is None or post.starts_on <= day) and (post.ends_on is None or day <= post.ends_on)


def processes_of(network: Network, people: People, now: datetime) -> list[Process]:
    """What everybody in the network may know of, the newest first. Three queries."""
    held = Gathering.objects.standing().filter(network=network, ends_at__lte=now)
    gatherings = list(held.select_related("chair", "host").order_by("-starts_at", "-pk"))
    for gathering in gatherings:
        gathering.network = network
    found = [*_chaired(gatherings, people), *_hosted(gatherings, people), *_sessions(gatherings, people)]
    return sorted(found, key=lambda one: (one.on, one.href, one.what, one.title), reverse=True)


def _chaired(gatherings: Iterable[Gathering], people: People) -> Iterable[Process]:
    for one in gatherings:
        if one.chair is not None:
            how = led_by(people.on(one.chair.pk, one.starts_at), home=None)
            yield _process(one, "gathering", one.title, str(one.chair), how)


def _hosted(gatherings: Iterable[Gathering], people: People) -> Iterable[Process]:
    for one in gatherings:
        if one.host is None or one.host.kind == Organisation.Kind.OWNER:
            continue
        is_ours = one.host.pk in people.units_on(timezone.localdate(one.starts_at))
        yield _process(one, "host", one.title, one.host.name, LedBy.OWN if is_ours else LedBy.NEIGHBOUR)


class Led(NamedTuple):
    """A session, and those who led it."""

    gathering: Gathering
    title: str
    people: list[Person]


def _sessions(gatherings: Sequence[Gathering], people: People) -> Iterable[Process]:
    by_key = {one.pk: one for one in gatherings}
    led: dict[int, Led] = {}
    named = ItemLeader.objects.filter(item__gathering__in=by_key, item__is_confidential=False)
    for row in named.select_related("item", "person"):
        there = Led(by_key[row.item.gathering_id], row.item.title, [])
        led.setdefault(row.item_id, there).people.append(row.person)
    for key, one in (*led.items(), *_opened(by_key, led)):
        leaders = [people.on(person.pk, one.gathering.starts_at) for person in one.people]
        how = led_together(leaders, home=None)
        what = "session" if key in led else "room"
        yield _process(one.gathering, what, one.title, ", ".join(str(who) for who in one.people), how)


def _opened(by_key: dict[int, Gathering], led: dict[int, Led]) -> list[tuple[int, Led]]:
    """Sessions in the room of items without named leaders; an item once, by whoever opened it first."""
    open_to_all = Q(item=None) | Q(item__is_confidential=False)
    rooms = LiveSession.objects.filter(open_to_all, gathering__in=by_key).select_related("opened_by")
    seen: set[int] = set(led)
    found = []
    for room in rooms.order_by("opened_at", "pk"):
        if room.item_id is None or room.item_id not in seen:
            if room.item_id is not None:
                seen.add(room.item_id)
            found.append((-room.pk, Led(by_key[room.gathering_id], room.title, [room.opened_by])))
    return found


def _process(gathering: Gathering, what: str, title: str, who: str, how: LedBy) -> Process:
    return Process(
        timezone.localdate(gathering.starts_at), what, title, gathering.get_absolute_url(), who, how
    )


def visit_processes(network: Network, people: People, visits: Iterable[Visit]) -> list[Process]:
    """The visits that the reader may see; others are never told that there were any."""
    return [
        Process(
            one.day,
            "visit",
            str(one.school),
            reverse("guidance:visit", args=[network.slug, one.public_id]),
            str(one.visitor),
            led_by(people.on(one.visitor_id, _noon(one.day)), home=one.school_id),
        )
        for one in visits
    ]


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001
