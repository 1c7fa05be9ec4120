"""When the next gathering may be: on the weekday and at the time of the last, after as long a wait. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from redthread.schoolyear.holidays import holiday_on
from redthread.schoolyear.years import is_summer

TUESDAY = 1
MORNING = (time(9), time(12))
NOTICE = timedelta(weeks=3)  # so that the first ever gathering is not tomorrow
WEEKS_BETWEEN = 6  # 001 L3961-3963; 000 L477-478 has about two months


class Meeting(NamedTuple):
    starts_at: datetime
    ends_at: datetime


def next_meeting(latest: Sequence[Meeting], today: date, zone: tzinfo) -> Meeting:
    """A time for the next one, after today, outside the summer and on no public holiday.

    `latest` is newest first. As many weeks after the last as between the last two; six when there is one
    only. With none, on a Tuesday morning in three weeks.
    """
    if not latest:
        day = today + NOTICE
        day += timedelta(days=(TUESDAY - day.weekday()) % 7)
        start, end = MORNING
        nights = timedelta()
    else:
        last_start, last_end = (moment.astimezone(zone) for moment in latest[0])
        start, end = last_start.time(), last_end.time()
        nights = last_end.date() - last_start.date()
        day = _day_after(last_start.date(), weeks_between(latest, zone), today)
    while is_summer(day) or holiday_on(day):
        day += timedelta(weeks=1)
    return Meeting(datetime.combine(day, start, zone), datetime.combine(day + nights, end, zone))


def weeks_between(latest: Sequence[Meeting], zone: tzinfo) -> int:
    """Whole weeks between the last two, at least one."""
    if len(latest) < 2:
        return WEEKS_BETWEEN
    last, one_before = (meeting.starts_at.astimezone(zone).date() for meeting in latest[:2])
    return max(1, round((last - one_before) / timedelta(weeks=1)))


def _day_after(last: date, weeks: int, today: date) -> date:
    day = last + timedelta(weeks=weeks)
    while day <= today:
        day += timedelta(weeks=weeks)
    return day
