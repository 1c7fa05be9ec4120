"""The owner's page: what has been shared with the owner, by network, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from redthread.networks.chairs import school_year_of
from redthread.networks.models import Network
from redthread.people.models import Organisation
from redthread.sharing.models import Release


class FromNetwork(NamedTuple):
    network: Network
    releases: list[Release]


class OwnerPage(NamedTuple):
    """`years` are the school years in which something stands shared, newest first; `year` is shown."""

    year: int | None
    years: list[int]
    groups: list[FromNetwork]


def owner_page(owners: Iterable[Organisation], wanted_year: int | None) -> OwnerPage:
    """Built from standing releases to the owner and nothing else: two queries."""
    shared = Release.objects.for_owners(*owners)
    years = sorted(
        {school_year_of(month) for month in shared.datetimes("released_at", "month")}, reverse=True
    )
    year = wanted_year if wanted_year in years else next(iter(years), None)
    if year is None:
        return OwnerPage(None, [], [])
    in_year = shared.filter(released_at__gte=_start(year), released_at__lt=_start(year + 1))
    return OwnerPage(year, years, _by_network(in_year.select_related("network", "school")))


def _by_network(releases: Iterable[Release]) -> list[FromNetwork]:
    groups: dict[int, FromNetwork] = {}
    for release in releases:
        groups.setdefault(release.network_id, FromNetwork(release.network, [])).releases.append(release)
    return sorted(groups.values(), key=lambda group: (group.network.name, group.network.pk))


def _start(year: int) -> datetime:
    return datetime(year, 8, 1, tzinfo=timezone.get_current_timezone())
