"""Who may write a school's summary: those who represent it in the network, in a role that takes part."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from redthread.networks.access import Access
from redthread.networks.models import Membership
from redthread.networks.roles import GRANTS, Permission

ROLES = tuple(role for role, granted in GRANTS.items() if Permission.SUMMARY_WRITE in granted)


def writers(now: datetime) -> QuerySet[Membership]:
    """The memberships that this second give the right to write a school's summary."""
    return (
        Membership.objects.current(now)
        .filter(role__in=ROLES, person__is_active=True, network__closed_at=None)
        .exclude(organisation=None)
        .order_by("pk")
    )


def schools_of(access: Access) -> frozenset[int]:
    """The schools that the person may write for; none in a closed network."""
    if not access.can(Permission.SUMMARY_WRITE):
        return frozenset()
    return frozenset(
        one.organisation_id
        for one in access.memberships
        if one.role in ROLES and one.organisation_id is not None
    )
