"""Who was there, and who of them has approved the minutes. Reads only."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from redthread.gatherings.models import Approval, Attendance, Gathering
from redthread.networks.models import Membership
from redthread.networks.roles import GRANTS, Permission

APPROVING = [role for role, permissions in GRANTS.items() if Permission.MINUTES_APPROVE in permissions]


class Row(NamedTuple):
    """One person who was there; `school` is empty for those who came for no school."""

    person: int
    name: str
    school: str
    presence: str
    approved_at: datetime | None
    remark: str
    is_able: bool


class SchoolThere(NamedTuple):
    """Those who came for one school, or for none."""

    school: str
    rows: list[Row]


class Presence(NamedTuple):
    """Who was there, and how far the approval has come."""

    rows: list[Row]

    @property
    def came(self) -> frozenset[int]:
        return frozenset(row.person for row in self.rows)

    @property
    def approved_by(self) -> frozenset[int]:
        return frozenset(row.person for row in self.rows if row.approved_at)

    @property
    def approved(self) -> int:
        return len(self.approved_by)

    @property
    def able(self) -> int:
        """How many could approve: those who came and are in the network with the right to."""
        return sum(row.is_able or bool(row.approved_at) for row in self.rows)

    @property
    def remarks(self) -> list[Row]:
        return [row for row in self.rows if row.remark]

    @property
    def schools(self) -> list[SchoolThere]:
        """School by school, by name; those who came for none are last."""
        by_school: dict[str, list[Row]] = {}
        for row in sorted(self.rows, key=lambda row: (not row.school, row.school)):
            by_school.setdefault(row.school, []).append(row)
        return [SchoolThere(school, rows) for school, rows in by_school.items()]


def presence_at(gathering: Gathering) -> Presence:
    """Everybody who came, by name, in one query."""
    given = Approval.objects.filter(minutes__gathering=gathering, person=OuterRef("person"))
    members = Membership.objects.filter(network=gathering.network_id, role__in=APPROVING)
    rows = (
        Attendance.objects.came()
        .filter(gathering=gathering)
        .annotate(
            approved_at=Subquery(given.values("approved_at")[:1]),
            remark=Subquery(given.values("remark")[:1]),
            is_able=Exists(members.filter(person=OuterRef("person"))),
        )
        .order_by("person__name", "pk")
        .values_list(
            "person",
            "person__name",
            "organisation__name",
            "presence",
            "approved_at",
            "remark",
            "is_able",
        )
    )
    return Presence(
        [
            Row(person, name, school or "", presence, approved_at, remark or "", is_able)
            for person, name, school, presence, approved_at, remark, is_able in rows
        ]
    )
