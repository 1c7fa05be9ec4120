"""Surveys as they may be: units of some kinds, a few roles at each, and waves that not all of them answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple

import numpy as np

from redthread.instruments.model import Instrument, Section, Text
from redthread.surveys.closed_waves import SCHOOLS, levels_at
from redthread.surveys.coarsening import coarsened
from redthread.surveys.figures.answers import answers_from
from redthread.surveys.figures.levels import Background, Group
from redthread.surveys.figures.made import Closed, Earlier, Figures, figures_of
from redthread.surveys.figures.response import Asked, Round, response_figures
from redthread.surveys.merging import merged, renumbering

K = 5
AT_EACH = {"principal": (1, 1), "middle_leader": (0, 3), "teacher": (1, 8)}
BARE = Instrument("bare", 1, Text("B"), Text("B"), {}, (Section(Text("S"), ()),))
Places = Mapping[tuple[str, str], int]  # the role and the unit, and how many
Numbered = dict[Background, int]


class Told(NamedTuple):
    """A closed wave: those invited by name, how many of each background answered, and what is told of it."""

    asked: Sequence[Asked]
    people: Mapping[Background, int]
    figures: Figures


def made_survey(seed: int) -> list[Told]:
    """Its waves, each closed with those before it in hand."""
    draw = Random(seed)
    kinds: dict[str, str] = {f"Enhet {place}": draw.choice(SCHOOLS) for place in range(draw.randint(3, 14))}
    people = {(role, unit): draw.randint(*sizes) for unit in kinds for role, sizes in AT_EACH.items()}
    if draw.random() < 0.5:
        kinds["Kommunen"] = "owner"
        people["owner", "Kommunen"] = draw.randint(2, 8)
    rate, gone = draw.uniform(0.5, 0.98), draw.choice((0, 0, 0, 1, 7))
    waves: list[Told] = []
    earlier: list[Earlier] = []
    rounds: list[Round] = []
    for number in range(1, draw.choice((1, 2, 2, 3)) + 1):
        invited = {place: max(0, size + draw.choice((-1, *[0] * 8, 1))) for place, size in people.items()}
        invited = {place: size for place, size in invited.items() if size}
        answered = {place: _of(draw, rate, size) for place, size in invited.items()}
        closed, asked = _closed(kinds, invited, answered, gone)
        figures = figures_of(closed, BARE, earlier)
        now = Round(asked, closed.people, figures["levels"])
        figures["response"] = response_figures(now, rounds, k=K)
        waves.append(Told(asked, closed.people, figures))
        earlier.append(Earlier(number, closed, figures))
        rounds.append(now._replace(wave=f"{number} ", response=figures["response"]))
    return waves


def _of(draw: Random, rate: float, size: int) -> int:
    return sum(draw.random() < rate for _one in range(size))


def _closed(
    kinds: Mapping[str, str], invited: Places, answered: Places, gone: int
) -> tuple[Closed, list[Asked]]:
    """So many of the first group have answered and are not among the invited any more."""
    stored = coarsened(_summed(kinds, invited), K)
    groups = [Group(place, *one) for place, one in enumerate(sorted(set(stored.values())), start=1)]
    number_of = {(one.role, one.kind): one.number for one in groups}
    counts: Counter[int] = Counter({1: gone})
    for (role, unit), count in answered.items():
        counts[number_of[stored[role, kinds[unit]]]] += count
    found = merged(groups, counts, K)
    into = renumbering(found)
    named = {one.number: one for one in groups} | {one.number: Group(*one[:3]) for one in found}
    asked, schools = [], defaultdict[str, set[str]](set)
    for (role, unit), size in sorted(invited.items()):
        number = number_of[stored[role, kinds[unit]]]
        group = named[into.get(number, number)]
        asked.append(Asked(role, unit, (group.role, group.kind), size, answered[role, unit]))
        if kinds[unit] in SCHOOLS and answered[role, unit]:
            for level in levels_at(group.role, group.kind):
                schools[level].add(unit)
    rows = [[into.get(number, number)] for number, count in counts.items() for _one in range(count)]
    kept = tuple(
        named[one] for one in dict.fromkeys(into.get(group.number, group.number) for group in groups)
    )
    return (
        Closed(
            answers_from(np.array(rows, np.uint8).reshape(-1, 1), BARE, is_linked=False),
            kept,
            K,
            {level: len(units) for level, units in schools.items()},
            tuple(sorted({role for role, _unit in invited})),
        ),
        asked,
    )


def _summed(kinds: Mapping[str, str], invited: Places) -> Numbered:
    found: Counter[Background] = Counter()
    for (role, unit), size in invited.items():
        found[role, kinds[unit]] += size
    return found
