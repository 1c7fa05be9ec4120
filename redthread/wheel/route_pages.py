"""What the pages about school routes show: periods by month, the sum of school days, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.utils.dateformat import format as formatted
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.people.models import Organisation
from redthread.schoolyear.routes.checks import USUAL_DAYS, missing_in, school_days
from redthread.schoolyear.routes.proposals import PeriodKind, Proposed
from redthread.schoolyear.school_days import SATURDAY
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.models import SchoolRoute
from redthread.wheel.route_words import missing_words


@dataclass(frozen=True)
class Row:
    """One period as it is shown; `form` is there when it may be changed."""

    name: str
    kind: str
    days: str
    weeks: str
    starts_on: date | None
    schools: tuple[str, ...] = ()
    form: Any = None


@dataclass(frozen=True)
class Month:
    """A month's heading and its rows; the heading is empty for rows whose days are not known."""

    name: str
    rows: list[Row]


@dataclass(frozen=True)
class Sum:
    """How many school days there are; `told` is what the source says."""

    days: int | None
    told: int | None
    usual: int
    missing: list[str]


@dataclass(frozen=True)
class OwnerRoute:
    """An owner with its route in force, when there is one."""

    owner: Organisation
    route: SchoolRoute | None
    months: list[Month]
    sum: Sum | None
    has_usual: bool


def row(values: dict[str, Any], names: dict[str, str], form: Any = None) -> Row:
    """The row of what is known of a period; `names` has the schools by their public id."""
    first, last = values.get("starts_on"), values.get("ends_on") or values.get("starts_on")
    kind = str(values.get("kind") or "")
    return Row(
        name=str(values.get("name") or ""),
        kind=kind,
        days=span_text(first, last) if first and last else "",
        weeks=weeks_text(first, last) if first and last else "",
        starts_on=first,
        schools=tuple(names[key] for key in values.get("schools") or () if key in names),
        form=form,
    )


def rows_of(periods: Iterable[Proposed]) -> list[dict[str, Any]]:
    """One row for the same days, however many schools they are for."""
    rows: dict[tuple[Any, ...], list[str]] = {}
    for period in periods:
        schools = rows.setdefault(period[:4], [])
        if period.school:
            schools.append(period.school)
    names = ("kind", "name", "starts_on", "ends_on")
    return [{**dict(zip(names, key, strict=True)), "schools": schools} for key, schools in rows.items()]


def by_month(rows: Iterable[Row]) -> list[Month]:
    """The rows under their months, in order; those without a day last."""
    in_order = sorted(rows, key=lambda one: one.starts_on or date.max)
    return [
        Month(_month_name(first) if first else "", list(group))
        for first, group in groupby(in_order, key=lambda one: one.starts_on and one.starts_on.replace(day=1))
    ]


def _month_name(first: date) -> str:
    name = formatted(first, "F Y")
    return name[:1].upper() + name[1:]


def sum_of(periods: Sequence[Proposed], year: SchoolYear, told: int | None = None) -> Sum:
    return Sum(school_days(periods, year), told, USUAL_DAYS, missing_words(missing_in(periods, year)))


def own_sums(periods: Sequence[Proposed], year: SchoolYear, names: dict[str, str]) -> list[tuple[str, int]]:
    """The school days of each school that has days of its own, by name, where they differ from the rest."""
    common = school_days(periods, year)
    mine = {period.school for period in periods if period.school}
    counted = {names[key]: school_days(periods, year, school=key) for key in mine if key in names}
    return sorted((name, days) for name, days in counted.items() if days is not None and days != common)


def proposed_of(route: SchoolRoute) -> list[Proposed]:
    """The periods of a stored route as readers give them, with schools by their public id."""
    return [
        Proposed(
            PeriodKind(one.kind),
            one.name,
            one.starts_on,
            one.ends_on,
            one.school.public_id if one.school else "",
        )
        for one in route.periods.all()
    ]


def span_text(first: date, last: date) -> str:
    """«mandag 17. august», «5.–9. oktober», «28. september – 2. oktober»."""
    is_english = (get_language() or "nb").startswith("en")
    if first == last:
        return formatted(first, "l j F" if is_english else "l j. F")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{'' if is_english else '.'}–{dates.day(last)}"
    return f"{dates.day(first)} – {dates.day(last)}"


def weeks_text(first: date, last: date) -> str:
    """«uke 40», «uke 52–53»; a weekend at either end does not count as a week."""
    while first < last and first.weekday() >= SATURDAY:
        first += timedelta(days=1)
    while last > first and last.weekday() >= SATURDAY:
        last -= timedelta(days=1)
    first_week, last_week = first.isocalendar().week, last.isocalendar().week
    if first_week == last_week:
        return dates.week(first)
    return _("uke %(first)d–%(last)d") % {"first": first_week, "last": last_week}
