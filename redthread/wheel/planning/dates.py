"""The best days of a whole year together, by dynamic programming. Pure.

A plan is a path through the possible days in order. What it costs is the sum of what each day costs in
itself, of how uneven the waits are (squared, so that two short delays are better than one long), and of how
the year begins and ends. The path may not pass a pinned gathering by. The best path of each length, with each
number of camps, is found by building on the best paths that are one gathering shorter: so no choice early in
the year is made without seeing what it does to the rest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from redthread.wheel.planning.candidates import WEEK_OFF, Node
from redthread.wheel.planning.question import COUNT, MOST, WEEKS, Question, Rhythm

DAYS_IN_MONTH = 30.4375
START, END = 0.25, 0.5  # how much a week too late or too early weighs at the ends of the year
CAMP_PLACE = 0.1  # how much a camp weighs that stands a week from where camps are evenly spread


@dataclass(frozen=True)
class Season:
    """The school days of the year that a rhythm spreads over, and the pace it asks for, in days."""

    first: date
    last: date
    target: int
    least: int  # days from one start to the next
    starts: date  # where the first should be
    count: int | None
    camps: int

    def wait_cost(self, days: int) -> int:
        return weeks_squared(days - self.target)

    def start_cost(self, node: Node) -> int:
        """A pin that comes early is as it is; one that comes late leaves room for another before it."""
        late = (node.day - self.starts).days
        return int(weeks_squared(max(0, late) if node.pin else late) * START)

    def end_cost(self, node: Node) -> int:
        """Of what is left of the year: there should not be room for another one."""
        left = (self.last - node.day).days - (self.target // 2 if self.count else self.target)
        return int(weeks_squared(left if self.count else max(0, left)) * END)

    def camp_cost(self, node: Node, number: int) -> int:
        """Of the camp with that number, counted from 1, for not being where it would be evenly spread."""
        if not node.is_camp or node.pin or number > self.camps:
            return 0
        length = (self.last - self.first).days
        wanted = self.first + timedelta(days=length * (2 * number - 1) // (2 * self.camps))
        return int(weeks_squared((node.day - wanted).days) * CAMP_PLACE)


def weeks_squared(days: int) -> int:
    return days * days * WEEK_OFF // 49


def pace(rhythm: Rhythm, season_days: int) -> int:
    """How many days the rhythm asks for from one gathering to the next."""
    if rhythm.kind == COUNT:
        return max(1, season_days // max(1, rhythm.every + rhythm.camps))
    return rhythm.every * 7 if rhythm.kind == WEEKS else round(rhythm.every * DAYS_IN_MONTH)


def season_of(question: Question, nodes: list[Node]) -> Season:
    """From the first to the last day that anything could be on."""
    rhythm = question.rhythm
    first, last = nodes[0].day, max(node.day for node in nodes)
    target = pace(rhythm, (last - first).days)
    least = max(rhythm.camp_days + 1, min(7, target), target * 2 // 3 - target * 2 // 3 % 7)
    count = min(MOST, rhythm.every + rhythm.camps) if rhythm.kind == COUNT else None
    starts = first + timedelta(days=target // 2 if count else 14)
    hint = question.first_last_year
    if hint and not count:
        starts = max(first, hint + timedelta(weeks=52))
    if question.not_before:
        starts = max(starts, question.not_before)
    return Season(first, last, target, least, starts, count, rhythm.long_camps)


State = tuple[int, int, int]  # how many gatherings, of them camps, and the last node
Layer = list[list[int]]  # the cost of ending in a node, for each number of camps; FAR when one cannot
FAR = 1 << 60


@dataclass
class Paths:
    """The cheapest way to each state, layer by layer, and which node came before."""

    layers: list[Layer]
    before: list[list[list[int]]]
    nodes: list[Node]

    def path_to(self, state: State) -> list[int]:
        count, camps, last = state
        path = [last]
        for number in range(count - 1, 0, -1):
            before = self.before[number][camps][last]
            camps -= self.nodes[last].is_camp
            last = before
            path.append(last)
        return path[::-1]


def best_dates(question: Question, nodes: list[Node]) -> tuple[list[Node], int]:
    """The best days in order, and what they cost. As many as there can be when there is no room for all."""
    if not nodes:
        return [], 0
    season = season_of(question, nodes)
    for reach in (2 * season.target + 28, 400):  # waits that long are not looked at unless they must be
        paths = find_paths(nodes, season, reach)
        ends = _ends(nodes, season, paths)
        if ends:
            cost, state = min(ends, key=lambda end: _preference(season, end))
            return [nodes[i] for i in paths.path_to(state)], cost
    return [node for node in nodes if node.pin], 0


def find_paths(nodes: list[Node], season: Season, reach: int) -> Paths:
    """The cheapest path to each node for every number of gatherings and camps."""
    pins_up_to = _pins_up_to(nodes)
    most_camps = max(season.camps, sum(node.is_camp for node in nodes if node.pin))
    most = season.count or min(MOST, (season.last - season.first).days // max(1, season.least) + 1)
    most = max(most, pins_up_to[-1])
    earlier = [_reachable(nodes, j, pins_up_to, season, reach) for j in range(len(nodes))]
    first: Layer = [[FAR] * len(nodes) for _camps in range(most_camps + 1)]
    for j, node in enumerate(nodes):
        if pins_up_to[j] == int(node.pin is not None):
            first[node.is_camp][j] = node.cost + season.start_cost(node) + season.camp_cost(node, 1)
    paths = Paths([first], [[]], nodes)
    while len(paths.layers) < most and any(min(costs) < FAR for costs in paths.layers[-1]):
        layer, before = _next_layer(nodes, earlier, paths.layers[-1], season)
        paths.layers.append(layer)
        paths.before.append(before)
    return paths


def _next_layer(
    nodes: list[Node], earlier: list[list[tuple[int, int]]], layer: Layer, season: Season
) -> tuple[Layer, list[list[int]]]:
    """One gathering more than `layer`, and the node that each path then came from."""
    longer: Layer = [[FAR] * len(nodes) for _camps in layer]
    before = [[-1] * len(nodes) for _camps in layer]
    for camps, costs in enumerate(layer):
        for j, node in enumerate(nodes):
            with_this = camps + node.is_camp
            if with_this >= len(layer):
                continue
            best, best_from = FAR, -1
            for i, wait in earlier[j]:
                cost = costs[i] + wait
                if cost < best:
                    best, best_from = cost, i
            if best < FAR:
                longer[with_this][j] = best + node.cost + season.camp_cost(node, with_this)
                before[with_this][j] = best_from
    return longer, before


def _pins_up_to(nodes: list[Node]) -> list[int]:
    """For each node the number of pins up to and with it."""
    return list(accumulate(int(node.pin is not None) for node in nodes))


def _reachable(
    nodes: list[Node], j: int, pins_up_to: list[int], season: Season, reach: int
) -> list[tuple[int, int]]:
    """The nodes that may come right before node j, with what the wait costs: none past a pin."""
    here = nodes[j]
    pins_before = pins_up_to[j] - (here.pin is not None)
    start = bisect_right(nodes, here.day - timedelta(days=reach), key=lambda node: node.day)
    start = max(start, bisect_left(pins_up_to, pins_before)) if pins_before else start
    found = []
    for i in range(start, j):
        node = nodes[i]
        days = (here.day - node.day).days
        if node.last_day >= here.day:
            continue
        if (
            node.pin and here.pin
        ):  # they are where they are, however near; far apart there is room for one more
            found.append((i, season.wait_cost(max(days, season.target))))
        elif days >= season.least:
            found.append((i, season.wait_cost(days)))
    if here.pin and pins_before and not found:  # two pins are never too far apart
        found.append((bisect_left(pins_up_to, pins_before), season.wait_cost(reach)))
    return found


def _ends(nodes: list[Node], season: Season, paths: Paths) -> list[tuple[int, State]]:
    """The best way to end the year with so many gatherings and camps and every pin in place."""
    pins_up_to = _pins_up_to(nodes)
    last = [(j, season.end_cost(node)) for j, node in enumerate(nodes) if pins_up_to[j] == pins_up_to[-1]]
    found = []
    for number, layer in enumerate(paths.layers, start=1):
        for camps, costs in enumerate(layer):
            cost, j = min((costs[j] + end, j) for j, end in last)
            if cost < FAR:
                found.append((cost, (number, camps, j)))
    return found


def _preference(season: Season, end: tuple[int, State]) -> tuple[int, ...]:
    """As many camps as asked for, as many gatherings as asked for, then the lowest cost."""
    cost, (count, camps, last) = end
    missing_camps = abs(season.camps - camps)
    missing = abs(season.count - count) if season.count else 0
    return missing_camps, missing, cost, count, last
