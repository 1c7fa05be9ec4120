"""What the form of an item lets one choose between, and what a method says of an item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.gatherings.agenda_advice import is_over_several_days
from redthread.gatherings.leader_pairs import Candidate, suggest_pair
from redthread.gatherings.method_library import MethodChoice, choice_of, current_card, library, methods_for
from redthread.gatherings.models import AgendaItem, Gathering, ItemLeader, Method
from redthread.networks.models import Membership, Network, Role
from redthread.people.models import Person, Position

LEADERS = (Position.Kind.PRINCIPAL, Position.Kind.MIDDLE_LEADER, Position.Kind.OWNER_EXECUTIVE)
USUAL_KIND = AgendaItem.Kind.CROSS_GROUPS  # a method that says nothing is mostly worked with in groups


@dataclass(frozen=True)
class ItemOptions:
    has_days: bool
    network: Network
    methods: tuple[tuple[str, str], ...]  # value and words
    people: tuple[Person, ...]


def options_for(gathering: Gathering, now: datetime, *, keep: AgendaItem | None = None) -> ItemOptions:
    """The methods and the people to choose between; what the item `keep` has is among them anyway."""
    methods = [(one.value, method_words(one)) for one in methods_for(gathering.network)]
    people = [member.person for member in _members(gathering.network, now)]
    if keep is not None and keep.method is not None:
        methods.append((choice_of(keep.method), keep.method.name))
    if keep is not None:
        people += [leader.person for leader in keep.leaders.all()]
    named = sorted(set(people), key=lambda person: (person.name, person.pk))
    return ItemOptions(
        is_over_several_days(gathering),
        gathering.network,
        tuple(dict(reversed(methods)).items())[::-1],
        tuple(named),
    )


def method_words(method: MethodChoice) -> str:
    """«Pargesamtale (10 min)»."""
    return _("%(name)s (%(minutes)d min)") % {"name": method.name, "minutes": method.minutes}


def said_by_method(method: Method) -> dict[str, Any]:
    """What an item gets from its method where nothing is written."""
    card = current_card(method)
    return {"title": card.name, "minutes": card.minutes, "kind": kind_of(method), "description": card.purpose}


def kind_of(method: Method) -> str:
    """The first kind of item that the method is said to suit, or that the one it was made from suits."""
    origin = method.made_from if method.key is None and method.made_from_id else method
    known = library().get(origin.key or "") if origin else None
    return known.kinds[0] if known and known.kinds else USUAL_KIND


def pair_for(gathering: Gathering, now: datetime) -> tuple[Person, Person] | None:
    """A leader and a union representative who might lead an item of the gathering together."""
    members = list(_members(gathering.network, now))
    people = {member.person_id: member.person for member in members}
    kinds = _positions(people.values(), timezone.localdate(now))
    candidates = [
        Candidate(
            member.person_id,
            member.organisation_id,
            bool(kinds.get(member.person_id, set()) & set(LEADERS)),
            Position.Kind.UNION in kinds.get(member.person_id, set()),
        )
        for member in members
    ]
    led = ItemLeader.objects.filter(item__gathering__network=gathering.network_id, person__in=people)
    counts = dict(led.values_list("person").annotate(Count("pk")).order_by())
    found = suggest_pair(candidates, counts)
    return (people[found[0]], people[found[1]]) if found else None


def _positions(people: Iterable[Person], today: Any) -> dict[int, set[str]]:
    kinds: dict[int, set[str]] = {}
    for position in Position.objects.filter(person__in=people):
        is_over = position.ends_on is not None and position.ends_on < today
        if not is_over:
            kinds.setdefault(position.person_id, set()).add(position.kind)
    return kinds


def _members(network: Network, now: datetime) -> Iterable[Membership]:
    members = Membership.objects.current(now).filter(network=network, person__is_active=True)
    return members.exclude(role=Role.GUEST).select_related("person").order_by("person__name", "pk")
