"""When schools of a county commonly are closed: something to start from, never a route.

The municipality decides, and many differ from their county. Weeks of the autumn and the winter break by
county as widely published for 2021-2024, in the counties of 2024.
"""

from __future__ import annotations

from datetime import date, timedelta

from redthread.schoolyear.holidays import easter_sunday
from redthread.schoolyear.routes.proposals import PeriodKind, Proposed
from redthread.schoolyear.years import SchoolYear

# Nordland has a few days in the autumn only.
# fmt: off
AUTUMN = {"03": 40, "31": 40, "32": 40, "33": 40, "42": 40, "55": 40, "56": 40,
          "34": 41, "39": 41, "40": 41, "11": 41, "46": 41, "15": 41, "50": 41}
WINTER = {"03": 8, "32": 8, "31": 8, "39": 8, "40": 8, "42": 8, "15": 8, "50": 8,
          "34": 9, "33": 9, "11": 9, "46": 9, "18": 9, "55": 9, "56": 9}
# fmt: on
SOGN_OG_FJORDANE = ("4602", *(str(number) for number in range(4635, 4652)))  # have week 8, as before 2020
MONDAY, FRIDAY = 0, 4


def usual_route(municipality_number: str, year: SchoolYear) -> list[Proposed]:
    """The common breaks of the county; nothing when the county is not known."""
    county = municipality_number[:2]
    if len(municipality_number) != 4 or county not in WINTER:
        return []
    winter = 8 if municipality_number in SOGN_OG_FJORDANE else WINTER[county]
    spring = year.first_year + 1
    easter = easter_sunday(spring)
    found = [
        _day(PeriodKind.FIRST_DAY, "Første skoledag", _weekday(date(year.first_year, 8, 14), MONDAY)),
        _break("Juleferie", _monday_of(date(year.first_year, 12, 24)), date(spring, 1, 1)),
        _week("Vinterferie", spring, winter),
        _break("Påskeferie", easter - timedelta(days=6), easter + timedelta(days=1)),
        _day(PeriodKind.LAST_DAY, "Siste skoledag", _weekday(date(spring, 6, 16), FRIDAY)),
    ]
    if county in AUTUMN:
        found.append(_week("Høstferie", year.first_year, AUTUMN[county]))
    return sorted(found, key=lambda period: period.starts_on)


def _week(name: str, calendar_year: int, number: int) -> Proposed:
    monday = date.fromisocalendar(calendar_year, number, 1)
    return _break(name, monday, monday + timedelta(days=FRIDAY))


def _break(name: str, starts_on: date, ends_on: date) -> Proposed:
    return Proposed(PeriodKind.HOLIDAY, name, starts_on, ends_on)


def _day(kind: PeriodKind, name: str, day: date) -> Proposed:
    return Proposed(kind, name, day, day)


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weekday(day: date, weekday: int) -> date:
    """The first of that weekday on or after the day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
