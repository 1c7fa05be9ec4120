"""The plan of one network's year: days first, then hosts, chairs, themes and what hangs on the days. Pure."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from redthread.wheel.planning.answer import Plan, Planned, Why
from redthread.wheel.planning.candidates import Node, nodes_for
from redthread.wheel.planning.dates import best_dates, season_of
from redthread.wheel.planning.deadlines import hanging, place_of
from redthread.wheel.planning.explaining import why_day
from redthread.wheel.planning.question import Choice, Matter, Question
from redthread.wheel.planning.turns import Slot, chair_for, hosts_for, why_host
from redthread.wheel.planning.unmet import unmet_of

NOTHING = Choice()


def plan_year(question: Question) -> Plan:
    """The best plan for the year, around everything that is pinned. The same question gives the same plan."""
    nodes = nodes_for(question)
    chosen, cost = best_dates(question, nodes)
    return finish(question, nodes, chosen, cost)


def finish(question: Question, nodes: list[Node], chosen: list[Node], cost: int) -> Plan:
    """Everything that follows from the days."""
    keys = keys_of(question, chosen)
    gatherings = tuple(_gatherings(question, nodes, chosen, keys))
    plan = Plan(question.key, gatherings, (), cost)
    return Plan(question.key, gatherings, unmet_of(question, nodes, chosen, plan), cost)


def keys_of(question: Question, chosen: list[Node]) -> list[str]:
    """Who is who: pins have their own keys, the nearest drafts follow in order, and the rest get numbers."""
    free = [place for place, node in enumerate(chosen) if node.pin is None]
    days = [chosen[place].day for place in free]
    keys = {place: node.pin.key for place, node in enumerate(chosen) if node.pin}
    for draft, nth in match_drafts([draft.day for draft in question.drafts], days):
        keys[free[nth]] = question.drafts[draft].key
    taken = set(keys.values())
    numbers = (str(n) for n in range(1, len(chosen) + len(taken) + 1) if str(n) not in taken)
    return [keys[place] if place in keys else next(numbers) for place in range(len(chosen))]


def match_drafts(drafts: list[date], days: list[date]) -> list[tuple[int, int]]:
    """Pairs of draft and day, both in order, as many as there can be, with the fewest days moved."""
    rows, columns = len(drafts), len(days)
    best: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            pairs, moved = best[i + 1][j + 1]
            both = (pairs - 1, moved + abs((drafts[i] - days[j]).days))
            best[i][j] = min(both, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def _gatherings(question: Question, nodes: list[Node], chosen: list[Node], keys: list[str]) -> list[Planned]:
    slots = [_slot(question, key, node) for key, node in zip(keys, chosen, strict=True)]
    hosts = hosts_for(question, slots)
    themes = themes_for(question, keys, chosen)
    matters = matters_for(question, [node.day for node in chosen])
    target = season_of(question, nodes).target if nodes else 7
    followers = [after.day for _before, after in pairwise(chosen)]
    found = []
    for place, node in enumerate(chosen):
        following = followers[place] if place < len(followers) else None
        own = hanging(question, node.day, node.last_day, None, following)
        choice = question.choices.get(keys[place], NOTHING)
        fixed_chair = choice.chair or (node.pin.chair if node.pin else None)
        chair, why_chair = chair_for(question, hosts[place], fixed_chair)
        theme, why_theme = themes[place]
        found.append(
            Planned(
                key=keys[place],
                number=place + 1,
                day=node.day,
                last_day=node.last_day,
                starts=(node.pin and node.pin.starts) or question.rhythm.starts,
                ends=(node.pin and node.pin.ends) or question.rhythm.ends,
                pin=node.pin.why if node.pin else "",
                host=hosts[place],
                chair=chair,
                theme=theme,
                prepare_by=own.prepare_by,
                after=own.after,
                matters=matters[place],
                hit=question.hit(node.day),
                why=(
                    *why_day(question, node, chosen[place - 1] if place else None, target),
                    *why_host(question, slots, hosts, place),
                    *why_chair,
                    *why_theme,
                    *(Why("matter", matter.kind, {"name": matter.name}) for matter in matters[place]),
                ),
            )
        )
    return found


def _slot(question: Question, key: str, node: Node) -> Slot:
    chosen = question.choices.get(key, NOTHING).host
    return Slot(key, node.day, chosen or (node.pin.host if node.pin else None))


def themes_for(question: Question, keys: list[str], chosen: list[Node]) -> list[tuple[str, list[Why]]]:
    """The theme of each gathering: its own, else the next one on the list that nobody has."""
    kept = {draft.key: draft.theme for draft in question.drafts if draft.theme}
    kept |= {node.pin.key: node.pin.theme for node in chosen if node.pin and node.pin.theme}
    own = [_own_theme(question, kept, key) for key in keys]
    used = set(filter(None, own))
    waiting = iter([theme for theme in question.themes if theme not in used])
    found: list[tuple[str, list[Why]]] = []
    for node, theme in zip(chosen, own, strict=True):
        if theme is None and not (node.pin and node.pin.why in ("past", "minutes")):
            listed = next(waiting, "")
            found.append((listed, [Why("theme", "listed")] if listed else []))
        else:
            found.append((theme or "", []))
    return found


def _own_theme(question: Question, kept: dict[str, str], key: str) -> str | None:
    chosen = question.choices.get(key, NOTHING).theme
    return chosen if chosen is not None else kept.get(key)


def matters_for(question: Question, days: list[date]) -> list[tuple[Matter, ...]]:
    """The fixed matters of each gathering, in order."""
    found: list[list[Matter]] = [[] for _day in days]
    for matter in sorted(question.matters, key=lambda one: (one.starts_on, one.key)):
        place = place_of(matter, days)
        if place is not None:
            found[place].append(matter)
    return [tuple(of_day) for of_day in found]
