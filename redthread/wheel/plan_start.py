"""What the plan of a year begins from: last year's wheel, or else what the history shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, time
from typing import NamedTuple

from django.utils import timezone

from redthread.gatherings.agenda_advice import is_over_several_days
from redthread.gatherings.models import Gathering
from redthread.gatherings.rhythm import MORNING, WEEKS_BETWEEN, Meeting, weeks_between
from redthread.networks.models import Network
from redthread.schoolyear.years import SchoolYear, school_year_of
from redthread.wheel.models import YearPlan

OWN, LAST_YEAR, HISTORY, NOTHING = "own", "last_year", "history", "nothing"
FROM_MARCH = 3  # from then on the next year is what one plans
LOOK_BACK = 6
FRIDAY = 4


class Start(NamedTuple):
    """The year's plan, stored or not, and where it comes from."""

    plan: YearPlan
    source: str
    themes_last_year: tuple[str, ...]


def year_to_plan(today: date) -> SchoolYear:
    """This school year, or from March on the next one."""
    year = school_year_of(today)
    is_late = FROM_MARCH <= today.month < year.starts_on.month
    return SchoolYear(year.first_year + 1) if is_late else year


def start_of(
    network: Network, year: SchoolYear, plans: Sequence[YearPlan], earlier: Sequence[Gathering]
) -> Start:
    """The stored plan, else last year's rhythm, else what the last gatherings show, else a usual one.

    `plans` are the network's own, newest first; `earlier` its gatherings before the year, newest first.
    """
    themes = tuple(
        dict.fromkeys(one.theme for one in reversed(earlier) if _is_last_year(one, year) and one.theme)
    )
    for plan in plans:
        if plan.first_year == year.first_year:
            return Start(plan, OWN, themes)
        if plan.first_year < year.first_year:
            return Start(_again(plan, year), LAST_YEAR, themes)
    usual = [one for one in earlier if not is_over_several_days(one)][:LOOK_BACK]
    if not usual:
        starts, ends = MORNING
        return Start(_plan(network, year, WEEKS_BETWEEN, 1, starts, ends), NOTHING, themes)
    return Start(_as_usual(network, year, usual), HISTORY, themes)


def _is_last_year(gathering: Gathering, year: SchoolYear) -> bool:
    return school_year_of(timezone.localdate(gathering.starts_at)).first_year == year.first_year - 1


def _again(plan: YearPlan, year: SchoolYear) -> YearPlan:
    return YearPlan(
        network=plan.network,
        first_year=year.first_year,
        rhythm=plan.rhythm,
        every=plan.every,
        weekday=plan.weekday,
        starts=plan.starts,
        ends=plan.ends,
        camps=plan.camps,
        camp_days=plan.camp_days,
        prepare_days=plan.prepare_days,
        summary_days=plan.summary_days,
    )


def _plan(network: Network, year: SchoolYear, every: int, weekday: int, starts: time, ends: time) -> YearPlan:
    return YearPlan(
        network=network, first_year=year.first_year, every=every, weekday=weekday, starts=starts, ends=ends
    )


def _as_usual(network: Network, year: SchoolYear, usual: Sequence[Gathering]) -> YearPlan:
    """The middle of the waits, the commonest weekday, and the clock of the last one."""
    zone = timezone.get_current_timezone()
    meetings = [Meeting(one.starts_at, one.ends_at) for one in usual]
    waits = sorted(weeks_between(meetings[n:], zone) for n in range(len(meetings) - 1))
    every = waits[len(waits) // 2] if waits else WEEKS_BETWEEN
    starts, ends = (timezone.localtime(moment) for moment in meetings[0])
    weekdays = Counter(timezone.localdate(one.starts_at).weekday() for one in meetings)
    weekday = min(weekdays.most_common(1)[0][0], FRIDAY)
    return _plan(network, year, min(max(every, 1), 20), weekday, starts.time(), ends.time())
