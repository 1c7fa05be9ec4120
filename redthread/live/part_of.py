"""What is known of a signed-in person who comes in, so that it need not be asked."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from redthread.gatherings.models import GroupPlace
from redthread.live.models import LiveSession, Part
from redthread.networks.models import Membership
from redthread.people.models import Person, Position

PARTS = {
    Position.Kind.PRINCIPAL: Part.PRINCIPAL,
    Position.Kind.MIDDLE_LEADER: Part.MIDDLE_LEADER,
    Position.Kind.RESOURCE_TEACHER: Part.TEACHER,
    Position.Kind.TEACHER: Part.TEACHER,
    Position.Kind.UNION: Part.UNION,
    Position.Kind.OWNER_EXECUTIVE: Part.OWNER,
    Position.Kind.ADVISER: Part.OWNER,
    Position.Kind.SUPPORT: Part.SUPPORT,
}


def part_and_school(session: LiveSession, person: Person) -> dict[str, Any]:
    """The form's first values: the school one represents, one's role there, and one's place at the tables."""
    member = (
        Membership.objects.current(timezone.now())
        .filter(network=session.gathering.network, person=person)
        .select_related("organisation")
        .order_by("organisation_id")
        .first()
    )
    found: dict[str, Any] = {"name": person.name}
    if member is not None and member.organisation is not None:
        found["school"] = member.organisation.public_id
        today = timezone.localdate()
        posts = Position.objects.current(today).filter(person=person, organisation=member.organisation)
        kinds = [PARTS[Position.Kind(p.kind)] for p in posts if Position.Kind(p.kind) in PARTS]
        found["part"] = kinds[0] if kinds else ""
    table = _table(session, person)
    if table is not None:
        found["table"] = table
    return found


def _table(session: LiveSession, person: Person) -> int | None:
    """Where the person was seated for the item, or else for the day, if there is such a table here."""
    own = Q(group__grouping__item=None)
    if session.item_id is not None:
        own |= Q(group__grouping__item=session.item_id)
    places = GroupPlace.objects.filter(
        own,
        group__grouping__gathering=session.gathering,
        group__grouping__shown_at__isnull=False,
        group__number__in=session.tables.values("number"),
        person=person,
    )
    item_first = places.order_by(F("group__grouping__item").asc(nulls_last=True), "pk")
    return item_first.values_list("group__number", flat=True).first()
