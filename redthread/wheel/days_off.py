"""The days of a school year when nobody should be called to a gathering, each with its reasons in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from redthread.networks.models import Network
from redthread.people.models import Organisation
from redthread.schoolyear.holidays import holiday_names
from redthread.schoolyear.school_days import days_through
from redthread.schoolyear.years import SchoolYear, is_summer
from redthread.wheel.models import BlockedDays, RoutePeriod
from redthread.wheel.route_owners import owners_among, units_of

HOLIDAYS = (  # what the calendar calls them, here so that they are translated
    gettext_noop("1. nyttårsdag"),
    gettext_noop("arbeidernes dag"),
    gettext_noop("grunnlovsdagen"),
    gettext_noop("1. juledag"),
    gettext_noop("2. juledag"),
    gettext_noop("skjærtorsdag"),
    gettext_noop("langfredag"),
    gettext_noop("1. påskedag"),
    gettext_noop("2. påskedag"),
    gettext_noop("Kristi himmelfartsdag"),
    gettext_noop("1. pinsedag"),
    gettext_noop("2. pinsedag"),
)
CLOSED = (RoutePeriod.Kind.HOLIDAY, RoutePeriod.Kind.PLANNING_DAY)
DAY = timedelta(days=1)


class Reason(NamedTuple):
    """Why some days are out, and whom it is about: `who` is empty when it is everybody."""

    starts_on: date
    ends_on: date
    why: str
    who: str = ""


def days_off(
    network: Network, year: SchoolYear, *, units: list[Organisation] | None = None
) -> dict[date, tuple[str, ...]]:
    """Every day of the year that is out, in order, with why: public holidays, school routes, blocked days.

    Weekends are not among them as such. An owner whose route has no first or last school day rests in the
    summer as schools commonly do. At most four queries; `units`, each with its owner, saves one of them.
    """
    units = units_of(network) if units is None else units
    owners = owners_among(network, units)
    schools = {unit.pk for unit in units}
    reasons = [
        *_public(year),
        *_routes(owners, schools, year),
        *_blocked(network, year),
    ]
    return _by_day(reasons, year)


def _public(year: SchoolYear) -> Iterator[Reason]:
    for calendar_year in (year.first_year, year.first_year + 1):
        for day, names in holiday_names(calendar_year).items():
            for name in names:
                yield Reason(day, day, _(name))


def _routes(owners: list[Organisation], schools: set[int], year: SchoolYear) -> Iterator[Reason]:
    periods = RoutePeriod.objects.filter(
        route__owner__in=owners, route__first_year=year.first_year, route__replaced_at=None
    )
    by_owner: dict[int, list[RoutePeriod]] = defaultdict(list)
    for period in periods.select_related("route", "school"):
        by_owner[period.route.owner_id].append(period)
    for owner in owners:
        who = owner.name if len(owners) > 1 else ""
        yield from _closed(by_owner[owner.pk], schools, who)
        yield from _summer(by_owner[owner.pk], year, who)


def _closed(periods: Iterable[RoutePeriod], schools: set[int], owner: str) -> Iterator[Reason]:
    """Holidays and planning days; those of one school only when it takes part here."""
    for period in periods:
        if period.kind in CLOSED and (period.school_id is None or period.school_id in schools):
            who = period.school.name if period.school else owner
            yield Reason(period.starts_on, period.ends_on, period.name, who)


def _summer(periods: Iterable[RoutePeriod], year: SchoolYear, owner: str) -> Iterator[Reason]:
    """The days before the first school day and after the last, which are all schools' own."""
    ends = {p.kind: p.starts_on for p in periods if p.school_id is None and p.kind not in CLOSED}
    first, last = ends.get(RoutePeriod.Kind.FIRST_DAY), ends.get(RoutePeriod.Kind.LAST_DAY)
    usual = [day for day in days_through(year.starts_on, year.ends_on) if is_summer(day)]
    before = first - DAY if first else max(day for day in usual if day.month == year.starts_on.month)
    after = last + DAY if last else min(day for day in usual if day.year > year.first_year)
    yield Reason(year.starts_on, before, _("sommer, før første skoledag"), owner)
    yield Reason(after, year.ends_on, _("sommer, etter siste skoledag"), owner)


def _blocked(network: Network, year: SchoolYear) -> Iterator[Reason]:
    found = BlockedDays.objects.filter(
        network=network, starts_on__lte=year.ends_on, ends_on__gte=year.starts_on
    )
    for blocked in found:
        yield Reason(blocked.starts_on, blocked.ends_on, blocked.why)


def _by_day(reasons: Iterable[Reason], year: SchoolYear) -> dict[date, tuple[str, ...]]:
    """Each day's reasons once; of several with the same reason, who they are is told together."""
    found: dict[date, dict[str, list[str]]] = defaultdict(dict)
    for reason in reasons:
        first, last = max(reason.starts_on, year.starts_on), min(reason.ends_on, year.ends_on)
        for day in days_through(first, last):
            who = found[day].setdefault(reason.why, [])
            if reason.who and reason.who not in who:
                who.append(reason.who)
    return {day: tuple(_told(why, who) for why, who in found[day].items()) for day in sorted(found)}


def _told(why: str, who: list[str]) -> str:
    return f"{why} ({', '.join(who)})" if who else why
