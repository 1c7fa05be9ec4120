"""The year of a network as planned in the demo: school routes, the plan, other initiatives, the release."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from redthread.demo.circles import Circle
from redthread.demo.library import read
from redthread.demo.town import Town
from redthread.schoolyear.holidays import easter_sunday
from redthread.schoolyear.years import SchoolYear, school_year_of
from redthread.wheel.actions.initiatives import add_initiative
from redthread.wheel.actions.plans import Frame, keep_plan, save_plan
from redthread.wheel.actions.releases import release_wheel
from redthread.wheel.actions.routes import Period, confirm_route
from redthread.wheel.models import RoutePeriod, YearPlan
from redthread.wheel.plan_difference import difference_of
from redthread.wheel.plan_reading import basis_of
from redthread.wheel.snapshots import mark_of, snapshot_of

Kind = RoutePeriod.Kind


def confirm_routes(town: Town, start: datetime, now: datetime) -> None:
    """The owner's routes for every school year that the demo touches, and for the next one from spring."""
    first, last = school_year_of(start.date()), school_year_of((now + timedelta(days=120)).date())
    for first_year in range(first.first_year, last.first_year + 1):
        confirm_route(
            owner=town.fjordvik,
            year=SchoolYear(first_year),
            periods=_periods(first_year),
            source="Skoleruta på kommunens nettsider",
            seen="",
            by=town.liv,
            now=min(now, max(start, datetime(first_year, 4, 15, 9, tzinfo=now.tzinfo))),
        )


def _periods(first_year: int) -> list[Period]:
    spring, easter = first_year + 1, easter_sunday(first_year + 1)
    autumn = date.fromisocalendar(first_year, 41, 1)
    winter = date.fromisocalendar(spring, 8, 1)
    planning = date.fromisocalendar(first_year, 46, 5)
    friday = timedelta(days=4)
    return [
        Period(Kind.FIRST_DAY, "Første skoledag", date(first_year, 8, 18), date(first_year, 8, 18)),
        Period(Kind.HOLIDAY, "Høstferie", autumn, autumn + friday),
        Period(Kind.PLANNING_DAY, "Planleggingsdag", planning, planning),
        Period(Kind.HOLIDAY, "Juleferie", date(first_year, 12, 20), date(spring, 1, 3)),
        Period(Kind.HOLIDAY, "Vinterferie", winter, winter + friday),
        Period(Kind.HOLIDAY, "Påskeferie", easter - timedelta(days=6), easter + timedelta(days=1)),
        Period(Kind.LAST_DAY, "Siste skoledag", date(spring, 6, 18), date(spring, 6, 18)),
    ]


def plan_the_rest(circle: Circle, now: datetime) -> None:
    """The leader plans what is left of the school year from the rhythm, and saves it as drafts."""
    year = school_year_of(now.date())
    rhythm = circle.rhythm
    frame = Frame(
        rhythm=YearPlan.Rhythm.WEEKS,
        every=rhythm.weeks,
        weekday=rhythm.weekday,
        starts=rhythm.starts,
        ends=rhythm.ends,
        camps=0,
        camp_days=1,
        themes=tuple(theme.title for theme in circle.themes),
        prepare_days=5,
        summary_days=3,
    )
    keep_plan(network=circle.network, year=year, frame=frame, rows={}, by=circle.leader, now=now)
    basis = basis_of(circle.network, year, now)
    save_plan(
        network=circle.network,
        year=year,
        seen=difference_of(basis, basis.plan()).fingerprint,
        move=(),
        put_away=(),
        by=circle.leader,
        now=now,
    )


def tell_of_initiatives(circle: Circle, now: datetime) -> None:
    """What else the owner and the schools are part of this year; some schools have much at the same time."""
    year = school_year_of(now.date())
    schools = {school.organisation.name: school for school in circle.schools}
    for line in read("satsinger")["line"]:
        school = schools.get(line["who"])
        who = school.organisation if school else circle.network.owner
        if school is None and line["who"] != "owner":
            continue
        add_initiative(
            network=circle.network,
            organisation=who,
            name=line["name"],
            about=line.get("about", ""),
            starts_on=_in_year(year, line["from"]),
            ends_on=_in_year(year, line["to"]) if "to" in line else None,
            by=school.people[0] if school else circle.leader,
            now=now,
        )


def _in_year(year: SchoolYear, month_day: str) -> date:
    month, day = (int(part) for part in month_day.split("-"))
    return date(year.first_year + (month < 8), month, day)


def show_the_owner(circle: Circle, now: datetime) -> None:
    """The leader releases the wheel, so that the owner's page has something to lay over another."""
    year = school_year_of(now.date())
    seen = mark_of(snapshot_of(circle.network, year))
    release_wheel(network=circle.network, year=year, seen=seen, by=circle.leader, now=now)
