"""Reads the school routes of a network's owners for a school year."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch

from redthread.people.models import Organisation
from redthread.schoolyear.routes.usual import usual_route
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.models import RoutePeriod, SchoolRoute
from redthread.wheel.route_pages import OwnerRoute, by_month, proposed_of, row, rows_of, sum_of


def routes_in_force(owners: Iterable[Organisation], year: SchoolYear) -> dict[int, SchoolRoute]:
    """By the owner's key, with periods and their schools; two queries."""
    periods = Prefetch("periods", RoutePeriod.objects.select_related("school"))
    found = SchoolRoute.objects.in_force().filter(owner__in=owners, first_year=year.first_year)
    return {route.owner_id: route for route in found.prefetch_related(periods)}


def owner_routes(owners: list[Organisation], year: SchoolYear) -> list[OwnerRoute]:
    """Each owner with its route, in the order given."""
    routes = routes_in_force(owners, year)
    return [_shown(owner, routes.get(owner.pk), year) for owner in owners]


def _shown(owner: Organisation, route: SchoolRoute | None, year: SchoolYear) -> OwnerRoute:
    has_usual = bool(usual_route(owner.municipality_number, year))
    if route is None:
        return OwnerRoute(owner, None, [], None, has_usual)
    names = {one.school.public_id: one.school.name for one in route.periods.all() if one.school}
    periods = proposed_of(route)
    rows = [row(values, names) for values in rows_of(periods)]
    return OwnerRoute(owner, route, by_month(rows), sum_of(periods, year), has_usual)
