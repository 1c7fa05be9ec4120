"""Who was inspired by whom, as plain values: the family of one try-out, and how an idea has spread. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Taker:
    """A school that does the try-out, and since when."""

    school: int
    since: date


@dataclass(frozen=True)
class Node:
    """One try-out as one person may see it. `source` is the key of the one that inspired it."""

    key: str
    title: str
    href: str
    begins: date
    takers: tuple[Taker, ...]  # the school that started it first, then those that joined
    source: str = ""
    decision: str = ""  # as the network was told it, or the own school knows it
    is_own: bool = False
    is_shown: bool = True  # the network sees it
    network: str = ""  # its name, where try-outs of several stand together
    is_story: bool = False  # it was told, and is the beginning of what it inspired

    @property
    def look(self) -> str:
        """How it is drawn: as a story, or by how it ended."""
        return "story" if self.is_story else self.decision or "open"

    @property
    def school(self) -> int:
        return self.takers[0].school


@dataclass(frozen=True)
class Branch:
    """A node in its tree. `lanes` says for each generation above whether more of it follows below."""

    node: Node
    depth: int
    lanes: tuple[bool, ...] = ()
    is_last: bool = True
    has_more: bool = False  # something was inspired by it


def by_key(nodes: Iterable[Node]) -> dict[str, Node]:
    return {node.key: node for node in nodes}


def children_of(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """What each try-out inspired, the oldest first."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(nodes, key=lambda one: (one.begins, one.title, one.key)):
        if node.source:
            found[node.source].append(node)
    return found


def root_of(key: str, known: dict[str, Node]) -> str:
    """The oldest ancestor that is known; the one itself when it has none."""
    seen = {key}
    while (source := known[key].source) in known and source not in seen:
        key = source
        seen.add(key)
    return key


def tree_of(key: str, nodes: Sequence[Node]) -> list[Branch]:
    """The whole family of one try-out from its oldest ancestor down, in the order in which it is drawn."""
    known = by_key(nodes)
    below = children_of(nodes)
    rows: list[Branch] = []
    waiting: list[tuple[Node, int, tuple[bool, ...], bool]] = [(known[root_of(key, known)], 0, (), True)]
    seen = set[str]()
    while waiting:
        node, depth, lanes, is_last = waiting.pop()
        if node.key in seen:
            continue
        seen.add(node.key)
        children = below.get(node.key, [])
        rows.append(Branch(node, depth, lanes, is_last, bool(children)))
        inner = (*lanes, not is_last) if depth else ()
        last = children[-1] if children else None
        waiting += [(child, depth + 1, inner, child is last) for child in reversed(children)]
    return rows


def schools_in(branches: Iterable[Branch]) -> set[int]:
    """All the schools of a family: those that started something, and those that joined."""
    return {taker.school for branch in branches for taker in branch.node.takers}


def families(nodes: Sequence[Node]) -> list[list[Branch]]:
    """Every family of more than one try-out or more than one school, the widest first."""
    known = by_key(nodes)
    roots = {root_of(node.key, known) for node in nodes}
    below = children_of(nodes)
    wide = [key for key in roots if below.get(key) or len(known[key].takers) > 1]
    trees = [tree_of(key, list(_descendants(known[key], below))) for key in wide]
    return sorted(
        trees, key=lambda tree: (-len(schools_in(tree)), -len(tree), tree[0].node.title, tree[0].node.key)
    )


def lanes_of(nodes: Sequence[Node], trees: Sequence[Sequence[Branch]], names: dict[int, str]) -> list[int]:
    """The schools in an order in which those that share an idea stand together; the rest by their names."""
    found: dict[int, None] = {}
    for tree in trees:
        for branch in tree:
            found.update(dict.fromkeys(taker.school for taker in branch.node.takers))
    rest = {taker.school for node in nodes for taker in node.takers} - set(found)
    return [*found, *sorted(rest, key=lambda school: (names[school], school))]


def _descendants(node: Node, below: dict[str, list[Node]]) -> Iterable[Node]:
    waiting, seen = [node], set[str]()
    while waiting:
        one = waiting.pop()
        if one.key not in seen:
            seen.add(one.key)
            yield one
            waiting += below.get(one.key, [])
