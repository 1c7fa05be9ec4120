"""A network is started, closed and opened again."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.actions.units import take_in_unit
from redthread.networks.models import Membership, Network, Role
from redthread.networks.slugs import free_slug, slug_of
from redthread.people.models import Organisation, Person

TRIES = 5


@transaction.atomic
def start_network(
    *,
    name: str,
    kind: str,
    owner: Organisation,
    chair_rule: str,
    by: Person,
    now: datetime,
    parent: Network | None = None,
    school: Organisation | None = None,
) -> Network:
    """Start a network; whoever starts it leads it.

    `school` is the unit that the starter represents, and is taken in at once: the school of a school's own
    community, a principal's school in a sub-group. A sub-group has a `parent`, and its parent's owner.
    Raises RuleError for a sub-group without a network above it, or below a closed one.
    """
    if (kind == Network.Kind.SUBGROUP) != (parent is not None):
        raise RuleError(_("En undergruppe hører til et nettverk. Start den fra siden til nettverket."))
    if parent is not None and parent.is_closed:
        raise RuleError(_("Nettverket er avsluttet. Åpne det igjen før dere starter en undergruppe."))
    network = _create(
        name=name,
        kind=kind,
        owner=parent.owner if parent else owner,
        parent=parent,
        chair_rule=chair_rule,
        created_by=by,
        created_at=now,
    )
    if school is not None:
        take_in_unit(network=network, organisation=school, by=by, now=now)
    Membership.objects.create(
        network=network, person=by, organisation=school, role=Role.LEADER, starts_at=now, added_by=by
    )
    return network


def _create(*, name: str, **fields: object) -> Network:
    """Two may take the same name at once; the later one gets the next number."""
    for _try in range(TRIES):
        taken = set(
            Network.objects.filter(slug__startswith=slug_of(name)[:50]).values_list("slug", flat=True)
        )
        try:
            with transaction.atomic():
                return Network.objects.create(name=name, slug=free_slug(name, taken), **fields)
        except IntegrityError:
            continue
    raise RuleError(_("Navnet ble tatt av noen andre akkurat nå. Prøv en gang til."))


def rename_network(*, network: Network, name: str, by: Person, now: datetime) -> None:
    """Give the network another name. Its address stays, so that links in mails go on working."""
    Network.objects.filter(pk=network.pk).update(name=name)
    network.name = name


def close_network(*, network: Network, by: Person, now: datetime) -> None:
    """Close the network: all of it can still be read, nothing new is planned. Once, however many ask."""
    Network.objects.filter(pk=network.pk, closed_at=None).update(closed_at=now)


def reopen_network(*, network: Network, by: Person, now: datetime) -> None:
    """Open a closed network again, as it was."""
    Network.objects.filter(pk=network.pk).update(closed_at=None)
