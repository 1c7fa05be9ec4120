"""What is new from the others: one line each, newest first."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.networks.models import Mandate
from redthread.people.models import Organisation
from redthread.sharing.models import Audience, Release
from redthread.web.locked_minutes import LockedMinutes, minutes_address
from redthread.web.standpoint import NEW_FOR, Line, Standpoint

MOST_NEWS = 5
TOLD = (Release.Kind.SUMMARY, Release.Kind.TRY_OUT, Release.Kind.STORY)


def releases(owners: Iterable[Organisation], at: Standpoint) -> list[Release]:
    """What is new to the owners that the person speaks for, and to the networks. One query.

    The newest first; the audience tells them apart.
    """
    to_owners = Release.objects.for_owners(*owners).filter(released_at__gte=at.now - NEW_FOR)
    to_networks = (
        Release.objects.standing()
        .filter(network__in=at.network_ids, audience=Audience.NETWORK, kind__in=TOLD)
        .filter(released_at__gte=at.now - NEW_FOR)
        .exclude(at.own("network", "school"))
    )
    return list((to_owners | to_networks).select_related("network", "school"))


def shared(found: Iterable[Release]) -> list[Line]:
    """The newest of what other schools have shown their networks."""
    to_network = [release for release in found if release.audience == Audience.NETWORK]
    return [
        Line(_told(release), str(release.network), _address(release), release.released_at)
        for release in to_network[:MOST_NEWS]
    ]


def _told(release: Release) -> str:
    if release.kind == Release.Kind.TRY_OUT:
        return _("%(school)s viser fram: %(title)s") % {"school": release.school, "title": release.title}
    if release.kind == Release.Kind.STORY:
        return _("%(school)s har delt en praksisfortelling") % {"school": release.school}
    return _("%(school)s har delt oppsummeringen sin") % {"school": release.school}


def _address(release: Release) -> str:
    if release.kind == Release.Kind.TRY_OUT:
        return reverse("betweenwork:try_out", args=[release.network.slug, release.source])
    if release.kind == Release.Kind.STORY:
        return reverse("knowledge:story", args=[release.network.slug, release.source])
    return reverse("betweenwork:list", args=[release.network.slug])


def minutes_locked(minutes: Iterable[LockedMinutes], at: Standpoint) -> list[Line]:
    return [
        _minutes(one)
        for one in minutes
        if one.minutes.locked_at
        and one.minutes.locked_at >= at.now - NEW_FOR
        and one.minutes.locked_by_id != at.person.pk
    ]


def _minutes(one: LockedMinutes) -> Line:
    """For somebody who was not there, the way to what they need to know."""
    where, words = minutes_address(one.gathering), _("Referatet fra %(gathering)s er ferdig")
    if one.was_absent:
        words = _("Kort fortalt fra %(gathering)s, siden du ikke var der")
        where = reverse("reports:digest", args=[one.gathering.network.slug, one.gathering.public_id])
    text = words % {"gathering": one.gathering}
    return Line(text, str(one.gathering.network), where, one.minutes.locked_at)


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
