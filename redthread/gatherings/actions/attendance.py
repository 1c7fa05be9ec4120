"""Who came, and how, is recorded person by person until the minutes are locked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.actions.minutes import refuse_after_locking
from redthread.gatherings.models import Attendance, Gathering
from redthread.networks.models import Membership
from redthread.people.models import Person, Position

LEADS_A_SCHOOL = (Position.Kind.PRINCIPAL, Position.Kind.MIDDLE_LEADER)


@transaction.atomic
def record_attendance(
    *, gathering: Gathering, presences: Mapping[Person, str], by: Person, now: datetime
) -> None:
    """Record how each person took part (`Attendance.Presence`).

    The unit a person came for, and whether they lead there, are taken from the membership and the position on
    the day and then kept, since people change schools; recording again changes only how they took part.
    Whoever is not a member is a guest and comes for no unit. Raises RuleError for a draft or a cancelled
    gathering, and when the minutes are locked.
    """
    if gathering.is_draft or gathering.is_cancelled:
        raise RuleError(_("Oppmøte føres på en samling som er publisert. Publiser samlingen først."))
    refuse_after_locking(gathering)
    people = [person.pk for person in presences]
    units = units_represented(gathering, people)
    leads = _leads_at(gathering, people)
    Attendance.objects.bulk_create(
        [
            Attendance(
                gathering=gathering,
                person=person,
                organisation_id=units.get(person.pk),
                presence=presence,
                is_leader=(person.pk, units.get(person.pk)) in leads,
            )
            for person, presence in presences.items()
        ],
        update_conflicts=True,
        unique_fields=["gathering", "person"],
        update_fields=["presence"],
    )


def units_represented(gathering: Gathering, people: Collection[int]) -> dict[int, int]:
    """The unit that each member represents on the day of the gathering."""
    return dict(
        Membership.objects.filter(network=gathering.network_id, person__in=people)
        .current(gathering.starts_at)
        .exclude(organisation=None)
        .order_by("-pk")
        .values_list("person", "organisation")
    )


def _leads_at(gathering: Gathering, people: Collection[int]) -> set[tuple[int, int | None]]:
    """Pairs of person and unit where the person leads: principals and middle leaders (001 L3535-3554)."""
    day = timezone.localdate(gathering.starts_at)
    return set(
        Position.objects.current(day)
        .filter(person__in=people, kind__in=LEADS_A_SCHOOL)
        .values_list("person", "organisation")
    )


@transaction.atomic
def welcome_guest(
    *, gathering: Gathering, name: str, email: str, presence: str, by: Person, now: datetime
) -> Person:
    """Record somebody who is not in the network. It gives them no access to anything.

    A person who is known by that address keeps the name they have.
    """
    address = email.strip().lower()
    guest = Person.objects.filter(email=address).first() or Person.objects.create_user(address, name)
    record_attendance(gathering=gathering, presences={guest: presence}, by=by, now=now)
    return guest
