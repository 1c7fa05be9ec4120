"""What hangs on the dates: between-work, when preparation and summaries are due, fixed matters. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from redthread.schoolyear.school_days import NoOpenDayError, working_days_before
from redthread.wheel.planning.candidates import DAY
from redthread.wheel.planning.question import Matter, Question

RESULTS = "results"


class Between(NamedTuple):
    """The between-work from one gathering to the next, both days included, and when its summaries are due."""

    first: date
    last: date
    summary_by: date


class Hanging(NamedTuple):
    """What hangs on one gathering; no between-work where there is no gathering on that side, or no room."""

    prepare_by: date
    before: Between | None
    after: Between | None


def days_ahead(question: Question, day: date, count: int) -> date:
    """The day that many working days ahead: «fem dager før» jumps over weekends and days off."""
    try:
        return working_days_before(day, count, question.off)
    except NoOpenDayError:
        return day - timedelta(days=count)


def between(question: Question, last_day: date, following: date) -> Between | None:
    """From the day after one gathering to the day before the next; holds the day summaries are due."""
    if following - last_day <= DAY:
        return None
    first, last = last_day + DAY, following - DAY
    return Between(first, last, min(max(days_ahead(question, following, question.summary_days), first), last))


def hanging(
    question: Question, day: date, last_day: date, previous: date | None, following: date | None
) -> Hanging:
    """`previous` is the last day of the gathering before, `following` the first day of the one after."""
    return Hanging(
        days_ahead(question, day, question.prepare_days),
        between(question, previous, day) if previous else None,
        between(question, last_day, following) if following else None,
    )


def place_of(matter: Matter, days: Sequence[date]) -> int | None:
    """Which gathering a matter belongs on: the first on or after it begins; None when there is none.

    Results are from their day of publication on. Anything else that has missed its days goes on the last
    gathering before them, so that it is not forgotten.
    """
    after = [place for place, day in enumerate(days) if day >= matter.starts_on]
    if after and (matter.kind == RESULTS or days[after[0]] <= matter.ends_on):
        return after[0]
    before = [place for place, day in enumerate(days) if day < matter.starts_on]
    if matter.kind != RESULTS and before:
        return before[-1]
    return after[0] if after else None
