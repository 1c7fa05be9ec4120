"""Who should sit together and who should not: for those who plan, in all the gatherings of the network."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.models import PairWish
from redthread.networks.models import Network
from redthread.people.models import Person


@transaction.atomic
def wish_pair(
    *, network: Network, one: Person, other: Person, together: bool, by: Person, now: datetime
) -> None:
    """Keep a wish about two, instead of what was wished about them before. Raises RuleError for one alone."""
    if one.pk == other.pk:
        raise RuleError(_("Velg to forskjellige personer."))
    first, second = sorted((one, other), key=lambda person: person.pk)
    PairWish.objects.update_or_create(
        network=network, first=first, second=second, defaults={"together": together}
    )


def forget_pair_wish(*, network: Network, one: Person, other: Person, by: Person, now: datetime) -> None:
    """Let the wish go. Nothing happens when it is gone already."""
    first, second = sorted((one.pk, other.pk))
    PairWish.objects.filter(network=network, first=first, second=second).delete()
