"""Where one person stands, and the lines that the page of today is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q

from redthread.networks.models import Membership
from redthread.networks.roles import GRANTS, Permission
from redthread.people.models import Person

NEW_FOR = timedelta(days=30)
WAITS_FOR = timedelta(days=60)  # what nobody has done by then stops asking


class Line(NamedTuple):
    """One line that can be opened: what, where it belongs, and its address."""

    text: str
    where: str
    href: str
    at: datetime | None = None


@dataclass(frozen=True)
class Standpoint:
    """Where one person stands: the running networks they are in, and what they may do in each."""

    person: Person
    now: datetime
    memberships: tuple[Membership, ...]

    @property
    def network_ids(self) -> list[int]:
        return [m.network_id for m in self.memberships]

    def where(self, permission: Permission) -> list[int]:
        """The networks in which the person may do this."""
        return [m.network_id for m in self.memberships if permission in GRANTS[m.role]]

    def own(self, network: str, school: str) -> Q:
        """Matches what belongs to a school that the person speaks for, in the network where they do."""
        pairs = Q(pk__in=[])
        for m in self.memberships:
            if m.organisation_id is not None:
                pairs |= Q(**{network: m.network_id, school: m.organisation_id})
        return pairs

    @property
    def speaks_for_a_school(self) -> bool:
        return any(m.organisation_id for m in self.memberships)
