"""People say what they can help with, and what they do not want to stand with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.models import Network
from redthread.peers.models import HiddenLine, Offer
from redthread.people.models import Person

MOST_OFFERS = 12


@transaction.atomic
def offer_help(*, network: Network, what: str, line: str, by: Person, now: datetime) -> Offer:
    """Stand with something one can help with. The same matter again changes the line and is on."""
    mine = Offer.objects.filter(network=network, person=by)
    if mine.exclude(what__iexact=what).count() >= MOST_OFFERS:
        raise RuleError(_("Du har tolv fra før. Ta bort én før du legger til en ny."))
    there = mine.filter(what__iexact=what).first()
    values = {"what": what, "line": line, "is_on": True, "offered_at": now}
    made, _is_new = Offer.objects.update_or_create(
        network=network, person=by, what=there.what if there else what, defaults=values
    )
    return made


def set_offer(*, offer: Offer, is_on: bool, by: Person, now: datetime) -> None:
    """Put it on or off."""
    Offer.objects.filter(pk=offer.pk, person=by).update(is_on=is_on)


def remove_offer(*, offer: Offer, by: Person, now: datetime) -> None:
    Offer.objects.filter(pk=offer.pk, person=by).delete()


@transaction.atomic
def choose_lines(
    *, network: Network, known: Iterable[str], shown: Iterable[str], by: Person, now: datetime
) -> None:
    """Of the `known` lines about oneself, stand with those that are `shown` and no others."""
    known, shown = set(known), set(shown)
    mine = HiddenLine.objects.filter(network=network, person=by)
    mine.filter(key__in=known & shown).delete()
    hidden = [HiddenLine(network=network, person=by, key=key) for key in sorted(known - shown)]
    HiddenLine.objects.bulk_create(hidden, ignore_conflicts=True)
