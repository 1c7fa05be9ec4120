"""Who came, who changed role and who left: membership changes are seen by the members (T3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, F, When
from django.utils.translation import gettext as _

from redthread.networks.models import Membership, Network
from redthread.people.models import Person

SHOWN = 20


class Change(NamedTuple):
    """One line of the history."""

    at: datetime
    text: str
    by: Person | None


def membership_changes(network: Network, now: datetime, most: int = SHOWN) -> list[Change]:
    """The latest changes, newest first, that have taken effect. One query."""
    rows = (
        Membership.objects.filter(network=network, starts_at__lte=now)
        .select_related("person", "added_by", "ended_by")
        .annotate(changed_at=Case(When(ends_at__lte=now, then=F("ends_at")), default=F("starts_at")))
        .order_by("-changed_at", "-pk")
    )
    return changes_from(rows[: 4 * most], now)[:most]


def changes_from(rows: Iterable[Membership], now: datetime) -> list[Change]:
    """A row that starts the moment another of the same person ends is a change of role, told once."""
    rows = list(rows)
    starts = {(row.person_id, row.starts_at) for row in rows}
    ended = {(row.person_id, row.ends_at): row for row in rows if row.ends_at}
    changes = []
    for row in rows:
        before = ended.get((row.person_id, row.starts_at))
        changes.append(Change(row.starts_at, _came(row, before), row.added_by))
        if row.ends_at and row.ends_at <= now and (row.person_id, row.ends_at) not in starts:
            changes.append(
                Change(row.ends_at, _("%(person)s sluttet") % {"person": row.person}, row.ended_by)
            )
    return sorted(changes, key=lambda change: change.at, reverse=True)


def _came(row: Membership, before: Membership | None) -> str:
    words = {"person": row.person, "role": row.get_role_display()}
    if before is None:
        return _("%(person)s ble med som %(role)s") % words
    if before.role == row.role:
        return _("%(person)s fortsatte som %(role)s") % words
    return _("%(person)s ble %(role)s") % words
