"""Which days a gathering could be on, and how good each is in itself. Pure.

Costs are whole numbers: a gathering that comes one week too early or too late costs `WEEK_OFF`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from redthread.wheel.planning.question import Pin, Question

WEEK_OFF = 1000
OTHER_WEEKDAY = 1600  # a week later is better than another weekday, but not if the next suffers as well
NEXT_TO_OFF = 900  # the last day before, or the first after, days off
BETWEEN_OFF = 2500  # a lone working day between days off
EDGE_OF_YEAR = 800  # the two weeks after the summer and before it
SOMEBODY_ELSEWHERE, EVERYBODY_ELSEWHERE = 1200, 10000
MOST_OTHERS = 2  # weekdays beside the rhythm's own that are looked at in a week
DAY = timedelta(days=1)
WEEKEND = 5
EDGE = timedelta(days=14)


@dataclass(frozen=True)
class Node:
    """A day, or days in a row, that one gathering could take."""

    day: date
    last_day: date
    cost: int
    is_camp: bool = False
    pin: Pin | None = None


def nodes_for(question: Question) -> list[Node]:
    """Every possibility in order: pins, the rhythm's weekday, and other days where that one is poor."""
    taken = {day for pin in question.pins for day in days_of(pin.day, pin.last_day)}
    nodes = [_pinned(pin) for pin in question.pins]
    first = max(question.year.starts_on, question.not_before or question.year.starts_on)
    monday = first - timedelta(days=first.weekday())
    while monday <= question.year.ends_on:
        nodes += [
            node
            for node in _of_week(question, monday)
            if node.day >= first and taken.isdisjoint(days_of(node.day, node.last_day))
        ]
        monday += timedelta(weeks=1)
    return sorted(nodes, key=lambda node: (node.day, node.is_camp, node.pin is None))


def days_of(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def is_off(question: Question, day: date) -> bool:
    """Whether nothing is put on that day: weekends, days off with a reason, and days of other years."""
    return day.weekday() >= WEEKEND or day in question.off or day not in question.year


def _pinned(pin: Pin) -> Node:
    return Node(pin.day, pin.last_day, 0, pin.last_day > pin.day, pin)


def _of_week(question: Question, monday: date) -> list[Node]:
    """The rhythm's weekday; the others too when it is off or collides."""
    rhythm = question.rhythm
    wanted = monday + timedelta(days=rhythm.weekday)
    others = [monday + timedelta(days=n) for n in range(WEEKEND) if n != rhythm.weekday]
    nodes = _singles(question, [wanted], 0)
    if not nodes or question.hit(wanted):
        nodes += sorted(_singles(question, others, OTHER_WEEKDAY), key=_by_cost)[:MOST_OTHERS]
    if rhythm.long_camps:
        camp = _camps(question, [wanted], 0)
        nodes += camp or _camps(question, others, OTHER_WEEKDAY)
    return nodes


def _by_cost(node: Node) -> tuple[int, date]:
    return node.cost, node.day


def _singles(question: Question, days: list[date], extra: int) -> list[Node]:
    return [
        Node(day, day, extra * abs(day.weekday() - question.rhythm.weekday) + cost_of(question, day))
        for day in days
        if not is_off(question, day)
    ]


def _camps(question: Question, starts: list[date], extra: int) -> list[Node]:
    found = []
    for first in starts:
        days = days_of(first, first + (question.rhythm.camp_days - 1) * DAY)
        if not any(is_off(question, day) for day in days):
            found.append(Node(first, days[-1], extra + sum(cost_of(question, day) for day in days), True))
    return found[:1]


def cost_of(question: Question, day: date) -> int:
    """How poor the day is in itself: near days off, at the edge of the year, people elsewhere."""
    cost = (0, NEXT_TO_OFF, BETWEEN_OFF)[_off_beside(question, day)]
    first, last = question.school_days
    if day - first < EDGE or last - day < EDGE:
        cost += EDGE_OF_YEAR
    hit = question.hit(day)
    if hit:
        cost += SOMEBODY_ELSEWHERE + EVERYBODY_ELSEWHERE * hit // len(question.people)
    return cost


def _off_beside(question: Question, day: date) -> int:
    """On how many sides the nearest weekday is off."""
    before, after = day - DAY, day + DAY
    while before.weekday() >= WEEKEND:
        before -= DAY
    while after.weekday() >= WEEKEND:
        after += DAY
    return (before in question.off) + (after in question.off)
