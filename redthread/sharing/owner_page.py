"""The owner's page: what has been shared with the owner, by network, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from redthread.networks.models import Network
from redthread.people.models import Organisation
from redthread.schoolyear.years import SchoolYear, school_year_of
from redthread.sharing.models import Release


class FromNetwork(NamedTuple):
    network: Network
    releases: list[Release]


class OwnerPage(NamedTuple):
    """`years` are those in which something stands shared, newest first; `year` is the one shown."""

    year: SchoolYear | None
    years: list[SchoolYear]
    groups: list[FromNetwork]


def owner_page(owners: Iterable[Organisation], wanted: str) -> OwnerPage:
    """Built from standing releases to the owner and nothing else: two queries. `wanted` is «2026»."""
    shared = Release.objects.for_owners(*owners)
    years = {school_year_of(month) for month in shared.datetimes("released_at", "month")}
    newest_first = sorted(years, reverse=True)
    asked_for = [year for year in newest_first if str(year.first_year) == wanted]
    year = next(iter(asked_for or newest_first), None)
    if year is None:
        return OwnerPage(None, [], [])
    in_year = shared.filter(
        released_at__gte=midnight(year.starts_on), released_at__lt=midnight(year.ends_on + timedelta(days=1))
    )
    return OwnerPage(year, newest_first, _by_network(in_year.select_related("network", "school")))


def _by_network(releases: Iterable[Release]) -> list[FromNetwork]:
    groups: dict[int, FromNetwork] = {}
    for release in releases:
        groups.setdefault(release.network_id, FromNetwork(release.network, [])).releases.append(release)
    return sorted(groups.values(), key=lambda group: (group.network.name, group.network.pk))


def midnight(day: date) -> datetime:
    """The first moment of the day, in local time."""
    return timezone.make_aware(datetime.combine(day, time()))
