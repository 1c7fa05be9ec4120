"""Circles: those who sit together in a phase, and those who see what is shown in it. Pure.

`t:3` table 3, `p:3:1` a pair that formed there, `s:12` a school, `r:principal` a role, `a` everybody, and the
empty circle for what only its author sees. Those at table 3 who have said no school, or no role, are `s:t3`
and `r:t3`: a group of their own, so that what they share is not shown to those who went to theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import Seats, Sees

ALL, NOBODY = "a", ""


@dataclass(frozen=True, slots=True)
class Sitter:
    """Where one sits. `pair` is the number of one's pair at the table; 0 before anybody talks two and two."""

    table: int
    pair: int
    school: int | None
    part: str

    @property
    def own_table(self) -> str:
        return f"t:{self.table}"

    @property
    def own_pair(self) -> str:
        return pair_circle(self.table, self.pair)

    @property
    def own_school(self) -> str:
        return f"s:{self.school}" if self.school else f"s:t{self.table}"

    @property
    def own_part(self) -> str:
        return f"r:{self.part}" if self.part else f"r:t{self.table}"


def pair_circle(table: int, number: int) -> str:
    return f"p:{table}:{number}"


def sits_with(seats: Seats, who: Sitter) -> str:
    """The circle that works together; in a phase alone, the table whose clock it is."""
    match seats:
        case Seats.ALONE | Seats.TABLE:
            return who.own_table
        case Seats.PAIR:
            return who.own_pair
        case Seats.OWN_SCHOOL:
            return who.own_school
        case Seats.SAME_ROLE:
            return who.own_part
        case Seats.ALL:
            return ALL


def shown_to(sees: Sees, seats: Seats, who: Sitter) -> str:
    """The circle that sees what this person shows. Where the table has moved into roles, it is the role."""
    match sees:
        case Sees.AUTHOR:
            return NOBODY
        case Sees.PAIR:
            return who.own_pair
        case Sees.TABLE:
            return who.own_part if seats == Seats.SAME_ROLE else who.own_table
        case Sees.OWN_SCHOOL:
            return who.own_school
        case Sees.ALL:
            return ALL


def circles_of(who: Sitter) -> tuple[str, ...]:
    """Every circle that this person belongs to."""
    pair = (who.own_pair,) if who.pair else ()
    return (ALL, who.own_table, *pair, who.own_school, who.own_part)


def table_of_circle(circle: str) -> int | None:
    """The table whose circle it is; None for one that reaches across tables."""
    kind, _, rest = circle.partition(":")
    number = rest.partition(":")[0].removeprefix("t")
    is_at_a_table = kind in ("t", "p") or rest.startswith("t")
    return int(number) if is_at_a_table and number.isdigit() else None


def is_in_pairs(phase: Phase) -> bool:
    return phase.seats == Seats.PAIR or phase.sees == Sees.PAIR


@dataclass(frozen=True, slots=True)
class Paired:
    """Somebody at the table, and the circles of the pairs they have talked in, the newest last."""

    key: int
    pairs: tuple[str, ...] = ()


def pair_up(here: Sequence[Paired], elsewhere: Iterable[Paired], table: int) -> dict[int, str]:
    """The pair of each at the table: two and two, the last three together when they are odd.

    Those who talked together go on, as long as all of them are here. A pair that has lost or gained somebody
    is a new one, so that nobody reads what was said to another; `elsewhere` are those who have left.
    """
    members = _members([*here, *elsewhere])
    groups = _intact(here, members)
    alone = [one.key for one in here if not any(one.key in group for group in groups.values())]
    made: list[list[int]] = [alone[n : n + 2] for n in range(0, len(alone) - 1, 2)]
    if len(alone) % 2:
        made.append(_with_the_last(alone[-1], made, groups))
    taken = [int(circle.rsplit(":", 1)[1]) for circle in members if circle.startswith(f"p:{table}:")]
    numbers = range(max(taken, default=0) + 1, max(taken, default=0) + 1 + len(made))
    groups |= {pair_circle(table, number): group for number, group in zip(numbers, made, strict=True)}
    return {key: circle for circle, group in groups.items() for key in group}


def _members(people: Iterable[Paired]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for one in people:
        for circle in one.pairs:
            found.setdefault(circle, set()).add(one.key)
    return found


def _intact(here: Sequence[Paired], members: Mapping[str, set[int]]) -> dict[str, list[int]]:
    """The pairs whose members are all here and have not talked with others since."""
    found: dict[str, list[int]] = {}
    for one in here:
        if one.pairs:
            found.setdefault(one.pairs[-1], []).append(one.key)
    return {c: group for c, group in found.items() if set(group) == members[c] and len(group) > 1}


def _with_the_last(key: int, made: list[list[int]], groups: dict[str, list[int]]) -> list[int]:
    """A place for the one who is left over: with one of a three, else as the third, else alone."""
    three = next((circle for circle, group in groups.items() if len(group) > 2), None)
    if three is not None:
        *others, last = groups.pop(three)
        made.append(others)
        return [last, key]
    if made:
        return [*made.pop(), key]
    if groups:
        return [*groups.popitem()[1], key]
    return [key]
