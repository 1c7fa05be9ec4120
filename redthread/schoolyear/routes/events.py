"""School routes as a calendar has them: events with a name and days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from redthread.schoolyear.routes.proposals import (
    Found,
    PeriodKind,
    Proposed,
    Reading,
    Remark,
    Trouble,
    joined,
)
from redthread.schoolyear.routes.text import KINDS, SHOWN
from redthread.schoolyear.routes.tokens import tokens_of
from redthread.schoolyear.routes.words import About, subjects_in
from redthread.schoolyear.years import SchoolYear

LONGEST_NAME = 300


class Event(NamedTuple):
    """One event: its number in the file, its name, and its days, both included."""

    number: int
    name: str
    starts_on: date
    ends_on: date


def read_events(events: Iterable[Event], year: SchoolYear) -> Reading:
    """What the events tell of the year. Other years, which calendars have, are left out and counted."""
    reading, others = Reading(), 0
    for event in events:
        if event.ends_on < event.starts_on:
            reading.problems.append(Found(event.number, Trouble.BACKWARDS, event.name[:SHOWN]))
        elif event.ends_on < year.starts_on or event.starts_on > year.ends_on:
            others += 1
        else:
            _read_event(event, year, reading)
    if others:
        reading.remarks.append(Found(0, Remark.OTHER_YEARS, number=others))
    reading.periods = joined(reading.periods)
    if not reading.periods and not reading.problems:
        reading.problems.append(Found(0, Trouble.NOTHING_FOUND))
    return reading


def _read_event(event: Event, year: SchoolYear, reading: Reading) -> None:
    subjects = subjects_in(tokens_of(event.name[:LONGEST_NAME]))
    kinds = [(KINDS[subject.about], subject.name) for subject in subjects if subject.about in KINDS]
    if kinds:
        kind, name = kinds[0]
        starts_on, ends_on = max(event.starts_on, year.starts_on), min(event.ends_on, year.ends_on)
        if kind in (PeriodKind.FIRST_DAY, PeriodKind.LAST_DAY):
            starts_on = ends_on = starts_on if kind is PeriodKind.FIRST_DAY else ends_on
        reading.periods.append(Proposed(kind, name, starts_on, ends_on))
    elif not any(subject.about is About.PUBLIC for subject in subjects):
        reading.remarks.append(Found(event.number, Remark.UNREAD, " ".join(event.name.split())[:SHOWN]))
