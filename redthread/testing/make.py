"""Plain factories with dull defaults: `make.gathering(network)` gives something valid, and no more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from redthread.betweenwork.models import Assignment, SchoolLine, SchoolSummary
from redthread.gatherings.models import AgendaItem, Commitment, Gathering, Outcome
from redthread.networks.models import Membership, Network, Role, Unit
from redthread.people.models import Organisation, Person, Position

OSLO = ZoneInfo("Europe/Oslo")
LONG_AGO = datetime(2025, 8, 15, 8, 0, tzinfo=OSLO)
_count = iter(range(1, 10**9))


def owner(name: str = "Fjordvik kommune", **fields: Any) -> Organisation:
    fields.setdefault("owner_kind", Organisation.OwnerKind.MUNICIPALITY)
    return Organisation.objects.create(kind=Organisation.Kind.OWNER, name=name, **fields)


def school(parent: Organisation | None, name: str = "Åsen skole", **fields: Any) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.SCHOOL, parent=parent, name=name, **fields)


def person(name: str = "Kari Dahl", **fields: Any) -> Person:
    fields.setdefault("email", f"person{next(_count)}@fjordvik.example")
    return Person.objects.create_user(name=name, **fields)


def position(who: Person, at: Organisation, kind: str = Position.Kind.PRINCIPAL, **fields: Any) -> Position:
    return Position.objects.create(person=who, organisation=at, kind=kind, **fields)


def network(owned_by: Organisation, by: Person, name: str = "Rektornettverk øst", **fields: Any) -> Network:
    fields.setdefault("slug", f"nettverk-{next(_count)}")
    fields.setdefault("kind", Network.Kind.LEADERS)
    return Network.objects.create(owner=owned_by, name=name, created_by=by, created_at=LONG_AGO, **fields)


def unit(of: Network, organisation: Organisation, turn: int = 0) -> Unit:
    return Unit.objects.create(network=of, organisation=organisation, turn=turn, joined_on=LONG_AGO.date())


def membership(
    of: Network, who: Person, role: str = Role.MEMBER, at: Organisation | None = None, **fields: Any
) -> Membership:
    fields.setdefault("starts_at", LONG_AGO)
    return Membership.objects.create(network=of, person=who, role=role, organisation=at, **fields)


def gathering(
    of: Network, by: Person | None = None, *, is_published: bool = True, **fields: Any
) -> Gathering:
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=14))
    fields.setdefault("ends_at", starts_at + timedelta(hours=3))
    if is_published:
        fields.setdefault("published_at", LONG_AGO)
        fields.setdefault("audience", "network")
    fields.setdefault("title", "Oktobersamling")
    return Gathering.objects.create(
        network=of, starts_at=starts_at, created_by=by or of.created_by, created_at=LONG_AGO, **fields
    )


def item(of: Gathering, kind: str = AgendaItem.Kind.INPUT, **fields: Any) -> AgendaItem:
    fields.setdefault("title", "Innlegg")
    fields.setdefault("minutes", 30)
    fields.setdefault("position", of.agenda_items.count() + 1)
    return AgendaItem.objects.create(gathering=of, kind=kind, **fields)


def outcome(of: AgendaItem, kind: str = Outcome.Kind.INFORMATION, **fields: Any) -> Outcome:
    fields.setdefault("text", "Noe ble sagt.")
    fields.setdefault("written_at", timezone.now())
    fields.setdefault("written_by", of.gathering.created_by)
    return Outcome.objects.create(item=of, kind=kind, **fields)


def commitment(of: Gathering, school: Organisation, **fields: Any) -> Commitment:
    first = of.agenda_items.first() or item(of)
    fields.setdefault("outcome", outcome(first, Outcome.Kind.COMMITMENT, text=fields.get("what", "")))
    fields.setdefault("what", "Prøve ut to-lærer i lesing på 5. trinn")
    fields.setdefault("who", "Trinnlederne")
    fields.setdefault("audience", "network")
    return Commitment.objects.create(network=of.network, gathering=of, school=school, **fields)


def assignment(after: Gathering, *schools: Organisation, **fields: Any) -> Assignment:
    fields.setdefault("theme", "Lesing i alle fag")
    fields.setdefault("opened_at", LONG_AGO)
    made = Assignment.objects.create(
        network=after.network, gathering=after, created_by=after.created_by, created_at=LONG_AGO, **fields
    )
    for one in schools:
        SchoolLine.objects.create(assignment=made, school=one)
    return made


def summary(line: SchoolLine, by: Person, **fields: Any) -> SchoolSummary:
    fields.setdefault("did", "Vi prøvde to-lærer i tre uker.")
    fields.setdefault("saved_at", timezone.now())
    fields.setdefault("audience", "school")
    return SchoolSummary.objects.create(line=line, written_by=by, **fields)
