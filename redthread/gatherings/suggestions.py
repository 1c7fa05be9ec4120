"""What a new gathering is likely to be, so that its form is never an empty sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from redthread.gatherings.agenda_advice import is_over_several_days
from redthread.gatherings.models import Gathering
from redthread.gatherings.rhythm import Meeting, next_meeting
from redthread.grouping.turns import fair_turn
from redthread.networks.chairs import chair_for
from redthread.networks.models import Body, Membership, MembershipQuerySet, Network, Role, Unit
from redthread.people.models import Organisation, Person

CHAIRS = (Role.LEADER, Role.DEPUTY, Role.MEMBER, Role.DELEGATE)


@dataclass(frozen=True)
class Choices:
    """Whom the form lets one choose between."""

    hosts: tuple[Organisation, ...]
    chairs: tuple[Person, ...]
    bodies: tuple[Body, ...]


@dataclass(frozen=True)
class Suggestion:
    """The next time, the school whose turn it is to be host, who chairs, and the gathering to learn from."""

    meeting: Meeting
    host: Organisation | None
    chair: Person | None
    latest: Gathering | None


def choices_for(network: Network, now: datetime, *, keep: Gathering | None = None) -> Choices:
    """Hosts in the order of the turn and then the owner, chairs by name, the network's bodies.

    The host and the chair of `keep` are among them, also when they have left meanwhile.
    """
    hosts = [unit.organisation for unit in _units(network)]
    chairs = [member.person for member in _members(network, now)]
    if keep is not None:
        hosts += [keep.host] if keep.host else []
        chairs += [keep.chair] if keep.chair else []
    return Choices(
        tuple(dict.fromkeys([*hosts, network.owner])),
        tuple(sorted(set(chairs), key=lambda person: (person.name, person.pk))),
        tuple(Body.objects.filter(network=network)),
    )


def suggestion_for(network: Network, now: datetime) -> Suggestion:
    """What the network's rhythm, turn and chair rule say; a body's own meetings do not count."""
    earlier = list(
        Gathering.objects.filter(network=network, body=None, cancelled_at=None).order_by("-starts_at", "-pk")
    )
    zone = timezone.get_current_timezone()
    usual = [gathering for gathering in earlier if not is_over_several_days(gathering)] or earlier
    meeting = next_meeting([Meeting(g.starts_at, g.ends_at) for g in usual], timezone.localdate(now), zone)
    host = next_host(network, earlier)
    return Suggestion(meeting, host, _chair(network, meeting, host, now), usual[0] if usual else None)


def next_host(network: Network, earlier: list[Gathering]) -> Organisation | None:
    """The school that has waited longest; drafts count, so that a planned year goes round."""
    by_pk = {unit.organisation_id: unit.organisation for unit in _units(network)}
    last_time = {g.host_id: g.starts_at for g in reversed(earlier) if g.host_id is not None}
    turn = fair_turn(list(by_pk), {pk: at for pk, at in last_time.items() if pk in by_pk})
    return by_pk.get(turn) if turn is not None else None


def _chair(network: Network, meeting: Meeting, host: Organisation | None, now: datetime) -> Person | None:
    """In turn, the one who has represented the host school longest; else as the rule of the network says."""
    if network.chair_rule != Network.ChairRule.IN_TURN:
        return chair_for(network, timezone.localdate(meeting.starts_at))
    if host is None:
        return None
    voice = _members(network, now).filter(organisation=host).order_by("starts_at", "pk").first()
    return voice.person if voice else None


def _units(network: Network) -> list[Unit]:
    return list(Unit.objects.present().filter(network=network).select_related("organisation"))


def _members(network: Network, now: datetime) -> MembershipQuerySet:
    members = Membership.objects.current(now).filter(network=network, role__in=CHAIRS, person__is_active=True)
    return members.select_related("person")
