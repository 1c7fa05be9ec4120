"""The work of leading is handed over from a date, and can be taken back until then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.actions import change_role_from, undo_coming_role
from redthread.networks.models import Membership, Network, Role
from redthread.people.models import Person
from redthread.reports.models import Handover

LEADING = (Role.LEADER, Role.DEPUTY)
CANNOT_LEAD = (Role.PARTNER, Role.GUEST)


@dataclass(frozen=True)
class OnlyYouKnow:
    """Three short answers in one's own words."""

    unwritten: str = ""
    call_first: str = ""
    take_care: str = ""


@transaction.atomic
def hand_over(
    *,
    network: Network,
    successor: Person,
    role: str,
    starts_on: date,
    answers: OnlyYouKnow,
    by: Person,
    now: datetime,
) -> Handover:
    """Name who takes over and give them the role from that day; the same again changes the answers only.

    An earlier handover gives way. Raises RuleError for a day that has passed, for somebody who is not a
    member or may not lead, and as `change_role_from` does.
    """
    Network.objects.select_for_update().get(pk=network.pk)
    if starts_on < timezone.localdate(now):
        raise RuleError(_("Den dagen har vært. Velg i dag eller en senere dag."))
    membership = _membership_of(network, successor, now)
    standing = Handover.objects.standing().filter(network=network).first()
    if standing is not None and (standing.successor_id, standing.role, standing.starts_on) == (
        successor.pk,
        role,
        starts_on,
    ):
        Handover.objects.filter(pk=standing.pk).update(**vars(answers))
        return standing
    if standing is not None:
        _end(standing, by=by, now=now)
        membership = _membership_of(network, successor, now)
    if membership.role != role:
        starts_at = timezone.make_aware(datetime.combine(starts_on, time()))
        change_role_from(membership=membership, role=role, starts_at=starts_at, by=by, now=now)
    return Handover.objects.create(
        network=network,
        successor=successor,
        role=role,
        starts_on=starts_on,
        made_by=by,
        made_at=now,
        **vars(answers),
    )


def _membership_of(network: Network, person: Person, now: datetime) -> Membership:
    there = Membership.objects.current(now).filter(network=network, person=person).first()
    if there is None or there.role in CANNOT_LEAD:
        raise RuleError(_("Velg noen som deltar i nettverket. Gjester og partnere kan ikke lede det."))
    if there.role == Role.LEADER:
        raise RuleError(_("%(person)s leder nettverket fra før.") % {"person": person})
    return there


@transaction.atomic
def take_handover_back(*, handover: Handover, by: Person, now: datetime) -> None:
    """Before the day: the role is not given after all. Afterwards only the pack's answers are put away."""
    Network.objects.select_for_update().get(pk=handover.network_id)
    _end(handover, by=by, now=now)


def _end(handover: Handover, *, by: Person, now: datetime) -> None:
    if Handover.objects.standing().filter(pk=handover.pk).update(ended_at=now, ended_by=by) == 0:
        return
    undo_coming_role(network=handover.network, person=handover.successor, role=handover.role, by=by, now=now)
