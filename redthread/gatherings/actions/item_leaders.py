"""Who leads an item: one or two of those who are in the network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.models import AgendaItem, ItemLeader
from redthread.networks.models import Membership
from redthread.people.models import Person

MOST = 2


@transaction.atomic
def set_item_leaders(*, item: AgendaItem, people: Sequence[Person], by: Person, now: datetime) -> None:
    """Let these lead the item, and nobody else; in the order given, each once.

    Raises RuleError for more than two, and for somebody who is not in the network and did not lead it before.
    """
    wanted = list(dict.fromkeys(people))
    if len(wanted) > MOST:
        raise RuleError(_("En post kan ha to øktledere. Skriv de andre under «Hvem har ansvaret?»."))
    there = {leader.person_id: leader for leader in item.leaders.all()}
    if list(there) == [person.pk for person in wanted]:
        return
    new = [person for person in wanted if person.pk not in there]
    members = Membership.objects.not_over(now).filter(network=item.gathering.network_id, person__in=new)
    inside = set(members.values_list("person", flat=True))
    for person in new:
        if person.pk not in inside:
            raise RuleError(
                _("%(person)s er ikke med i nettverket. Velg en av deltakerne.") % {"person": person}
            )
    item.leaders.all().delete()
    ItemLeader.objects.bulk_create(ItemLeader(item=item, person=person) for person in wanted)
