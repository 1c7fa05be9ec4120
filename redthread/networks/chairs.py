"""Who chairs: elected for a year, in turn between the schools, or the leader (000: two ways in one town)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple, TypeVar

from django.utils import timezone

from redthread.networks.models import Membership, Network, Role, Unit, Year
from redthread.people.models import Organisation, Person
from redthread.schoolyear.years import school_year_of

T = TypeVar("T")


class Chair(NamedTuple):
    """Who chairs, and the school whose turn it is where the chair goes in turn. Either may be unknown."""

    person: Person | None
    school: Organisation | None


def next_in_turn(order: Sequence[T], last: T | None) -> T | None:
    """Whose turn it is after `last`; the first when nobody has had one, or the last one has left.

    >>> next_in_turn(["Åsen", "Brekka", "Dal"], "Brekka"), next_in_turn(["Åsen", "Brekka"], "Brekka")
    ('Dal', 'Åsen')
    """
    if not order:
        return None
    if last is None or last not in order:
        return order[0]
    return order[(order.index(last) + 1) % len(order)]


def chair_for(network: Network, day: date, *, last: Organisation | None = None) -> Chair:
    """Who chairs the network on that day by its rule; `last` is the school that had the turn before.

    In turn, the person is the one who has represented the school longest. Two queries at most.
    """
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    members = (
        Membership.objects.current(noon)
        .filter(network=network)
        .select_related("person")
        .order_by("starts_at", "pk")
    )
    match network.chair_rule:
        case Network.ChairRule.ELECTED:
            year = (
                Year.objects.filter(network=network, first_year=school_year_of(day).first_year)
                .select_related("chair")
                .first()
            )
            return Chair(year.chair if year else None, None)
        case Network.ChairRule.IN_TURN:
            units = Unit.objects.present().filter(network=network).select_related("organisation")
            school = next_in_turn([unit.organisation for unit in units], last)
            voice = members.filter(organisation=school).first() if school else None
            return Chair(voice.person if voice else None, school)
        case _:
            leader = members.filter(role=Role.LEADER).first()
            return Chair(leader.person if leader else None, None)
