"""Putting a school route in force, once a person has looked it through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.people.models import Organisation, Person
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.models import RoutePeriod, SchoolRoute


class Period(NamedTuple):
    """Some days as a person confirmed them; for these schools only, or for all when there are none."""

    kind: str
    name: str
    starts_on: date
    ends_on: date
    schools: tuple[Organisation, ...] = ()


@transaction.atomic
def confirm_route(
    *,
    owner: Organisation,
    year: SchoolYear,
    periods: Sequence[Period],
    source: str,
    seen: str,
    by: Person,
    now: datetime,
) -> SchoolRoute:
    """Put the route in force; the one before it is kept, with when it was replaced.

    `seen` is the public id of the route that was in force when the person looked, empty for none. Confirming
    the same again changes nothing. Raises RuleError for a route without days, and when somebody was first.
    """
    if not periods:
        raise RuleError(_("Skoleruta har ingen dager ennå. Legg til minst én periode."))
    Organisation.objects.select_for_update(no_key=True).get(pk=owner.pk)  # one at a time for each owner
    in_force = SchoolRoute.objects.in_force().filter(owner=owner, first_year=year.first_year).first()
    if in_force is not None and _rows_of(in_force) == _rows(periods):
        return in_force
    if (in_force.public_id if in_force else "") != seen:
        raise RuleError(_("Noen andre har endret skoleruta imens. Se på den som gjelder nå, før du lagrer."))
    SchoolRoute.objects.in_force().filter(owner=owner, first_year=year.first_year).update(replaced_at=now)
    route = SchoolRoute.objects.create(
        owner=owner, first_year=year.first_year, source=source[:200], confirmed_by=by, confirmed_at=now
    )
    RoutePeriod.objects.bulk_create(
        RoutePeriod(route=route, school_id=school, kind=kind, name=name, starts_on=starts_on, ends_on=ends_on)
        for kind, name, starts_on, ends_on, school in sorted(_rows(periods), key=_by_day)
    )
    return route


Row = tuple[str, str, date, date, int | None]


def _rows(periods: Sequence[Period]) -> set[Row]:
    """One row a school, each once."""
    return {
        (*period[:4], school.pk if school else None)
        for period in periods
        for school in period.schools or (None,)
    }


def _rows_of(route: SchoolRoute) -> set[Row]:
    return set(route.periods.values_list("kind", "name", "starts_on", "ends_on", "school_id"))


def _by_day(row: Row) -> tuple[date, date, str, str, int]:
    return row[2], row[3], row[0], row[1], row[4] or 0
