"""A network's own page: why it exists, when it meets next, what is open, and who is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from redthread.gatherings.models import Commitment, Gathering
from redthread.gatherings.owner_answers import unanswered
from redthread.networks.access import Access
from redthread.networks.models import Body, Mandate, Membership, Network, Unit, Year
from redthread.networks.roles import Permission
from redthread.networks.roster import Roster, nobody_leads, sort_out
from redthread.peers.models import GroupRoom
from redthread.schoolyear.years import school_year_of
from redthread.sharing.models import Release

MOST_OPEN = 5


@dataclass
class NetworkPage:
    """`draft` is for those who plan; `open` holds one more than is shown when there are more."""

    mandate: Mandate | None
    year: Year | None
    next: Gathering | None
    draft: Gathering | None
    open: list[Commitment]
    roster: Roster
    leading: list[Membership]  # now; everybody, in a small group where nobody leads the others
    nobody_leads: bool
    bodies: list[Body]
    subgroups: list[Network]
    asked: list[Release] = field(default_factory=list)  # waits for the owner's answer
    room: GroupRoom | None = None  # of a group that its members made themselves

    @property
    def people(self) -> int:
        return len({member.person_id for member in self.roster.everybody})

    @property
    def is_new(self) -> bool:
        """Nothing has been planned yet: show the leader where to begin. A group without one just begins."""
        return self.room is None and self.next is None and self.draft is None and not self.open


def network_page(access: Access, now: datetime) -> NetworkPage:
    """Eight queries, the same for a small network and a large one."""
    network = access.network
    gatherings = _ahead(access, now)
    members, subgroups = _members_and_own_subgroups(access, now)
    units = Unit.objects.present().filter(network=network).select_related("organisation__parent")
    school_year = school_year_of(timezone.localdate(now))
    people = sort_out(units, members)
    return NetworkPage(
        mandate=Mandate.objects.filter(network=network).first(),
        year=Year.objects.filter(network=network, first_year=school_year.first_year)
        .select_related("chair")
        .first(),
        next=next((g for g in gatherings if not g.is_draft), None),
        draft=next((g for g in gatherings if g.is_draft), None),
        open=list(
            Commitment.objects.still_open()
            .visible_to(access)
            .select_related("school", "gathering")
            .order_by("-gathering__starts_at", "-pk")[: MOST_OPEN + 1]
        ),
        roster=people,
        leading=[one for one in people.leading if one.starts_at <= now],
        nobody_leads=nobody_leads(network, people),
        bodies=list(Body.objects.filter(network=network)),
        subgroups=subgroups,
        asked=list(unanswered().filter(network=network)),
        room=GroupRoom.objects.filter(group=network).first() if network.parent_id else None,
    )


def _ahead(access: Access, now: datetime) -> list[Gathering]:
    ahead = Gathering.objects.filter(network=access.network, cancelled_at=None).upcoming(now)
    if not access.can(Permission.GATHERING_PLAN):
        ahead = ahead.filter(Q(published_at__isnull=False) | Q(chair=access.person))
    return list(ahead.select_related("network", "host")[:20])


def _members_and_own_subgroups(access: Access, now: datetime) -> tuple[list[Membership], list[Network]]:
    """The members, and those sub-groups that the person is in; others' are not told of."""
    network = access.network
    own = Q(network__parent=network, network__closed_at=None, person=access.person, starts_at__lte=now)
    rows = Membership.objects.not_over(now).filter(Q(network=network) | own)
    members, subgroups = [], []
    for row in rows.select_related("person", "network"):
        if row.network_id == network.pk:
            members.append(row)
        else:
            subgroups.append(row.network)
    return members, sorted(set(subgroups), key=lambda group: (group.name, group.pk))
