"""What can be asked of a composition: who is to sit, at how large tables, and what is wished for. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SMALLEST, LARGEST = 3, 8
Pair = tuple[str, str]


@dataclass(frozen=True)
class Seated:
    """One who is to sit. `traits` are any attributes: school, municipality, role, experience …"""

    id: str
    traits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """What is wished for. Fewest repeat meetings always goes before the weighted wishes.

    - `same`: everybody at a table has this trait in common, as far as the numbers go (own school, same role).
    - `spread`: traits to be varied at each table, with how much it matters.
    - `company`: nobody sits as the only one from anywhere: at least two from one environment at each table,
      and several environments (redundans and variasjon, 002 L1124-1138). Meetings within it are not repeats.
    - `together` and `apart`: pairs that must; `nearness`: pairs that would like to (above 0) or not (below).
    """

    same: str = ""
    spread: Mapping[str, float] = field(default_factory=dict)
    company: str = ""
    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    nearness: Mapping[Pair, float] = field(default_factory=dict)


def table_sizes(people: int, size: int) -> list[int]:
    """Sizes of the tables, the largest first, as even as can be and none above `size` …

    … unless that would leave tables of fewer than three, who are too few to talk; then some are one larger.

    >>> table_sizes(33, 4), table_sizes(5, 4), table_sizes(2, 4)
    ([4, 4, 4, 4, 4, 4, 3, 3, 3], [5], [2])
    """
    if people <= 0:
        return []
    tables = -(-people // size)
    if people // tables < min(SMALLEST, size):
        tables = max(1, people // size)
    least, over = divmod(people, tables)
    return [least + 1] * over + [least] * (tables - over)
