"""What the network says about how it wants to spend its time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.models import BalanceNorm
from redthread.networks.models import Network
from redthread.people.models import Person


@transaction.atomic
def set_balance_norm(
    *,
    network: Network,
    input: int,
    reflection: int,
    try_out: int,
    information: int,
    by: Person,
    now: datetime,
) -> None:
    """Say how the time is to be spent, in per cent. Raises RuleError when it is not 100 in all."""
    wanted = {"input": input, "reflection": reflection, "try_out": try_out, "information": information}
    if sum(wanted.values()) != 100 or min(wanted.values()) < 0:
        raise RuleError(_("De fire tallene skal være 100 til sammen."))
    BalanceNorm.objects.update_or_create(network=network, defaults=wanted)


@transaction.atomic
def clear_balance_norm(*, network: Network, by: Person, now: datetime) -> None:
    """Say nothing about it any more."""
    BalanceNorm.objects.filter(network=network).delete()
