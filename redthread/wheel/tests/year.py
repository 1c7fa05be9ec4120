"""A network's year in full, for the tests of the wheel. Everything lies in the school year that is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from redthread.gatherings.models import Gathering
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.schoolyear.years import SchoolYear, school_year_of
from redthread.testing import make
from redthread.testing.cast import Cast, build
from redthread.wheel.models import FixedMatter, Initiative, RoutePeriod, SchoolRoute, YearPlan

WHEEL = "/nettverk/rektornettverk-ost/arshjul/"
INITIATIVES = "/nettverk/rektornettverk-ost/satsinger/"
TITLES = (
    "Oppstart: lesing i alle fag", "Praksisfortellinger", "Adventssamling", "Resultatene våre",
    "Skolebesøk på Brekka", "Medvirkning", "Årets høsting",
)  # fmt: skip
DAYS = ((8, 25), (10, 13), (12, 1), (1, 26), (3, 9), (4, 20), (6, 8))


def on(year: SchoolYear, month: int, day: int) -> date:
    return date(year.first_year + (month < 8), month, day)


def at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def gathering(of: Network, day: date, title: str, **fields: Any) -> Gathering:
    return make.gathering(of, title=title, starts_at=at(day, 9), ends_at=at(day, 12), **fields)


def initiative(
    of: Network, whose: Organisation, name: str, first: date, last: date | None, by: Person
) -> Initiative:
    return Initiative.objects.create(
        network=of,
        organisation=whose,
        name=name,
        starts_on=first,
        ends_on=last,
        added_by=by,
        added_at=timezone.now(),
    )


def plan(of: Network, year: SchoolYear) -> YearPlan:
    return YearPlan.objects.create(
        network=of,
        first_year=year.first_year,
        starts=time(9),
        ends=time(12),
        changed_by=of.created_by,
        changed_at=timezone.now(),
    )


def matter(
    of: Network, year: SchoolYear, name: str, first: date, last: date, **fields: object
) -> FixedMatter:
    values = {"kind": FixedMatter.Kind.OTHER, "is_confirmed": True, **fields}
    return FixedMatter.objects.create(
        network=of, first_year=year.first_year, name=name, starts_on=first, ends_on=last, **values
    )


def route(owner: Organisation, year: SchoolYear, by: Person) -> SchoolRoute:
    made = SchoolRoute.objects.create(
        owner=owner, first_year=year.first_year, confirmed_by=by, confirmed_at=timezone.now()
    )
    for kind, name, first, last in (
        ("first_day", "Første skoledag", (8, 17), (8, 17)),
        ("holiday", "Høstferie", (10, 5), (10, 9)),
        ("planning_day", "Planleggingsdag", (11, 13), (11, 13)),
        ("holiday", "Juleferie", (12, 21), (1, 1)),
        ("holiday", "Vinterferie", (2, 22), (2, 26)),
        ("holiday", "Påskeferie", (3, 22), (3, 29)),
        ("last_day", "Siste skoledag", (6, 18), (6, 18)),
    ):
        RoutePeriod.objects.create(
            route=made, kind=kind, name=name, starts_on=on(year, *first), ends_on=on(year, *last)
        )
    return made


@dataclass
class Year:
    cast: Cast
    year: SchoolYear
    gatherings: list[Gathering]


def full_year(cast: Cast | None = None) -> Year:
    """Seven gatherings with between-work and deadlines, a route, fixed matters and initiatives."""
    cast = cast or build()
    year = school_year_of(timezone.localdate())
    network = cast.network
    gatherings = [
        gathering(network, on(year, *day), title, theme="Lesing", host=(cast.asen, cast.brekka)[number % 2])
        for number, (day, title) in enumerate(zip(DAYS, TITLES, strict=True))
    ]
    for number, theme in enumerate(("To-lærer i lesetimene", "Elevene lager spørsmålene")):
        make.assignment(gatherings[number], cast.asen, cast.brekka, theme=theme)
    plan(network, year)
    route(cast.owner, year, cast.liv)
    matter(network, year, "Nasjonale prøver", on(year, 9, 7), on(year, 9, 25))
    matter(network, year, "Elevundersøkelsen", on(year, 10, 19), on(year, 11, 27))
    matter(network, year, "Egenrapportering", on(year, 4, 5), on(year, 4, 30), is_confirmed=False)
    matter(network, year, "Gjennomgang av mandatet", on(year, 6, 8), on(year, 6, 8))
    for whose, name, first, last in (
        (cast.owner, "Digital plan for skolene", on(year, 8, 1), on(year, 12, 18)),
        (cast.owner, "Tidlig innsats", on(year, 1, 4), None),
        (cast.asen, "Leseløftet", on(year, 8, 17), on(year, 6, 18)),
        (cast.asen, "Olweus", on(year, 9, 1), on(year, 11, 30)),
        (cast.asen, "Uteskole på småtrinnet", on(year, 10, 1), on(year, 11, 15)),
        (cast.asen, "Ny timeplan", on(year, 10, 1), on(year, 10, 31)),
        (cast.brekka, "Regnefeller", on(year, 9, 15), on(year, 3, 1)),
    ):
        initiative(network, whose, name, first, last, cast.liv)
    return Year(cast, year, gatherings)
