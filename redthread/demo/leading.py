"""Who leads two sessions of each gathering: at first consultants, then a neighbour, at last the own people.

The development is that of 002 L497-503.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from redthread.demo.circles import Circle, join
from redthread.demo.town import Town
from redthread.gatherings.actions.item_leaders import set_item_leaders
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.networks.models import Role
from redthread.people.models import Person

CONSULTANT, NEIGHBOUR, OWN = "consultant", "neighbour", "own"
# The session about results and the one about the main theme, gathering by gathering; from then on the last.
LED = (
    (CONSULTANT, CONSULTANT),
    (CONSULTANT, CONSULTANT),
    (CONSULTANT, NEIGHBOUR),
    (CONSULTANT, NEIGHBOUR),
    (NEIGHBOUR, OWN),
    (OWN, OWN),
)
KINDS = (AgendaItem.Kind.RESULTS, AgendaItem.Kind.INPUT)
NEIGHBOUR_STAYS = timedelta(days=400)


def invite_a_neighbour(town: Town, circle: Circle, start: datetime) -> None:
    """Stein, who leads in the west, is a guest in the east for a year."""
    ends_at = start + NEIGHBOUR_STAYS
    join(circle.network, _neighbour(town), Role.GUEST, None, circle.leader, start, ends_at=ends_at)


def share_sessions(town: Town, circle: Circle, gathering: Gathering, number: int) -> None:
    planned_at = gathering.starts_at - timedelta(days=14)
    for place, (kind, how) in enumerate(zip(KINDS, LED[min(number, len(LED) - 1)], strict=True)):
        item = gathering.agenda_items.filter(kind=kind, is_confidential=False).first()
        if item is not None:
            people = [_leads(town, circle, how, number + place)]
            set_item_leaders(item=item, people=people, by=circle.leader, now=planned_at)


def _leads(town: Town, circle: Circle, how: str, turn: int) -> Person:
    if how == CONSULTANT:
        return town.kine if turn % 2 else circle.leader
    return _neighbour(town) if how == NEIGHBOUR else circle.schools[turn % len(circle.schools)].people[0]


def _neighbour(town: Town) -> Person:
    return town.west[0].people[0]
