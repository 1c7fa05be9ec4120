"""Days on a circle: 1 August at the top, the year clockwise. Pure; angles are degrees from the top."""

from __future__ import annotations

from datetime import date, timedelta
from math import cos, radians, sin

from redthread.schoolyear.years import SchoolYear

CENTRE = 500.0  # of a box of 1000 by 1000
LEAST = 1.4  # the shortest stretch that is drawn, so that one day can be seen


def angle_of(day: date, year: SchoolYear) -> float:
    """Where the day begins. Days outside the year are held at its ends: 0 and 360."""
    first = year.starts_on
    days = (date(first.year + 1, first.month, 1) - first).days
    return round(360 * min(max((day - first).days, 0), days) / days, 2)


def stretch(first: date, last: date, year: SchoolYear) -> tuple[float, float]:
    """From the beginning of the first day to the end of the last."""
    start, end = angle_of(first, year), angle_of(last + timedelta(days=1), year)
    if end - start >= LEAST:
        return start, end
    middle = min(max((start + end) / 2, LEAST / 2), 360 - LEAST / 2)
    return middle - LEAST / 2, middle + LEAST / 2


def point(angle: float, radius: float) -> tuple[float, float]:
    turn = radians(angle)
    return round(CENTRE + radius * sin(turn), 1), round(CENTRE - radius * cos(turn), 1)


def arc(start: float, end: float, radius: float) -> str:
    """An open curve along the circle; counter-clockwise when `end` is before `start`."""
    # A whole turn begins where it ends, and would not be drawn.
    end = min(end, start + 359.9)
    (x1, y1), (x2, y2) = point(start, radius), point(end, radius)
    large, clockwise = int(abs(end - start) > 180), int(end >= start)
    return f"M{x1:g} {y1:g}A{radius:g} {radius:g} 0 {large} {clockwise} {x2:g} {y2:g}"


def sector(start: float, end: float, inner: float, outer: float) -> str:
    """The closed piece of a ring."""
    x, y = point(end, inner)
    back = arc(end, start, inner).partition("A")[2]
    return f"{arc(start, end, outer)}L{x:g} {y:g}A{back}Z"


def spoke(angle: float, inner: float, outer: float) -> str:
    (x1, y1), (x2, y2) = point(angle, inner), point(angle, outer)
    return f"M{x1:g} {y1:g}L{x2:g} {y2:g}"
