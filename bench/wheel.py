"""The year wheel: `./dev bench wheel`, or `python -m bench.wheel --small` to try it out.

Plans a school year for 20 networks of one region together: of four owners whose routes differ, with five
rhythms, and with people who are in two or three of them. Beside it the same networks are planned one by one,
which tells how many collisions the joint plan is rid of. Goal: ≤ 2 s.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from statistics import median
from typing import TypeVar

from bench.kit.ready import options
from redthread.schoolyear.holidays import holiday_names
from redthread.schoolyear.school_days import days_through
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.planning import Host, Plan, Question, Rhythm, plan_region, plan_year

NETWORKS, MOST_SECONDS = 20, 2.0
YEAR = SchoolYear(2027)
T = TypeVar("T")


def main() -> None:
    chosen = options(__doc__ or "").parse_args()
    is_met = plan_together(5 if chosen.small else NETWORKS, min(chosen.rounds, 5))
    sys.exit(0 if is_met else "a goal is missed")


def plan_together(networks: int, rounds: int) -> bool:
    """Print what planning them together takes and gives; whether the goal is met."""
    questions = region(networks)
    together, plans = timed(lambda: plan_region(questions), rounds)
    apart, alone = timed(lambda: [plan_year(question) for question in questions], rounds)
    people = len(frozenset().union(*(question.people for question in questions)))
    gatherings = sum(len(plan.gatherings) for plan in plans)
    print(f"planning {networks} networks, {people} people, {gatherings} gatherings")
    print(f"{'':12}{'seconds':>9}{'of goal':>9}{'people twice on a day':>24}")
    for name, seconds, made in (("together", together, plans), ("one by one", apart, alone)):
        share = f"{seconds / MOST_SECONDS:.2f}×"
        print(f"{name:12}{seconds:9.2f}{share:>9}{collisions(questions, made):24}")
    return together <= MOST_SECONDS


def timed(work: Callable[[], T], rounds: int) -> tuple[float, T]:
    """The median of some rounds, and what the last one gave."""
    taken = []
    for _round in range(rounds):
        started = time.perf_counter()
        found = work()
        taken.append(time.perf_counter() - started)
    return median(taken), found


def region(networks: int) -> list[Question]:
    """Networks that share people as networks of a region do; the same every time."""
    chance = Random(1)
    off = [school_route(week) for week in (40, 41, 40, 41)]
    rhythms = [
        Rhythm("weeks", 6, 1),
        Rhythm("weeks", 6, 2),
        Rhythm("months", 2, 1),
        Rhythm("weeks", 4, 3),
        Rhythm("count", 4, 2, camps=2, camp_days=2),
    ]
    return [
        Question(
            key=str(n),
            year=YEAR,
            rhythm=rhythms[n % len(rhythms)],
            off=off[n % 4],
            hosts=tuple(Host(f"{n}-{school}") for school in range(8)),
            chair_rule="in_turn",
            people=frozenset(chance.sample(range(networks * 15), 30)),
        )
        for n in range(networks)
    ]


def school_route(autumn_week: int) -> dict[date, tuple[str, ...]]:
    """The days off of a municipality with its autumn break in that week."""
    first, last = YEAR.first_year, YEAR.first_year + 1
    monday = date.fromisocalendar(first, autumn_week, 1)
    spans = [
        (YEAR.starts_on, date(first, 8, 15), "sommer"),
        (monday, date.fromisocalendar(first, autumn_week, 5), "høstferie"),
        (date(first, 12, 20), date(last, 1, 2), "juleferie"),
        (date.fromisocalendar(last, 8, 1), date.fromisocalendar(last, 8, 5), "vinterferie"),
        (date(last, 6, 20), YEAR.ends_on, "sommer"),
    ]
    found: dict[date, tuple[str, ...]] = {
        day: (why,) for start, end, why in spans for day in days_through(start, end)
    }
    for year in (first, last):
        found.update({day: names for day, names in holiday_names(year).items() if day in YEAR})
    return found


def collisions(questions: Sequence[Question], plans: Sequence[Plan]) -> int:
    """How many times somebody is called to two gatherings on one day."""
    found = 0
    for n, plan in enumerate(plans):
        mine = {day for one in plan.gatherings for day in days_through(one.day, one.last_day)}
        for other in range(n):
            theirs = {d for one in plans[other].gatherings for d in days_through(one.day, one.last_day)}
            found += len(mine & theirs) * len(questions[n].people & questions[other].people)
    return found


if __name__ == "__main__":
    main()
