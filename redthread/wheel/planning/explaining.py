"""Why a gathering is on the day it is on, as codes and facts. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from redthread.wheel.planning.answer import Why
from redthread.wheel.planning.candidates import Node, days_of, is_off
from redthread.wheel.planning.question import COUNT, Question

WORKDAYS = 5


def why_day(question: Question, node: Node, previous: Node | None, target: int) -> list[Why]:
    """One sentence or two: how far it is from the one before, and why it is not where the rhythm has it."""
    if node.pin:
        return [Why("date", f"pin_{node.pin.why}", {"day": node.day})]
    weeks = _weeks_between(previous.day, node.day) if previous else 0
    facts = {"day": node.day, "last_day": node.last_day, "weeks": weeks}
    spread = question.rhythm.kind == COUNT
    code = "first" if previous is None else "spread" if spread else "after"
    found = [Why("date", code, facts)]
    ideal = _ideal(question, node, previous, target)
    if ideal != node.day:
        found += _why_not(question, ideal, node)
    elif question.hit(node.day):
        found.append(Why("date", "hit_anyway", {"people": question.hit(node.day)}))
    return found


def _weeks_between(first: date, last: date) -> int:
    return round((last - first).days / 7)


def _ideal(question: Question, node: Node, previous: Node | None, target: int) -> date:
    """Where the rhythm has it: on its weekday, after the wait it asks for; evenly spread has no such week."""
    weekday = question.rhythm.weekday
    if previous is None or question.rhythm.kind == COUNT:
        return _monday(node.day) + timedelta(days=weekday)
    ideal = previous.day + timedelta(days=target)
    return ideal + timedelta(days=(weekday - ideal.weekday() + 3) % 7 - 3)  # the nearest such weekday


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _why_not(question: Question, ideal: date, node: Node) -> list[Why]:
    facts = {
        "ideal": ideal,
        "day": node.day,
        "weeks": (_monday(node.day) - _monday(ideal)).days // 7,
        "whole_week": _is_week_off(question, ideal),
        "weekday": node.day.weekday() != ideal.weekday(),
    }
    days = days_of(ideal, ideal + (node.last_day - node.day))
    reasons = tuple(dict.fromkeys(reason for day in days for reason in question.off.get(day, ())))
    if reasons:
        return [Why("date", "moved_off", {**facts, "reasons": reasons})]
    if question.not_before and ideal < question.not_before:
        return [Why("date", "moved_notice", facts)]
    if any(is_off(question, day) for day in days):
        return [Why("date", "moved_fit", facts)]
    hit = max(question.hit(day) for day in days)
    if hit:
        return [Why("date", "moved_hit", {**facts, "people": hit})]
    near = _near_off(question, ideal)
    if near:
        return [Why("date", "moved_near", {**facts, "reasons": near})]
    return [Why("date", "moved_even", facts)]


def _is_week_off(question: Question, day: date) -> bool:
    """Whether most of the working week is off for one and the same reason."""
    monday = _monday(day)
    reasons = question.off.get(day, ())
    week = [question.off.get(monday + timedelta(days=n), ()) for n in range(WORKDAYS)]
    return any(sum(reason in of_day for of_day in week) >= WORKDAYS - 2 for reason in reasons)


def _near_off(question: Question, day: date) -> tuple[str, ...]:
    """The days off right before or after, over a weekend as well."""
    near = [day + timedelta(days=n) for n in (-3, -2, -1, 1, 2, 3)]
    return tuple(dict.fromkeys(reason for one in near for reason in question.off.get(one, ())))
