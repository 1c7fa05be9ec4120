"""Who is asked: people with a membership this second, each with the one role that the survey knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from redthread.instruments.model import ROLES
from redthread.networks.models import Membership, Network, Role
from redthread.people.models import Organisation, Person, Position
from redthread.surveys.figures.levels import Background

K = Position.Kind
OF_POSITION: dict[str, str] = {
    K.PRINCIPAL: "principal",
    K.MIDDLE_LEADER: "middle_leader",
    K.RESOURCE_TEACHER: "resource_teacher",
    K.TEACHER: "teacher",
    K.OWNER_EXECUTIVE: "owner",
    K.ADVISER: "adviser",
    K.SUPPORT: "adviser",
    K.UNION: "other",
    K.PARTNER: "other",
}
# Those who take part from the side are asked as that, whatever else they are.
OF_MEMBERSHIP: dict[str, str] = {Role.CONSULTANT: "adviser", Role.PARTNER: "other", Role.GUEST: "other"}


class Respondent(NamedTuple):
    person: Person
    role: str
    unit: Organisation | None

    @property
    def background(self) -> Background:
        return self.role, kind_of(self.unit) if self.unit else ""


def kind_of(unit: Organisation) -> str:
    """Of a school its stage, when the register has told it."""
    return unit.stage or unit.kind


def respondents(network: Network, roles: Collection[str], now: datetime) -> list[Respondent]:
    """Active people with one of the roles, once each, in the order of their keys. Two queries."""
    memberships = Membership.objects.current(now).filter(network=network, person__is_active=True)
    held: dict[Person, list[Membership]] = defaultdict(list)
    for one in memberships.select_related("person", "organisation").order_by("person", "pk"):
        held[one.person].append(one)
    posts: dict[int, list[Position]] = defaultdict(list)
    current = Position.objects.current(timezone.localdate(now)).filter(person__in=held)
    for post in current.select_related("organisation").order_by("pk"):
        posts[post.person_id].append(post)
    everybody = (_respondent(person, mine, posts[person.pk]) for person, mine in held.items())
    return [one for one in everybody if one.role in roles]


def _respondent(person: Person, memberships: list[Membership], posts: Iterable[Position]) -> Respondent:
    """Of several positions: one at the unit that the person represents, then the first in the order of ROLES,
    then the oldest. It does not depend on whom the survey is for, so it is the same in every wave."""
    represents = next((one.organisation for one in memberships if one.organisation), None)
    beside = next((OF_MEMBERSHIP[one.role] for one in memberships if one.role in OF_MEMBERSHIP), "")
    if beside:
        return Respondent(person, beside, represents)
    mine = sorted(posts, key=lambda post: (post.organisation != represents, _rank(post), post.pk))
    if not mine:
        return Respondent(person, "other", represents)
    return Respondent(person, OF_POSITION[mine[0].kind], represents or mine[0].organisation)


def _rank(post: Position) -> int:
    return ROLES.index(OF_POSITION[post.kind])
