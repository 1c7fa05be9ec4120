"""Several networks planned together, so that those who are in more than one of them collide least. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from redthread.wheel.planning.answer import Plan
from redthread.wheel.planning.candidates import Node, days_of, nodes_for
from redthread.wheel.planning.dates import best_dates
from redthread.wheel.planning.planner import finish
from redthread.wheel.planning.question import Question

MOST_ROUNDS = 4


def plan_region(questions: Sequence[Question]) -> list[Plan]:
    """A plan for each question in its order; nobody's pinned gatherings move.

    The networks choose their days one by one, each seeing where the others are, and again until nobody would
    choose otherwise: then no network alone can make it better. Those with the most shared people begin.
    """
    order = sorted(range(len(questions)), key=lambda n: (-_shared(questions, n), n))
    chosen: dict[int, list[Node]] = {}
    asked: dict[int, Question] = {}
    for _round in range(MOST_ROUNDS):
        before = dict(chosen)
        for number in order:
            now = _seeing_the_others(questions, chosen, number)
            if number in asked and asked[number].busy == now.busy:
                continue
            asked[number] = now
            chosen[number] = best_dates(now, nodes_for(now))[0]
        if chosen == before:
            break
    return [_plan(_seeing_the_others(questions, chosen, n), chosen[n]) for n in range(len(questions))]


def _shared(questions: Sequence[Question], number: int) -> int:
    own = questions[number].people
    return sum(len(own & other.people) for other in questions) - len(own)


def _seeing_the_others(
    questions: Sequence[Question], chosen: Mapping[int, list[Node]], number: int
) -> Question:
    """The question with the others' gatherings among the days when its people are elsewhere."""
    own = questions[number]
    busy: dict[date, frozenset[int]] = dict(own.busy)
    for other, nodes in sorted(chosen.items()):
        both = own.people & questions[other].people
        if other == number or not both:
            continue
        for node in nodes:
            for day in days_of(node.day, node.last_day):
                busy[day] = busy.get(day, frozenset()) | both
    return replace(own, busy=busy)


def _plan(question: Question, chosen: list[Node]) -> Plan:
    return finish(question, nodes_for(question), chosen, sum(node.cost for node in chosen))
