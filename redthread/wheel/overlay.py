"""Several networks' years together: a person's own, and those that an owner has been shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from redthread.networks.access import Access
from redthread.networks.models import Membership, Network, Unit
from redthread.networks.roles import GRANTS, Permission
from redthread.people.models import Organisation, Person
from redthread.schoolyear.holidays import public_holidays
from redthread.schoolyear.years import SchoolYear, school_year_of
from redthread.sharing.models import Release
from redthread.wheel.collisions import Collision, Taking, collisions_of
from redthread.wheel.drawing.overlay import draw_overlay
from redthread.wheel.drawing.wheel import Wheel, rests_of
from redthread.wheel.entries import entries_of_all
from redthread.wheel.marks import Entry, Kind, in_order
from redthread.wheel.plan_words import listed
from redthread.wheel.snapshots import entries_in, taking_in, year_in
from redthread.wheel.year_page import MonthList, by_month


@dataclass(frozen=True)
class Ring:
    """One network on the wheel; `href` leads to more of it."""

    name: str
    slug: str
    href: str
    entries: list[Entry]


@dataclass(frozen=True)
class Overlay:
    year: SchoolYear
    rings: list[Ring]
    wheel: Wheel
    months: list[MonthList]
    collisions: list[Collision]


def overlay_of(rings: Sequence[Ring], taking: Mapping[str, Taking], year: SchoolYear, today: date) -> Overlay:
    """The rings in the order given; what comes close is found among their gatherings."""
    entries = in_order(entry for ring in rings for entry in ring.entries)
    close = collisions_of(entries, taking)
    rests = rests_of(day for y in (year.first_year, year.first_year + 1) for day in public_holidays(y))
    wheel = draw_overlay([(ring.slug, ring.entries) for ring in rings], year, today, close, rests)
    return Overlay(year, list(rings), wheel, by_month(year, told_once(entries)), close)


def told_once(entries: Iterable[Entry]) -> list[Entry]:
    """The owner's initiative stands in each network's year; here it stands once, with all their names."""
    found: dict[object, list[Entry]] = {}
    for one in entries:
        alike = (one.title, one.starts_on, one.ends_on, one.detail, one.who_key)
        found.setdefault(alike if one.kind == Kind.OWNERS else one.key, []).append(one)
    return [
        replace(same[0], network=listed(list(dict.fromkeys(one.network for one in same))))
        for same in found.values()
    ]


def accesses_of(person: Person, now: datetime) -> dict[Network, Access]:
    """The running networks that the person is in this second, by name, with what they may do in each."""
    memberships: dict[Network, list[Membership]] = defaultdict(list)
    mine = Membership.objects.current(now).filter(person=person, network__closed_at=None)
    for membership in mine.select_related("network", "organisation").order_by("network__name", "pk"):
        memberships[membership.network].append(membership)
    return {
        network: Access(
            person, network, tuple(found), frozenset[Permission]().union(*(GRANTS[m.role] for m in found))
        )
        for network, found in memberships.items()
    }


def taking_part(networks: Iterable[Network], now: datetime) -> dict[str, Taking]:
    """The schools and the people of each network, by its slug; two queries."""
    every = {network.pk: network for network in networks}
    schools: dict[int, dict[str, str]] = defaultdict(dict)
    people: dict[int, set[int]] = defaultdict(set)
    for unit in Unit.objects.present().filter(network__in=every).select_related("organisation"):
        schools[unit.network_id][unit.organisation.public_id] = unit.organisation.name
    present = Membership.objects.current(now).filter(network__in=every)
    for network_id, person_id in present.values_list("network_id", "person_id"):
        people[network_id].add(person_id)
    return {network.slug: Taking(schools[pk], frozenset(people[pk])) for pk, network in every.items()}


def rings_of(accesses: Mapping[Network, Access], year: SchoolYear) -> list[Ring]:
    """Gatherings and the work between them in each of the networks, as the person may see them."""
    by_slug: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries_of_all(accesses, year):
        if entry.kind in (Kind.GATHERING, Kind.FIXED):
            by_slug[entry.slug].append(entry)
    return [
        Ring(network.name, network.slug, network.get_absolute_url(), by_slug[network.slug])
        for network in accesses
    ]


def released_wheels(owners: Sequence[Organisation]) -> list[Release]:
    """The wheels that stand released to the owners, by network; nothing else is read."""
    shown = Release.objects.for_owners(*owners).filter(kind=Release.Kind.WHEEL)
    return sorted(shown.select_related("network"), key=lambda one: (one.network.name, one.pk))


def owners_year(releases: Iterable[Release], wanted: str, today: date) -> tuple[SchoolYear, list[SchoolYear]]:
    """The year that is asked for if it is among the released, else this year, else the newest; and all."""
    years = sorted({SchoolYear(year) for one in releases if (year := year_in(one.snapshot))})
    now = school_year_of(today)
    asked = [year for year in years if str(year.first_year) == wanted]
    fitting = [*asked, *(year for year in years if year == now), *reversed(years), now]
    return fitting[0], years


def rings_in(releases: Iterable[Release], year: SchoolYear) -> tuple[list[Ring], dict[str, Taking]]:
    """The released wheels of the year, and the schools they name. Each release is a ring of its own."""
    rings, taking = [], {}
    for number, one in enumerate(
        release for release in releases if year_in(release.snapshot) == year.first_year
    ):
        slug = f"hjul-{number + 1}"
        entries = entries_in(one.snapshot, one.network.name, slug, slug)
        rings.append(Ring(one.network.name, slug, one.public_id, entries))
        taking[slug] = taking_in(one.snapshot)
    return rings, taking
