"""What waits for a person between two people: a question, an answer, an invitation.

It comes along with the memberships, as a few words a row, so that the page asks the database no more for it.
The longest waiting come first; the room's own page has them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.networks.models import Membership, Network
from redthread.networks.roles import GRANTS, Permission
from redthread.peers.models import GroupInvitation, HelpTalk, Pair
from redthread.people.models import Person
from redthread.web.standpoint import Line, Standpoint

MOST = 3  # of each kind and network
BETWEEN = "\t"  # a name has none


class Waiting(NamedTuple):
    """One kind: its rows, and where the name stands in a row."""

    rows: QuerySet[HelpTalk] | QuerySet[Pair] | QuerySet[GroupInvitation]
    name: F | Coalesce

    def text(self, number: int) -> Subquery:
        """The name and the id of the one that has waited longest, or the next after it."""
        told = self.rows.order_by("pk").annotate(told=Concat(self.name, Value(BETWEEN), F("public_id")))
        return Subquery(told.values("told")[number : number + 1])


def kinds(person: Person) -> dict[str, Waiting]:
    talks = HelpTalk.objects.waiting_for(person).filter(request__network=OuterRef("network"))
    to_me = Q(to_person=person) | Q(to_school=OuterRef("organisation"))
    return {
        "asked": Waiting(talks.filter(person=person), F("request__asked_by__name")),
        "answered": Waiting(talks.exclude(person=person), F("person__name")),
        "pair": Waiting(
            Pair.objects.waiting().filter(to_me, network=OuterRef("network")),
            Coalesce(F("from_school__name"), F("from_person__name")),
        ),
        "group": Waiting(
            GroupInvitation.objects.waiting_for(person).filter(group__parent=OuterRef("network")),
            F("invited_by__name"),
        ),
    }


def along(person: Person) -> dict[str, Subquery]:
    """What to annotate the person's memberships with."""
    return {
        f"{kind}_{number}": waiting.text(number)
        for kind, waiting in kinds(person).items()
        for number in range(MOST)
    }


def asked(at: Standpoint) -> list[Line]:
    """A name and where; never what it is about."""
    return [line for one in at.memberships for line in _of(one) if Permission.PEER_HELP in GRANTS[one.role]]


def _of(membership: Membership) -> Iterator[Line]:
    texts = {
        "asked": (_("%(name)s spør deg om noe"), "talk"),
        "answered": (_("%(name)s har skrevet til deg"), "talk"),
        "pair": (_("%(name)s inviterer til samarbeid"), "pair"),
        "group": (_("%(name)s vil ha deg med i en gruppe"), "help"),
    }
    for kind, (text, page) in texts.items():
        for number in range(MOST):
            told: str | None = getattr(membership, f"{kind}_{number}", None)
            if told:
                name, _tab, public_id = told.partition(BETWEEN)
                yield Line(text % {"name": name}, *_where(membership.network, page, public_id))


def _where(network: Network, page: str, public_id: str) -> tuple[str, str]:
    args = [network.slug] if page == "help" else [network.slug, public_id]
    return str(network), reverse(f"peers:{page}", args=args)
