"""Who is counted: people by their background, in one wave or several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

Kind = tuple[str, ...]
Group = tuple[Kind, frozenset[str]]
ONLY_WAVE = ""
OneKind = TypeVar("OneKind", bound=Kind)
Person = TypeVar("Person", bound=Hashable)


class Population(NamedTuple):
    """How many people there are of each combination of all columns, and of the waves they took part in."""

    columns: tuple[str, ...]
    groups: Mapping[Group, int]
    waves: tuple[str, ...] = (ONLY_WAVE,)

    def in_order(self) -> list[tuple[Group, int]]:
        """The groups that somebody may be in, as far as others know.

        Nobody knows who has come or gone between waves, so those groups are there when they are empty too.
        """
        found = {group: count for group, count in self.groups.items() if count}
        if len(self.waves) > 1:
            taken = dict.fromkeys(waves for _kind, waves in found)
            taken |= dict.fromkeys(frozenset((wave,)) for wave in self.waves)
            for kind in dict.fromkeys(kind for kind, _waves in found):
                for waves in taken:
                    found.setdefault((kind, waves), 0)
        return sorted(found.items(), key=lambda one: (one[0][0], sorted(one[0][1])))


def of_people(people: Iterable[Mapping[str, str]], columns: Sequence[str]) -> Population:
    """One row a person."""
    return of_counts(columns, Counter(tuple(person[name] for name in columns) for person in people))


def of_counts(columns: Sequence[str], counts: Mapping[OneKind, int]) -> Population:
    """How many there are of each combination of the columns, in their order. No count is below 0."""
    _refuse_odd(columns, counts)
    once = frozenset((ONLY_WAVE,))
    return Population(tuple(columns), {(kind, once): count for kind, count in counts.items() if count})


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
