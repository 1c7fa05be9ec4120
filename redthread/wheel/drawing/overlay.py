"""Several networks' years on one wheel: a ring and a thread for each, the first outermost. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from redthread.schoolyear.years import SchoolYear
from redthread.wheel.collisions import Collision
from redthread.wheel.drawing.circle import angle_of, sector, stretch
from redthread.wheel.drawing.wheel import (
    HEART,
    KNOT,
    WEEK_EDGE,
    Mark,
    Placed,
    Wheel,
    knot_of,
    middle,
    month_of,
    months_of,
    now_of,
    place,
    thread_of,
    ticks_of,
    weeks_of,
)
from redthread.wheel.marks import Entry, Kind, State

OUTERMOST, INNERMOST, WIDEST = 372.0, 150.0, 64.0
MOST_RINGS = 10
NUMBERED = 16.0  # a smaller knot has no room for the day


def draw_overlay(
    rings: Sequence[tuple[str, Sequence[Entry]]],
    year: SchoolYear,
    today: date,
    collisions: Iterable[Collision] = (),
    rests: Iterable[tuple[date, date]] = (),
) -> Wheel:
    """The gatherings of each ring, by its slug, and where two of them come close.

    Beyond `MOST_RINGS` the rest share the innermost.
    """
    months, threads, ways, labels = months_of(year, today), [], [], []
    count = min(len(rings), MOST_RINGS)
    step = min(WIDEST, (OUTERMOST - INNERMOST) / max(count - 1, 1))
    knot = round(min(KNOT, step * 0.34), 1)
    at = angle_of(today, year) if today in year else (0.0 if today < year.starts_on else 360.0)
    marks: list[tuple[Entry, Mark]] = []
    for number, (_slug, entries) in enumerate(rings):
        radius = OUTERMOST - step * min(number, MOST_RINGS - 1)
        gatherings = [e for e in entries if e.kind == Kind.GATHERING]
        angles = [middle(e, year) for e in gatherings if e.state != State.CANCELLED]
        threads.append(thread_of(angles, at, radius, radius - min(step * 0.55, 40)))
        ways.append(radius)
        labels.append(Placed(place(-8, radius), str(number + 1)))
        marks += [(e, knot_of(e, place(middle(e, year), radius), today)) for e in gatherings]
    for entry, mark in sorted(marks, key=lambda pair: (pair[0].starts_on, pair[0].key)):
        month_of(months, entry.starts_on, year).marks.append(mark)
    return Wheel(
        year,
        months,
        weeks_of(year, today),
        ticks_of(year),
        [sector(*stretch(first, last, year), HEART + 8, WEEK_EDGE + 30) for first, last in rests],
        threads,
        [],
        *now_of(today, year),
        ways=ways,
        labels=labels,
        close=[_close(one, year) for one in collisions],
        knot=knot,
        has_numbers=knot >= NUMBERED,
    )


def _close(collision: Collision, year: SchoolYear) -> str:
    """The days of both, a little wider than they are, so that they are seen behind the knots."""
    start, end = stretch(collision.first.starts_on, collision.second.starts_on, year)
    return sector(start - 2, end + 2, HEART + 14, WEEK_EDGE - 6)
