"""A network's year is released to its owner, and taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.models import Network
from redthread.people.models import Person
from redthread.schoolyear.years import SchoolYear
from redthread.sharing import actions as sharing
from redthread.sharing.models import Audience, Release
from redthread.wheel.snapshots import has_gatherings, mark_of, snapshot_of, source_of


def title_of(network: Network, year: SchoolYear) -> str:
    return _("Årshjulet i %(network)s %(year)s") % {"network": network, "year": year}


def standing_release(network: Network, year: SchoolYear) -> Release | None:
    """What the owner sees of the year now."""
    found = Release.objects.standing().filter(source=source_of(network, year), audience=Audience.OWNER)
    return found.select_related("released_by").first()


@transaction.atomic
def release_wheel(*, network: Network, year: SchoolYear, seen: str, by: Person, now: datetime) -> Release:
    """«Ferdigstill»: the owner sees exactly what was previewed, until it is taken back.

    `seen` is `mark_of` what was previewed. Pressed twice, it is one release. Raises RuleError when the year
    has changed since then, and while no gathering is published.
    """
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    snapshot = snapshot_of(network, year)
    if not has_gatherings(snapshot):
        raise RuleError(_("Ingen samling er publisert dette skoleåret. Publiser minst én først."))
    if mark_of(snapshot) != seen:
        raise RuleError(_("Hjulet er endret siden du så over det. Se over en gang til."))
    there = standing_release(network, year)
    if there is not None and there.snapshot == snapshot:
        return there
    return sharing.release(
        network=network,
        school=None,
        kind=Release.Kind.WHEEL,
        source=source_of(network, year),
        about="",
        audience=Audience.OWNER,
        title=title_of(network, year)[:200],
        snapshot=snapshot,
        by=by,
        now=now,
    )


def take_back_wheel(*, network: Network, year: SchoolYear, by: Person, now: datetime) -> None:
    """From the next request on the owner does not see it. Taken back already, nothing happens."""
    there = standing_release(network, year)
    if there is not None:
        sharing.revoke(release=there, by=by, now=now)
