"""Who is counted: people by their background, in one wave or several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import product
from math import prod
from types import MappingProxyType
from typing import NamedTuple, TypeVar

Kind = tuple[str, ...]
Group = tuple[Kind, frozenset[str]]
ONLY_WAVE = ""
MOST_GROUPS = 200_000
TOO_MANY = "The columns have {:,} combinations together. Ask for tables of fewer columns."
OneKind = TypeVar("OneKind", bound=Kind)
Person = TypeVar("Person", bound=Hashable)


class Population(NamedTuple):
    """How many people there are of each combination of all columns, and of the waves they took part in.

    `most` is how many there can be of a combination in a wave, as far as others know.
    """

    columns: tuple[str, ...]
    groups: Mapping[Group, int]
    waves: tuple[str, ...] = (ONLY_WAVE,)
    most: Mapping[Kind, int] = MappingProxyType({})

    def in_order(self) -> list[tuple[Group, int]]:
        """The groups that somebody may be in, as far as others know; the empty ones too.

        Raises ValueError when they are beyond all reading.
        """
        taken = dict.fromkeys(frozenset((wave,)) for wave in self.waves)
        taken |= dict.fromkeys(waves for (_kind, waves), count in self.groups.items() if count)
        kinds = possible(list(dict.fromkeys(kind for (kind, _waves), count in self.groups.items() if count)))
        if len(kinds) * len(taken) > MOST_GROUPS:
            raise ValueError(TOO_MANY.format(len(kinds) * len(taken)))
        groups = [(kind, waves) for kind in kinds for waves in sorted(taken, key=sorted)]
        return [(group, self.groups.get(group, 0)) for group in groups]


def possible(kinds: Sequence[Kind]) -> list[Kind]:
    """Every combination but those that cannot be: a school of one kind does not stand under the others."""
    if not kinds:
        return []
    columns = range(len(kinds[0]))
    follows = {
        (one, other): found
        for one in columns
        for other in columns
        if one != other and (found := _follows(kinds, one, other)) is not None
    }
    free = list(columns)
    for column in columns:
        if any((one, column) in follows for one in free):
            free.remove(column)
    values = [sorted({kind[column] for kind in kinds}) for column in free]
    if (size := prod(map(len, values))) > MOST_GROUPS:
        raise ValueError(TOO_MANY.format(size))
    filled = []
    for chosen in product(*values):
        kind = dict(zip(free, chosen, strict=True))
        implied = [(other, found[kind[one]]) for (one, other), found in follows.items() if one in kind]
        kind |= dict(implied)
        if all(kind[other] == value for other, value in implied):
            filled.append(tuple(kind[column] for column in columns))
    return sorted(filled)


def _follows(kinds: Sequence[Kind], column: int, other: int) -> Mapping[str, str] | None:
    """What the other column must be for each category of this one, when it is always the same."""
    found: dict[str, str] = {}
    for kind in kinds:
        if found.setdefault(kind[column], kind[other]) != kind[other]:
            return None
    return found


def of_people(people: Iterable[Mapping[str, str]], columns: Sequence[str]) -> Population:
    """One row a person."""
    return of_counts(columns, Counter(tuple(person[name] for name in columns) for person in people))


def of_counts(
    columns: Sequence[str], counts: Mapping[OneKind, int], *, most: Mapping[Kind, int] = MappingProxyType({})
) -> Population:
    """How many there are of each combination of the columns, in their order. No count is below 0.

    `most` is how many of a combination there can be, where others know: so many were asked.
    """
    _refuse_odd(columns, counts)
    once = frozenset((ONLY_WAVE,))
    groups: dict[Group, int] = {(kind, once): count for kind, count in counts.items() if count}
    return Population(tuple(columns), groups, most=most)


def of_waves(waves: Mapping[str, Mapping[Person, Mapping[str, str]]], columns: Sequence[str]) -> Population:
    """Waves where it is known who is who: in each wave, a person's key and background.

    Whoever has changed background has left one group and come into another.
    """
    taken: dict[tuple[Person, Kind], set[str]] = {}
    for wave, people in waves.items():
        for key, background in people.items():
            kind = tuple(background[name] for name in columns)
            taken.setdefault((key, kind), set()).add(wave)
    groups = Counter((kind, frozenset(found)) for (_key, kind), found in taken.items())
    return Population(tuple(columns), groups, tuple(waves))


def of_unlinked_waves(waves: Mapping[str, Mapping[OneKind, int]], columns: Sequence[str]) -> Population:
    """Waves where nobody knows who is who: taken to be the same people as far as the counts allow.

    That is what somebody who knows the schools would guess, and so what must be guarded against.
    """
    groups: Counter[Group] = Counter()
    for counts in waves.values():
        _refuse_odd(columns, counts)
    for kind in dict.fromkeys(kind for counts in waves.values() for kind in counts):
        left = {wave: counts.get(kind, 0) for wave, counts in waves.items()}
        while present := frozenset(wave for wave, count in left.items() if count):
            shared = min(left[wave] for wave in present)
            groups[kind, present] += shared
            left = {wave: count - shared if wave in present else 0 for wave, count in left.items()}
    return Population(tuple(columns), groups, tuple(waves))


def _refuse_odd(columns: Sequence[str], counts: Mapping[OneKind, int]) -> None:
    for kind, count in counts.items():
        if len(kind) != len(columns):
            raise ValueError(f"{kind!r} has {len(kind)} categories, but there are {len(columns)} columns.")
        if count < 0:
            raise ValueError(f"{kind!r} has a count below 0.")
