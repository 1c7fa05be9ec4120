"""«I dag»: what one person needs to know now, read from every room of the house. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from redthread.concepts.rounds_waiting import round_waiting
from redthread.gatherings.models import Commitment, Gathering
from redthread.networks.models import Membership
from redthread.networks.roles import Permission
from redthread.people.models import Organisation, Person
from redthread.sharing.access import owners_of
from redthread.sharing.models import Audience, Release
from redthread.web import news, waiting
from redthread.web.locked_minutes import locked_minutes
from redthread.web.raised import raised
from redthread.web.standpoint import WAITS_FOR, Line, Standpoint

MOST_PROMISES = 4
MOST_SHARED = 3


@dataclass
class Home:
    """What stands on the page, from the top down."""

    takes_part: bool = False
    next: Gathering | None = None
    later: list[Gathering] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)
    promised: list[Commitment] = field(default_factory=list)
    news: list[Line] = field(default_factory=list)
    owners: tuple[Organisation, ...] = ()
    shared: list[Release] = field(default_factory=list)


def home(person: Person, now: datetime) -> Home:
    """Ten queries at most, however many networks and rows there are."""
    memberships = Membership.objects.current(now).filter(person=person, network__closed_at=None)
    along = memberships.annotate(**round_waiting(now)).select_related("network")
    at = Standpoint(person, now, tuple(along))
    page = Home(takes_part=bool(at.memberships), owners=owners_of(person, timezone.localdate(now)))
    released = news.releases(page.owners, at) if page.owners or at.memberships else []
    page.shared = [one for one in released if one.audience == Audience.OWNER][:MOST_SHARED]
    if at.memberships:
        _fill(page, at, released)
    elif page.owners:
        page.waiting = raised(page.owners, at)
    return page


def _fill(page: Home, at: Standpoint, released: Sequence[Release]) -> None:
    gatherings = _gatherings(at)
    standing = [g for g in gatherings if not g.is_draft and g.ends_at >= at.now]
    minutes = locked_minutes(at)
    page.next = next(iter(standing), None)
    page.later = _first_of_each_other(standing)
    page.promised = _promises(at)
    page.waiting = [
        *waiting.summaries_to_write(at),
        *raised(page.owners, at),
        *waiting.rounds_to_answer(at),
        *waiting.minutes_to_approve(minutes),
        *waiting.minutes_to_write(gatherings, at),
        *waiting.proposals_to_answer(at),
        *waiting.drafts(gatherings, at),
    ]
    page.news = news.newest([*news.shared(released), *news.minutes_locked(minutes, at), *news.mandates(at)])


def _gatherings(at: Standpoint) -> list[Gathering]:
    """What lies ahead, and what was held a short while ago; drafts only for those who plan them."""
    plans = Q(network__in=at.where(Permission.GATHERING_PLAN)) | Q(chair=at.person)
    return list(
        Gathering.objects.filter(network__in=at.network_ids, cancelled_at=None)
        .filter(Q(published_at__isnull=False) | plans, ends_at__gte=at.now - WAITS_FOR)
        .select_related("network", "host", "minutes")
        .order_by("starts_at", "pk")
    )


def _first_of_each_other(standing: Sequence[Gathering]) -> list[Gathering]:
    """After the very next one: the next of every other network."""
    seen = {standing[0].network_id} if standing else set()
    later = []
    for gathering in standing:
        if gathering.network_id not in seen:
            seen.add(gathering.network_id)
            later.append(gathering)
    return later[:2]


def _promises(at: Standpoint) -> list[Commitment]:
    if not at.speaks_for_a_school:
        return []
    return list(
        Commitment.objects.still_open()
        .filter(at.own("network", "school"), outcome__item__is_confidential=False)
        .filter(audience__in=[Audience.SCHOOL, Audience.NETWORK, Audience.OWNER])
        .select_related("gathering__network", "school")
        .order_by("-gathering__starts_at", "-pk")[:MOST_PROMISES]
    )
