"""The network's years: theme and elected chair, and the rule by which somebody chairs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.models import Membership, Network, Year
from redthread.people.models import Person


@transaction.atomic
def set_year(
    *, network: Network, first_year: int, theme: str, chair: Person | None, by: Person, now: datetime
) -> Year:
    """Set the theme and the elected chair of the school year that starts in August of `first_year`.

    Raises RuleError when the chair is not a member of the network.
    """
    if (
        chair is not None
        and not Membership.objects.not_over(now).filter(network=network, person=chair).exists()
    ):
        raise RuleError(
            _("%(person)s er ikke med i nettverket. Legg til deltakeren først.") % {"person": chair}
        )
    year, _created = Year.objects.update_or_create(
        network=network, first_year=first_year, defaults={"theme": theme, "chair": chair}
    )
    return year


def set_chair_rule(*, network: Network, chair_rule: str, by: Person, now: datetime) -> None:
    """Decide whether the chair is elected for a year, goes in turn, or is the leader's."""
    Network.objects.filter(pk=network.pk).update(chair_rule=chair_rule)
    network.chair_rule = chair_rule
