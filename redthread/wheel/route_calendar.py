"""Calendar files (ICS) as events of one school year, held to limits before they are parsed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar

from redthread.core.errors import InputError
from redthread.schoolyear.routes.events import Event, read_events
from redthread.schoolyear.routes.proposals import Found, Reading, Trouble
from redthread.schoolyear.routes.repeats import Repeat, UnreadableRepeatError, starts_within
from redthread.schoolyear.years import SchoolYear

LARGEST = 2**20
MOST_EVENTS = 2_000
MOST_DAYS = 5_000  # events with all their repetitions in the year
MOST_LINES = 40_000
DEEPEST = 4
LONGEST = timedelta(days=370)
RULE_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"}


def read_calendar(content: bytes, text: str, year: SchoolYear) -> Reading:
    """What the events of a calendar tell of the year. Raises InputError for what is no calendar."""
    _hold_to_limits(content, text)
    try:
        found = Calendar.from_ical(text)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        raise InputError(
            _("Vi kan ikke lese kalenderen. Hent filen på nytt, eller lim inn teksten.")
        ) from None
    problems: list[Found] = []
    events: list[Event] = []
    for number, entry in enumerate(found.walk("VEVENT"), start=1):
        events += _events(number, entry, year, problems)
        if len(events) > MOST_DAYS:
            raise _too_large()
    return Reading(problems=problems) if problems else read_events(events, year)


def _hold_to_limits(content: bytes, text: str) -> None:
    """Count before parsing: the sizes that a file tells of itself are not trusted."""
    lines = text.upper().splitlines()
    deepest = depth = 0
    for line in lines:
        depth += line.startswith("BEGIN:") - line.startswith("END:")
        deepest = max(deepest, depth)
    is_too_large = len(content) > LARGEST or len(lines) > MOST_LINES or deepest > DEEPEST
    if is_too_large or sum(line.startswith("BEGIN:VEVENT") for line in lines) > MOST_EVENTS:
        raise _too_large()


def _too_large() -> InputError:
    text = _("Kalenderen er for stor. Den kan ha høyst %(most)d hendelser og være på høyst 1 MB.")
    return InputError(text % {"most": MOST_EVENTS})


def _events(number: int, entry: Any, year: SchoolYear, problems: list[Found]) -> Iterator[Event]:
    name = str(entry.get("SUMMARY", ""))
    try:
        starts_on, ends_on = _days(entry)
        days = (ends_on - starts_on).days + 1
        if ends_on - starts_on > LONGEST:
            raise OverflowError
        for start in _starts(entry, starts_on, year, max(days, 1)):
            yield Event(number, name, start, start + timedelta(days=days - 1))
    except UnreadableRepeatError:
        problems.append(Found(number, Trouble.UNREADABLE_REPEAT, name))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        problems.append(Found(number, Trouble.IMPOSSIBLE_DATE, name))


def _days(entry: Any) -> tuple[date, date]:
    """The first and the last day by the clock in Norway; an end at midnight is of the day before."""
    start = entry.decoded("DTSTART")
    if "DTEND" in entry:
        end = entry.decoded("DTEND")
    elif "DURATION" in entry:
        end = start + entry.decoded("DURATION")
    else:
        return _local(start), _local(start)
    if not isinstance(start, datetime) and not isinstance(end, datetime):
        return start, max(end - timedelta(days=1), start) if end >= start else end
    moment = end - timedelta(microseconds=1) if isinstance(end, datetime) and end > start else end
    return _local(start), _local(moment)


def _local(moment: date | datetime) -> date:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return moment.astimezone(timezone.get_current_timezone()).date()
    return moment.date() if isinstance(moment, datetime) else moment


def _starts(entry: Any, start: date, year: SchoolYear, days: int) -> list[date]:
    if "RRULE" not in entry:
        return [start]
    rule = entry["RRULE"]
    if isinstance(rule, list) or set(rule) - RULE_PARTS:
        raise UnreadableRepeatError
    until = rule.get("UNTIL", [None])[0]
    repeat = Repeat(
        frequency=str(rule["FREQ"][0]).upper(),
        interval=int(rule.get("INTERVAL", [1])[0]),
        times=rule.get("COUNT", [None])[0],
        until=_local(until) if until is not None else None,
        weekdays=tuple(str(day).upper() for day in rule.get("BYDAY", [])),
    )
    left_out = set(_left_out(entry))
    return [day for day in starts_within(start, repeat, year, days) if day not in left_out]


def _left_out(entry: Any) -> Iterator[date]:
    listed = entry.get("EXDATE", [])
    for group in listed if isinstance(listed, list) else [listed]:
        for one in group.dts:
            yield _local(one.dt)
