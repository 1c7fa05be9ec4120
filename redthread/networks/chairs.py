"""Who chairs when the chair does not go in turn: the one elected for the year, or the leader (000)."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from redthread.networks.models import Membership, Network, Role, Year
from redthread.people.models import Person
from redthread.schoolyear.years import school_year_of


def chair_for(network: Network, day: date) -> Person | None:
    """Who chairs the network on that day by its rule: one query.

    None when nobody has been elected, and where the chair goes in turn: that turn is between the gatherings.
    """
    match network.chair_rule:
        case Network.ChairRule.ELECTED:
            return _elected(network, day)
        case Network.ChairRule.LEADER:
            return _leader(network, day)
        case _:
            return None


def _elected(network: Network, day: date) -> Person | None:
    years = Year.objects.filter(network=network, first_year=school_year_of(day).first_year)
    year = years.select_related("chair").first()
    return year.chair if year else None


def _leader(network: Network, day: date) -> Person | None:
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    leaders = Membership.objects.current(noon).filter(network=network, role=Role.LEADER)
    leader = leaders.select_related("person").order_by("starts_at", "pk").first()
    return leader.person if leader else None
