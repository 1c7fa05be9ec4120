"""Units come into a network, take their turn, and leave."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.models import Membership, Network, Unit
from redthread.people.models import Organisation, Person


def may_take_part(network: Network, organisation: Organisation) -> bool:
    """A regional network gathers units of many owners; every other stays within its owner's tree.

    A school's own community has the one school.
    """
    if network.kind == Network.Kind.SCHOOL:
        return not Unit.objects.present().filter(network=network).exclude(organisation=organisation).exists()
    if network.kind == Network.Kind.REGIONAL or network.parent_id is not None:
        return True
    return network.owner_id in (organisation.pk, organisation.parent_id)


@transaction.atomic
def take_in_unit(*, network: Network, organisation: Organisation, by: Person, now: datetime) -> Unit:
    """Take the organisation in, last in the turn. One that takes part already stays where it is.

    Raises RuleError when it belongs to another owner and the network is not regional.
    """
    if not may_take_part(network, organisation):
        raise RuleError(
            _("%(unit)s hører ikke til %(owner)s. Bare et regionalt nettverk har enheter fra flere eiere.")
            % {"unit": organisation, "owner": network.owner}
        )
    Network.objects.select_for_update().get(pk=network.pk)
    present = Unit.objects.present().filter(network=network)
    last = present.aggregate(last=Max("turn"))["last"] or 0
    unit, _created = present.get_or_create(
        network=network,
        organisation=organisation,
        left_on=None,
        defaults={"turn": last + 1, "joined_on": timezone.localdate(now)},
    )
    return unit


@transaction.atomic
def move_unit_turn(*, unit: Unit, places: int, by: Person, now: datetime) -> None:
    """Move the unit `places` forward (negative) or back in the turn; the others close up."""
    Network.objects.select_for_update().get(pk=unit.network_id)
    units = list(Unit.objects.present().filter(network=unit.network_id))
    if unit not in units:
        return  # somebody else let it leave first
    old = units.index(unit)
    units.insert(max(0, old + places), units.pop(old))
    for turn, one in enumerate(units, start=1):
        if one.turn != turn:
            Unit.objects.filter(pk=one.pk).update(turn=turn)


@transaction.atomic
def unit_leaves(*, unit: Unit, by: Person, now: datetime) -> None:
    """Let the unit leave. What it did stays; those who represent it lose access now, leaders excepted."""
    today = timezone.localdate(now)
    if Unit.objects.filter(pk=unit.pk, left_on=None).update(left_on=today) == 0:
        return
    speaking = Membership.objects.filter(network=unit.network_id, organisation=unit.organisation_id)
    representing = speaking.not_leading()
    representing.filter(starts_at__gte=now).delete()
    representing.filter(Q(ends_at=None) | Q(ends_at__gt=now)).update(ends_at=now, ended_by=by)
    Unit.objects.present().filter(network=unit.network_id, turn__gt=unit.turn).update(turn=F("turn") - 1)
