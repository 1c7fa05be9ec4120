"""What is new from the others: one line each, newest first."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.networks.models import Mandate
from redthread.sharing.models import Audience, Release
from redthread.web.locked_minutes import LockedMinutes, minutes_address
from redthread.web.standpoint import NEW_FOR, Line, Standpoint

MOST_NEWS = 5


def summaries_shared(at: Standpoint) -> list[Line]:
    releases = (
        Release.objects.standing()
        .filter(network__in=at.network_ids, audience=Audience.NETWORK, kind=Release.Kind.SUMMARY)
        .filter(released_at__gte=at.now - NEW_FOR)
        .exclude(at.own("network", "school"))
        .select_related("network", "school")
    )
    return [
        Line(
            _("%(school)s har delt oppsummeringen sin") % {"school": release.school},
            str(release.network),
            reverse("betweenwork:list", args=[release.network.slug]),
            release.released_at,
        )
        for release in releases[:MOST_NEWS]
    ]


def minutes_locked(minutes: Iterable[LockedMinutes], at: Standpoint) -> list[Line]:
    return [
        Line(
            _("Referatet fra %(gathering)s er ferdig") % {"gathering": one.gathering},
            str(one.gathering.network),
            minutes_address(one.gathering),
            one.minutes.locked_at,
        )
        for one in minutes
        if one.minutes.locked_at
        and one.minutes.locked_at >= at.now - NEW_FOR
        and one.minutes.locked_by_id != at.person.pk
    ]


def mandates(at: Standpoint) -> list[Line]:
    written = Mandate.objects.filter(network__in=at.network_ids, adopted_at__gte=at.now - NEW_FOR)
    newest: dict[int, Mandate] = {}
    for mandate in written.exclude(written_by=at.person).select_related("network").order_by("version"):
        newest[mandate.network_id] = mandate
    return [
        Line(
            _("Mandatet er endret") if mandate.version > 1 else _("Mandatet er skrevet"),
            str(mandate.network),
            reverse("networks:mandate", args=[mandate.network.slug]),
            mandate.adopted_at,
        )
        for mandate in newest.values()
    ]


def newest(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.at.timestamp() if line.at else 0, reverse=True)[:MOST_NEWS]
