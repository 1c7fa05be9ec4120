"""Days when a network cannot meet."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.models import Network
from redthread.people.models import Person
from redthread.wheel.models import BlockedDays

LONGEST = timedelta(days=366)
MOST = 200  # in one network


@transaction.atomic
def block_days(
    *, network: Network, why: str, starts_on: date, ends_on: date, by: Person, now: datetime
) -> BlockedDays:
    """Keep the days free of gatherings. The same twice (a double press) is one. Raises RuleError."""
    _check(starts_on, ends_on)
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    there = BlockedDays.objects.filter(network=network)
    same = there.filter(why=why, starts_on=starts_on, ends_on=ends_on).first()
    if same is not None:
        return same
    if there.count() >= MOST:
        raise RuleError(_("Det er alt lagt inn %(most)d. Fjern noen som er over.") % {"most": MOST})
    return BlockedDays.objects.create(network=network, why=why, starts_on=starts_on, ends_on=ends_on)


def change_blocked_days(
    *, blocked: BlockedDays, why: str, starts_on: date, ends_on: date, by: Person, now: datetime
) -> None:
    """Write the days anew. Raises RuleError."""
    _check(starts_on, ends_on)
    BlockedDays.objects.filter(pk=blocked.pk).update(why=why, starts_on=starts_on, ends_on=ends_on)


def unblock_days(*, blocked: BlockedDays, by: Person, now: datetime) -> None:
    """Let the network meet on these days again."""
    BlockedDays.objects.filter(pk=blocked.pk).delete()


def _check(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise RuleError(_("Dette slutter før det starter. Rett en av datoene."))
    if ends_on - starts_on > LONGEST:
        raise RuleError(_("Dette varer mer enn et år. Rett en av datoene."))
