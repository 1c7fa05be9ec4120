"""Minutes that have been locked lately, and whether they wait for this person's yes."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse

from redthread.gatherings.models import Approval, Attendance, Gathering, Minutes
from redthread.networks.roles import Permission
from redthread.web.standpoint import WAITS_FOR, Standpoint


class LockedMinutes(NamedTuple):
    minutes: Minutes
    gathering: Gathering
    awaits_me: bool
    was_absent: bool


def locked_minutes(at: Standpoint) -> list[LockedMinutes]:
    """One query. Those who were there are asked to approve, for a while."""
    came = Attendance.objects.came().filter(gathering=OuterRef("gathering"), person=at.person)
    approved = Approval.objects.filter(minutes=OuterRef("pk"), person=at.person)
    absent = Attendance.objects.filter(
        gathering=OuterRef("gathering"), person=at.person, presence=Attendance.Presence.ABSENT
    )
    rows = (
        Minutes.objects.filter(gathering__network__in=at.network_ids, locked_at__gte=at.now - WAITS_FOR)
        .annotate(awaits=Exists(came) & ~Exists(approved), was_absent=Exists(absent))
        .select_related("gathering__network")
        .order_by("locked_at", "pk")
    )
    may = set(at.where(Permission.MINUTES_APPROVE))
    return [
        LockedMinutes(one, one.gathering, one.awaits and one.gathering.network_id in may, one.was_absent)
        for one in rows
    ]


def minutes_address(gathering: Gathering) -> str:
    return reverse("gatherings:minutes", args=[gathering.network.slug, gathering.public_id])
