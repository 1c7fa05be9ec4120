"""What a plan could not meet, why, and which other rhythm would have been met. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from redthread.wheel.planning.answer import Plan, Unmet
from redthread.wheel.planning.candidates import Node, days_of, is_off, nodes_for
from redthread.wheel.planning.dates import best_dates, season_of
from redthread.wheel.planning.deadlines import place_of
from redthread.wheel.planning.question import COUNT, WEEKS, Question, Rhythm
from redthread.wheel.planning.turns import wish_of

LATE = 14  # days that a holiday may delay a gathering before the rhythm is not what was asked for
EARLY = 7
MOST_TRIES = 2


def unmet_of(question: Question, nodes: list[Node], chosen: list[Node], plan: Plan) -> tuple[Unmet, ...]:
    """Everything that is not as asked for: the rhythm first, then hosts, themes, matters and collisions."""
    found = broken_rhythm(question, nodes, chosen)
    if found:
        tries = tuple(rhythms_that_fit(question))
        found = [replace(one, tries=tries) for one in found]
    days = [node.day for node in chosen]
    found += _of_hosts(question, plan)
    found += _of_themes(question, plan)
    found += [
        Unmet("matter", {"name": matter.name, "starts_on": matter.starts_on})
        for matter in question.matters
        if place_of(matter, days) is None
    ]
    found += [
        Unmet("hit", {"day": one.day, "people": one.hit})
        for one in plan.gatherings
        if one.hit and not one.pin
    ]
    found += [
        Unmet("pin_off", {"day": node.day, "reasons": question.off.get(node.day, ())})
        for node in chosen
        if node.pin and node.pin.why in ("chosen", "settled") and is_off(question, node.day)
    ]
    return tuple(found)


def broken_rhythm(question: Question, nodes: list[Node], chosen: list[Node]) -> list[Unmet]:
    """Too few gatherings or camps, or waits far from the rhythm between gatherings that are not pinned."""
    rhythm, found = question.rhythm, []
    wanted = rhythm.every + rhythm.camps if rhythm.kind == COUNT else 0
    if len(chosen) < max(wanted, 1):
        facts = {"wanted": wanted, "got": len(chosen), "weekday": rhythm.weekday}
        found.append(Unmet("too_many", {**facts, "reasons": reasons_between(question, None, None)}))
    camps = sum(node.is_camp for node in chosen)
    if camps < rhythm.long_camps:
        facts = {"wanted": rhythm.long_camps, "got": camps, "days": rhythm.camp_days}
        found.append(Unmet("camps", facts))
    if chosen and rhythm.kind != COUNT:
        found += _uneven_waits(question, nodes, chosen)
    return found


def _uneven_waits(question: Question, nodes: list[Node], chosen: list[Node]) -> list[Unmet]:
    season, found = season_of(question, nodes), []
    for before, after in pairwise(chosen):
        days = (after.day - before.day).days
        if before.pin and after.pin:
            continue
        if days > season.target + LATE or days < season.target - EARLY:
            facts = {"first": before.day, "last": after.day, "weeks": round(days / 7)}
            reasons = reasons_between(question, before.last_day, after.day)
            found.append(
                Unmet("long_wait" if days > season.target else "short_wait", {**facts, "reasons": reasons})
            )
    tail = (season.last - chosen[-1].day).days
    if tail > season.target + LATE + 21:
        reasons = reasons_between(question, chosen[-1].last_day, season.last)
        found.append(Unmet("early_end", {"day": chosen[-1].day, "reasons": reasons}))
    return found


def reasons_between(question: Question, first: date | None, last: date | None) -> tuple[str, ...]:
    """Why the rhythm's weekdays in between are off: the reasons that take most of them first."""
    count: dict[str, int] = {}
    start, end = first or question.year.starts_on, last or question.year.ends_on
    for day in days_of(start + timedelta(days=1), end - timedelta(days=1)):
        if day.weekday() == question.rhythm.weekday:
            for reason in question.off.get(day, ()):
                count[reason] = count.get(reason, 0) + 1
    return tuple(sorted(count, key=lambda reason: (-count[reason], reason)))[:3]


def rhythms_that_fit(question: Question) -> list[Rhythm]:
    """Rhythms near the one asked for that the year has room for, found by trying them."""
    rhythm = question.rhythm
    slower = range(1, 4)
    if rhythm.kind == COUNT:
        nodes = nodes_for(question)
        room = len(best_dates(question, nodes)[0]) - rhythm.camps
        rarer = [replace(rhythm, every=n) for n in (room,) if 0 < n < rhythm.every]
    else:
        rarer = [replace(rhythm, every=rhythm.every + n) for n in slower]
    other_days = [replace(rhythm, weekday=day) for day in range(5) if day != rhythm.weekday]
    found = [first for group in (rarer, other_days) if (first := _first_that_fits(question, group))]
    if not found and rhythm.kind == WEEKS:
        found = [first for first in [_first_that_fits(question, [_as_count(question)])] if first]
    return found[:MOST_TRIES]


def _first_that_fits(question: Question, rhythms: list[Rhythm]) -> Rhythm | None:
    for rhythm in rhythms:
        other = replace(question, rhythm=rhythm)
        nodes = nodes_for(other)
        if not broken_rhythm(other, nodes, best_dates(other, nodes)[0]):
            return rhythm
    return None


def _as_count(question: Question) -> Rhythm:
    """As many gatherings as the rhythm now has room for, spread evenly instead."""
    chosen, _cost = best_dates(question, nodes_for(question))
    beside = max(1, len(chosen) - question.rhythm.camps)
    return replace(question.rhythm, kind=COUNT, every=beside)


def _of_hosts(question: Question, plan: Plan) -> list[Unmet]:
    found = [
        Unmet("no_host", {"day": one.day}) for one in plan.gatherings if one.host is None and question.hosts
    ]
    for wish in question.wishes:
        days = [one for one in plan.gatherings if wish.covers(one.day)]
        is_met = any(one.host == wish.host for one in days)
        facts = {"host": wish.host, "starts_on": wish.starts_on, "ends_on": wish.ends_on}
        if wish.wants and not is_met:
            found.append(Unmet("wish" if days else "wish_no_day", facts))
    found += [
        Unmet("cannot", {"host": one.host, "day": one.day})
        for one in plan.gatherings
        if one.host
        and one.pin not in ("past", "minutes")
        and wish_of(question, one.host, one.day, wants=False)
    ]
    return found


def _of_themes(question: Question, plan: Plan) -> list[Unmet]:
    used = {one.theme for one in plan.gatherings}
    left = [theme for theme in question.themes if theme not in used]
    return [Unmet("themes", {"themes": tuple(left)})] if left else []
